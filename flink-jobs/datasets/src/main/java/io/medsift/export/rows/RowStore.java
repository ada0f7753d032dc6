package io.medsift.export.rows;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows in a file, in the order in which they were read, since they are written in another. One
 * thread appends; after {@link #flush()}, any may read.
 */
public final class RowStore implements Closeable {
  private static final int BUFFER = 1 << 20;

  private final FileChannel file;
  private final ByteBuffer unwritten = ByteBuffer.allocateDirect(BUFFER);
  private long size;

  private RowStore(FileChannel file) {
    this.file = file;
  }

  /** An empty store in a new file. */
  public static RowStore create(Path file) throws IOException {
    return new RowStore(
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  /** Appends what remains of {@code row}, and tells where its first byte is. */
  public long append(ByteBuffer row) throws IOException {
    long start = size;
    size += row.remaining();
    if (row.remaining() > unwritten.remaining()) {
      flush();
    }
    if (row.remaining() > unwritten.remaining()) {
      writeAll(row);
    } else {
      unwritten.put(row);
    }
    return start;
  }

  /** Makes all rows readable that were appended. */
  public void flush() throws IOException {
    writeAll(unwritten.flip());
    unwritten.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Fills {@code row} with the bytes from {@code start} on. */
  public void read(long start, ByteBuffer row) throws IOException {
    while (row.hasRemaining()) {
      if (file.read(row, start + row.position()) < 0) {
        throw new EOFException("the rows to export were cut off while they were read");
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
