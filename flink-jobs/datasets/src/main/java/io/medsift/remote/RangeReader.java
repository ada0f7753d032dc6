package io.medsift.remote;

import io.medsift.remote.RemoteHost.Body;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * Reads parts of a remote file where they are asked for. Blocks that have arrived are kept in a
 * private sparse file that is deleted with the process, so that a footer or a column is fetched
 * once. Who reads on gets longer parts at a time. Where the host sends no parts, the file is
 * fetched whole. Thread-safe.
 */
public final class RangeReader {
  private static final int BLOCK = 1 << 18;
  private static final int MIN_BLOCKS = 2;
  private static final int MAX_BLOCKS = 32;
  private static final int NO_PARTS = -1;

  private final RemoteFile file;
  private final FileChannel blocks;
  private FileChannel whole;
  private final BitSet present = new BitSet();
  private final byte[] buffer = new byte[BLOCK];
  private long requests;
  private long fetched;

  RangeReader(RemoteFile file) throws IOException {
    this.file = file;
    this.blocks =
        FileChannel.open(
            Files.createTempFile(file.cacheDirectory(), "ranges-", ".medsift"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Bytes of the file. */
  public long size() {
    return file.size();
  }

  /** Requests that were made so far. */
  public synchronized long requests() {
    return requests;
  }

  /** Bytes that were fetched so far. */
  public synchronized long fetchedBytes() {
    return fetched;
  }

  /** Reads bytes at a position, at least one; -1 at the end of the file. */
  public synchronized int read(ByteBuffer into, long position) throws IOException {
    if (position >= file.size()) {
      return -1;
    }
    if (whole == null && !present.get((int) (position / BLOCK))) {
      fetch(position, into.remaining());
    }
    return whole == null ? readBlocks(into, position) : whole.read(into, position);
  }

  private int readBlocks(ByteBuffer into, long position) throws IOException {
    int block = (int) (position / BLOCK);
    long end = Math.min(file.size(), (long) present.nextClearBit(block) * BLOCK);
    int count = (int) Math.min(into.remaining(), end - position);
    ByteBuffer part = into.slice(into.position(), count);
    while (part.hasRemaining()) {
      if (blocks.read(part, position + part.position()) < 0) {
        throw new EOFException("a block of " + file + " is missing");
      }
    }
    into.position(into.position() + count);
    return count;
  }

  // A block that follows others is read ahead of, twice as far each time.
  private void fetch(long position, int length) throws IOException {
    int first = (int) (position / BLOCK);
    int last = (int) ((Math.min(file.size(), position + length) - 1) / BLOCK);
    int before = first - (first == 0 ? 0 : present.previousClearBit(first - 1) + 1);
    int wanted = Math.max(last - first + 1, Math.min(MAX_BLOCKS, Math.max(MIN_BLOCKS, before)));
    int blocksOfFile = (int) ((file.size() + BLOCK - 1) / BLOCK);
    int end = Math.min(blocksOfFile, first + wanted);
    int next = present.nextSetBit(first);
    int to = next < 0 ? end : Math.min(end, next);
    Attempts attempts = file.attempts(note -> {});
    int reached = first;
    while (reached < to) {
      int from = reached;
      try {
        reached = copy(from, to);
        if (reached == NO_PARTS) {
          whole = FileChannel.open(file.fetchInPlaceOfParts(), StandardOpenOption.READ);
          return;
        }
      } catch (TransientException e) {
        reached = present.nextClearBit(from);
        if (reached > from) {
          attempts.progressed();
        }
        attempts.failed(e);
      }
    }
  }

  /** Copies blocks, and returns the one that follows; {@link #NO_PARTS} if the host sends none. */
  private int copy(int first, int to) throws IOException {
    long from = (long) first * BLOCK;
    long end = Math.min(file.size(), (long) to * BLOCK);
    requests++;
    try (Body body = file.open(from, end)) {
      InputStream content = body.content();
      if (body.from() != from) {
        return NO_PARTS;
      }
      for (int block = first; block < to; block++) {
        int length = (int) Math.min(BLOCK, end - (long) block * BLOCK);
        if (filled(content, length) < length) {
          throw new TransientException("the host closed the connection", (Throwable) null);
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
        write(bytes, (long) block * BLOCK);
        present.set(block);
        fetched += length;
      }
      return to;
    }
  }

  private void write(ByteBuffer bytes, long position) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        blocks.write(bytes, position + bytes.position());
      }
    } catch (IOException e) {
      String directory = file.partial().getParent().toString();
      throw (IOException) new FileSystemException(directory, null, e.getMessage()).initCause(e);
    }
  }

  private int filled(InputStream content, int length) throws IOException {
    try {
      return content.readNBytes(buffer, 0, length);
    } catch (IOException e) {
      throw HttpRequests.interrupted(e);
    }
  }

  /** The file from its start, as far as it is read. */
  public InputStream stream() {
    return new Sequential();
  }

  private final class Sequential extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int count = RangeReader.this.read(ByteBuffer.wrap(into, offset, length), position);
      position += Math.max(0, count);
      return count;
    }
  }
}
