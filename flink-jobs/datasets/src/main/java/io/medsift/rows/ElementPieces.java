package io.medsift.rows;

import static java.lang.String.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * The elements of one JSON array, or JSON values one after the other, however they are broken into
 * lines. An element ends where its brackets are closed.
 *
 * <p>One that never closes would take in all that follows. So a malformed element is cut at the
 * next place, after a comma or a line break, that reads as the first element did, from its brace to
 * the end of its first name.
 */
final class ElementPieces implements Pieces {
  private static final int LONGEST_OPENING = 256;

  private final PieceBuffer buffer;
  private final boolean array;
  private byte[] opening;
  private long elements;
  private int pieceEnd;
  private boolean opened;
  private boolean closed;
  private boolean after;

  /** The elements of an array if {@code array}, else values one after the other. */
  ElementPieces(InputStream in, int longest, boolean array) {
    this.buffer = new PieceBuffer(in, longest);
    this.array = array;
  }

  @Override
  public boolean next() throws IOException {
    if (closed) {
      return trailing();
    }
    int first = firstOfElement();
    if (first < 0) {
      return false;
    }
    if (array && first == ']') {
      closed = true;
      return trailing();
    }
    elements++;
    buffer.moveTo(buffer.position() - 1);
    buffer.begin();
    takeElement();
    if (opening == null && first == '{') {
      opening = openingOfElement();
    }
    return true;
  }

  private int firstOfElement() throws IOException {
    int next = buffer.take();
    while (next == ',' || isSpace(next) || (array && !opened && next == '[')) {
      opened |= next == '[';
      buffer.begin();
      next = buffer.take();
    }
    return next;
  }

  /** What stands after the array, as one malformed piece. */
  private boolean trailing() throws IOException {
    int next = after ? -1 : buffer.take();
    while (isSpace(next)) {
      buffer.begin();
      next = buffer.take();
    }
    if (next < 0) {
      return false;
    }
    after = true;
    elements++;
    buffer.moveTo(buffer.position() - 1);
    buffer.begin();
    while (buffer.take() >= 0) {
      // The end of the file is its end.
    }
    pieceEnd = buffer.position();
    return true;
  }

  private void takeElement() throws IOException {
    int depth = 0;
    boolean inText = false;
    while (true) {
      if (buffer.position() == buffer.end()) {
        if (buffer.full() && !buffer.tooLong() && cut()) {
          return;
        }
        if (!buffer.fill()) {
          pieceEnd = buffer.position();
          return;
        }
      }
      int next = buffer.take();
      if (inText) {
        if (next == '\\') {
          buffer.take();
        } else {
          inText = next != '"';
        }
      } else if (next == '"') {
        inText = true;
      } else if (next == '{' || next == '[') {
        depth++;
      } else if ((next == '}' || next == ']') && depth > 0) {
        depth--;
        if (depth == 0) {
          pieceEnd = buffer.position();
          return;
        }
      } else if (depth == 0 && (next == ',' || next == ']' || next == '\n')) {
        buffer.moveTo(buffer.position() - 1);
        pieceEnd = buffer.position();
        return;
      }
    }
  }

  private byte[] openingOfElement() {
    int quotes = 0;
    int limit = Math.min(pieceEnd, buffer.start() + LONGEST_OPENING);
    for (int i = buffer.start(); i < limit; i++) {
      if (buffer.bytes()[i] == '"' && ++quotes == 2) {
        return Arrays.copyOfRange(buffer.bytes(), buffer.start(), i + 1);
      }
    }
    return null;
  }

  @Override
  public void malformed() {
    if (!tooLong() && !after) {
      cut();
    }
  }

  private boolean cut() {
    if (opening == null) {
      return false;
    }
    byte[] bytes = buffer.bytes();
    int last = Math.min(buffer.position(), buffer.end()) - opening.length;
    for (int i = buffer.start() + 1; i <= last; i++) {
      if (bytes[i] == '{' && follows(i) && startsAt(i)) {
        buffer.moveTo(i);
        pieceEnd = i;
        return true;
      }
    }
    return false;
  }

  private boolean startsAt(int at) {
    return Arrays.equals(buffer.bytes(), at, at + opening.length, opening, 0, opening.length);
  }

  /** Whether a comma or a line break stands before, but for spaces. */
  private boolean follows(int at) {
    int before = at - 1;
    while (before > buffer.start()
        && (buffer.bytes()[before] == ' ' || buffer.bytes()[before] == '\t')) {
      before--;
    }
    return buffer.bytes()[before] == ',' || buffer.bytes()[before] == '\n';
  }

  private static boolean isSpace(int next) {
    return next == ' ' || next == '\t' || next == '\n' || next == '\r';
  }

  @Override
  public byte[] bytes() {
    return buffer.bytes();
  }

  @Override
  public int start() {
    return buffer.start();
  }

  @Override
  public int length() {
    return pieceEnd - buffer.start();
  }

  @Override
  public boolean tooLong() {
    return buffer.tooLong();
  }

  @Override
  public long fullLength() {
    return buffer.dropped() + length();
  }

  @Override
  public long number() {
    return elements;
  }

  @Override
  public long blankLines() {
    return 0;
  }

  @Override
  public String place() {
    return after ? "after the array" : format(Locale.ROOT, "element %,d", elements);
  }

  @Override
  public String problemAtEnd() {
    return array && !closed ? "the array is not closed: the file was cut off" : null;
  }

  @Override
  public boolean independent() {
    return false;
  }
}
