package io.medsift.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A part of a file as a stream with a small buffer. Streams of one file share its channel. */
final class ChunkStream extends InputStream {
  private static final int BUFFER = 32 << 10;

  private final FileChannel file;
  private final long end;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long filled;

  /** The bytes from {@code start} up to {@code end}. */
  ChunkStream(FileChannel file, long start, long end) {
    this.file = file;
    this.filled = start;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && length >= BUFFER && filled < end) {
      int wanted = (int) Math.min(length, end - filled);
      int count = file.read(ByteBuffer.wrap(into, offset, wanted), filled);
      filled += Math.max(0, count);
      return count;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear().limit((int) Math.min(BUFFER, end - filled));
    int count = buffer.hasRemaining() ? file.read(buffer, filled) : -1;
    filled += Math.max(0, count);
    buffer.flip();
    return count > 0;
  }

  /** The next {@code length} bytes, all of them. */
  byte[] exactly(int length) throws IOException {
    byte[] bytes = readNBytes(length);
    if (bytes.length < length) {
      throw new InvalidParquetException("a page ends after its column");
    }
    return bytes;
  }
}
