package io.medsift.rows;

import io.medsift.rows.PieceBuffer.LineBasedPieces;
import java.io.IOException;
import java.io.InputStream;

/**
 * The records of CSV or TSV after its first, which names the columns. A field in quotes goes over
 * line breaks. One that is never closed would take in all that follows, so that its record is cut
 * at the end of its first line. Where a text has many of those, less and less of it is looked
 * through for the end of one, so that the work stays in proportion to the text.
 */
final class DelimitedPieces extends LineBasedPieces {
  /** As many open quotes are looked through to the longest that a record may be. */
  private static final int SEARCHES = 16;

  /** Bytes that may be looked through in vain for each that is read. */
  private static final int SEARCHED_PER_BYTE = 8;

  private final byte delimiter;
  private final long maxSearched;
  private long searchable;
  private long nextLine = 1;
  private boolean unclosed;
  private boolean pastNames;

  DelimitedPieces(InputStream in, int longest, char delimiter) {
    super(in, longest);
    this.line = 1;
    this.delimiter = (byte) delimiter;
    this.maxSearched = (long) SEARCHES * longest;
    this.searchable = maxSearched;
  }

  @Override
  public boolean next() throws IOException {
    while (record()) {
      boolean blank = !tooLong() && isBlank(delimiter);
      if (!blank && pastNames) {
        return true;
      }
      blankLines += blank ? 1 : 0;
      pastNames |= !blank;
    }
    return false;
  }

  private boolean record() throws IOException {
    searchable = Math.min(maxSearched, searchable + SEARCHED_PER_BYTE * fullLength());
    buffer.begin();
    line = nextLine;
    unclosed = false;
    boolean quoted = false;
    boolean fieldBegins = true;
    while (true) {
      boolean full = buffer.position() == buffer.end() && buffer.full() && !tooLong();
      if (quoted && full && endOfLine() < buffer.position()) {
        return cut();
      }
      if (quoted && nextLine > line && !tooLong() && searched() > searchable) {
        return cut();
      }
      int next = buffer.take();
      if (next < 0) {
        if (quoted && !tooLong()) {
          return cut();
        }
        pieceEnd = buffer.position();
        return fullLength() > 0;
      }
      nextLine += next == '\n' ? 1 : 0;
      if (next == Delimited.QUOTE && (fieldBegins || quoted)) {
        // A doubled quote closes and opens again.
        quoted = !quoted || isQuote();
      } else if (!quoted && next == '\n') {
        pieceEnd = buffer.position() - 1;
        return true;
      }
      fieldBegins = !quoted && next == delimiter;
    }
  }

  /** Takes a second quote after the first, if there is one. */
  private boolean isQuote() throws IOException {
    int next = buffer.take();
    if (next >= 0 && next != Delimited.QUOTE) {
      buffer.moveTo(buffer.position() - 1);
    }
    return next == Delimited.QUOTE;
  }

  private int searched() {
    return buffer.position() - buffer.start();
  }

  private boolean cut() {
    unclosed = true;
    pieceEnd = endOfLine();
    searchable = Math.max(0, searchable - searched());
    buffer.moveTo(Math.min(pieceEnd + 1, buffer.position()));
    nextLine = line + 1;
    return true;
  }

  /** Returns the end of the first line of the piece. */
  private int endOfLine() {
    int at = buffer.start();
    while (at < buffer.position() && buffer.bytes()[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Returns true if the record has a quote that is never closed. */
  boolean unclosed() {
    return unclosed;
  }
}
