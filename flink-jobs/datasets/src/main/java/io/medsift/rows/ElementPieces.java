package io.medsift.rows;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.rows.PieceBuffer.BufferedPieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * The elements of one JSON array, the members of one object, or JSON values one after the other,
 * however they are broken into lines. An element ends where its brackets are closed.
 *
 * <p>One that never closes would take in all that follows. So a malformed element is cut at the
 * next place, after a comma or a line break and the key of a member, that reads as the first
 * element did, from its brace to the end of its first name.
 */
final class ElementPieces extends BufferedPieces {
  private static final int MAX_OPENING_LENGTH = 256;
  private static final int MAX_KEY_LENGTH = 1024;
  private static final int NONE = -2;

  private final boolean keyed;
  private final boolean wrapped;
  private final int opens;
  private final int closes;
  private byte[] opening;
  private String key;
  private long elements;
  private boolean opened;
  private boolean closed;
  private boolean after;

  /** The elements of text of this layout, which is not that of lines. */
  ElementPieces(InputStream in, int longest, Layout layout) {
    super(in, longest);
    this.keyed = layout == Layout.KEYED;
    this.wrapped = layout == Layout.WRAPPED;
    boolean array = wrapped || layout == Layout.ARRAY;
    this.opens = keyed ? '{' : array ? '[' : NONE;
    this.closes = keyed ? '}' : array ? ']' : NONE;
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
    if (first == closes) {
      return close();
    }
    elements++;
    key = null;
    if (keyed && first == '"') {
      first = takeKey();
    }
    buffer.moveTo(buffer.position() - (first < 0 ? 0 : 1));
    buffer.begin();
    takeElement();
    if (opening == null && first == '{') {
      opening = openingOfElement();
    }
    return true;
  }

  private int firstOfElement() throws IOException {
    int next = buffer.take();
    while (next == ',' || isSpace(next) || (!opened && next == opens)) {
      opened |= next == opens;
      buffer.begin();
      next = buffer.take();
    }
    return next;
  }

  /** Takes a key and what is before its value; the first byte of the value, taken. */
  private int takeKey() throws IOException {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    int next = buffer.take();
    while (next >= 0 && next != '"' && next != '\n' && name.size() < MAX_KEY_LENGTH) {
      name.write(next);
      if (next == '\\') {
        name.write(buffer.take());
      }
      buffer.begin();
      next = buffer.take();
    }
    key = name.toString(UTF_8);
    next = buffer.take();
    while (isSpace(next) || next == ':') {
      buffer.begin();
      next = buffer.take();
    }
    return next;
  }

  // A brace too many in a member closes nothing: further members follow it.
  private boolean close() throws IOException {
    buffer.moveTo(buffer.position() - 1);
    buffer.begin();
    buffer.take();
    int next = buffer.take();
    while (isSpace(next)) {
      next = buffer.take();
    }
    if (next >= 0) {
      buffer.moveTo(buffer.position() - 1);
    }
    if (keyed && next == ',') {
      elements++;
      key = null;
      pieceEnd = buffer.start() + 1;
      return true;
    }
    closed = true;
    buffer.begin();
    return trailing();
  }

  /** Takes the text after the array as one malformed piece. */
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
    buffer.moveTo(buffer.position() - 1);
    buffer.begin();
    while (buffer.take() >= 0) {
      // The end of the file is its end.
    }
    pieceEnd = buffer.position();
    elements++;
    return !wrapped || tooLong() || !WrappedArray.isTail(buffer.bytes(), buffer.start(), pieceEnd);
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
      } else if (depth == 0 && (next == ',' || next == ']' || next == closes || next == '\n')) {
        buffer.moveTo(buffer.position() - 1);
        pieceEnd = buffer.position();
        return;
      }
    }
  }

  private byte[] openingOfElement() {
    int quotes = 0;
    int limit = Math.min(pieceEnd, buffer.start() + MAX_OPENING_LENGTH);
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
      if (bytes[i] == '{' && startsAt(i)) {
        int start = keyed ? startOfKey(i) : i;
        if (start > buffer.start() && follows(start)) {
          buffer.moveTo(start);
          pieceEnd = start;
          return true;
        }
      }
    }
    return false;
  }

  private boolean startsAt(int at) {
    return Arrays.equals(buffer.bytes(), at, at + opening.length, opening, 0, opening.length);
  }

  /** Returns the position of the key whose value begins at a place; -1 where there is none. */
  private int startOfKey(int value) {
    byte[] bytes = buffer.bytes();
    int at = beforeSpaces(value - 1);
    if (bytes[at] != ':') {
      return -1;
    }
    at = beforeSpaces(at - 1);
    if (bytes[at] != '"') {
      return -1;
    }
    int last = Math.max(buffer.start(), at - MAX_KEY_LENGTH);
    do {
      at--;
    } while (at > last && bytes[at] != '"');
    return bytes[at] == '"' ? at : -1;
  }

  private int beforeSpaces(int from) {
    int at = from;
    while (at > buffer.start() && isSpace(buffer.bytes()[at])) {
      at--;
    }
    return Math.max(at, buffer.start());
  }

  /** Returns true if a comma or a line break precedes, spaces aside. */
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
  public String key() {
    return key;
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
    if (after) {
      return keyed ? "after the object" : "after the array";
    }
    return key == null ? format(Locale.ROOT, "element %,d", elements) : "member '" + key + "'";
  }

  @Override
  public String problemAtEnd() {
    if (wrapped && closed && !after) {
      return "the object is not closed: the file was cut off";
    }
    return closes != NONE && !closed
        ? format("the %s is not closed: the file was cut off", keyed ? "object" : "array")
        : null;
  }

  @Override
  public boolean independent() {
    return false;
  }
}
