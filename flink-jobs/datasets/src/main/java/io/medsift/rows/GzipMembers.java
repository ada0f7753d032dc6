package io.medsift.rows;

import io.medsift.rows.Unpacking.DamagedContentException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The members of a gzip file, one after the other. Java's own stream ends silently where a member
 * is followed by bytes that are not gzip, and so loses appended data. Padding with zero bytes is
 * skipped.
 */
final class GzipMembers extends InputStream {
  private static final int BUFFER = 1 << 16;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final PushbackInputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] packed = new byte[BUFFER];
  private int filled;
  private boolean inMember;
  private boolean atEnd;

  /** Members of a stream that begins with one. */
  GzipMembers(InputStream in) {
    this.in = new PushbackInputStream(in, BUFFER);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (length > 0 && !atEnd) {
      if (!inMember && !begin()) {
        atEnd = true;
        break;
      }
      int count = inflate(into, offset, length);
      if (count > 0) {
        checksum.update(into, offset, count);
        return count;
      }
      if (inflater.finished()) {
        end();
      } else if (inflater.needsDictionary()) {
        throw new DamagedContentException("its gzip data is damaged");
      } else {
        filled = Math.max(0, in.read(packed));
        if (filled == 0) {
          throw new EOFException("the gzip data ends too early");
        }
        inflater.setInput(packed, 0, filled);
      }
    }
    return length == 0 ? 0 : -1;
  }

  private int inflate(byte[] into, int offset, int length) throws DamagedContentException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      throw new DamagedContentException("its gzip data is damaged", e);
    }
  }

  /** Begins the next member; false at the end of the stream. */
  private boolean begin() throws IOException {
    int first = in.read();
    while (first == 0) {
      first = in.read();
    }
    if (first < 0) {
      return false;
    }
    if (first != 0x1F || in.read() != 0x8B || in.read() != DEFLATE) {
      throw new DamagedContentException("the data after the gzip stream is not gzip");
    }
    int flags = next();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    skip((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
    inflater.reset();
    checksum.reset();
    inMember = true;
    return true;
  }

  private void end() throws IOException {
    int left = inflater.getRemaining();
    in.unread(packed, filled - left, left);
    inMember = false;
    long sum = number();
    long length = number();
    if (sum != checksum.getValue() || length != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new DamagedContentException("its gzip data is damaged: the checksum does not match");
    }
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the gzip data ends too early");
    }
    return next;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // The name of the file, or a comment.
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
