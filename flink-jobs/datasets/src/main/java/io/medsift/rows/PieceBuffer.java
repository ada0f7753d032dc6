package io.medsift.rows;

import static java.lang.String.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * The bytes of a stream, of which one piece at a time is kept together: from {@code start} up to
 * {@code position}. A piece that grows past the limit is let go, and its bytes are counted.
 */
final class PieceBuffer {
  private static final int INITIAL = 256 << 10;

  private final InputStream in;
  private final int longest;
  private byte[] bytes;
  private int start;
  private int position;
  private int end;
  private long dropped;

  PieceBuffer(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
    this.bytes = new byte[Math.min(INITIAL, longest + 1)];
  }

  /** A new piece starts at the present position. */
  void begin() {
    start = position;
    dropped = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int position() {
    return position;
  }

  void moveTo(int newPosition) {
    position = newPosition;
  }

  int end() {
    return end;
  }

  /** Returns true if the piece has passed the limit, so that its bytes are not all there. */
  boolean tooLong() {
    return dropped > 0;
  }

  /** Bytes of the piece that were let go. */
  long dropped() {
    return dropped;
  }

  /** Returns true if the piece is longer than it may be, so that more would let it go. */
  boolean full() {
    return position - start > longest;
  }

  /** The next byte, taken; -1 at the end of the stream. */
  int take() throws IOException {
    return position < end || fill() ? bytes[position++] & 0xFF : -1;
  }

  /** Reads more bytes after {@code end}; false at the end of the stream. */
  boolean fill() throws IOException {
    if (full()) {
      dropped += position - start;
      start = position;
    }
    if (end == bytes.length) {
      makeRoom();
    }
    int count = in.read(bytes, end, bytes.length - end);
    end += Math.max(0, count);
    return count > 0;
  }

  private void makeRoom() {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      position -= start;
      end -= start;
      start = 0;
    } else {
      bytes = Arrays.copyOf(bytes, (int) Math.min(longest + 1L, 2L * bytes.length));
    }
  }

  /** Pieces that are in a buffer, from its start to {@link #pieceEnd}. */
  abstract static class BufferedPieces implements Pieces {
    /** The bytes read last. */
    final PieceBuffer buffer;

    /** End of the piece in the buffer. */
    int pieceEnd;

    BufferedPieces(InputStream in, int longest) {
      buffer = new PieceBuffer(in, longest);
    }

    @Override
    public final byte[] bytes() {
      return buffer.bytes();
    }

    @Override
    public final int start() {
      return buffer.start();
    }

    @Override
    public final int length() {
      return pieceEnd - buffer.start();
    }

    @Override
    public final boolean tooLong() {
      return buffer.tooLong();
    }

    @Override
    public final long fullLength() {
      return buffer.dropped() + length();
    }
  }

  /** Pieces that are a line, or begin with one. */
  abstract static class LineBasedPieces extends BufferedPieces {
    /** Says that no byte delimits fields. */
    static final int NO_DELIMITER = -1;

    /** Number of the line that the piece begins with, from 1. */
    long line;

    /** Lines skipped so far, since they hold nothing. */
    long blankLines;

    LineBasedPieces(InputStream in, int longest) {
      super(in, longest);
    }

    /** Returns true if the piece is white space without a delimiter of fields. */
    final boolean isBlank(int delimiter) {
      for (int i = buffer.start(); i < pieceEnd; i++) {
        byte here = buffer.bytes()[i];
        if (here == delimiter || (here != ' ' && here != '\t' && here != '\r')) {
          return false;
        }
      }
      return true;
    }

    @Override
    public final long number() {
      return line;
    }

    @Override
    public final long blankLines() {
      return blankLines;
    }

    @Override
    public final String place() {
      return format(Locale.ROOT, "line %,d", line);
    }

    @Override
    public final void malformed() {}

    @Override
    public final String problemAtEnd() {
      return null;
    }

    @Override
    public final boolean independent() {
      return true;
    }
  }
}
