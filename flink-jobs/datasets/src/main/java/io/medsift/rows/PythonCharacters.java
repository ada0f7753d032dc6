package io.medsift.rows;

/** The characters of a Python literal, read from left to right. */
final class PythonCharacters {
  /** What {@link #peek()} gives at the end; no literal holds it outside of a string. */
  static final char END = '\0';

  private final String text;
  private int position;

  PythonCharacters(String text) {
    this.text = text;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position == text.length();
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    int at = position + ahead;
    return at < text.length() ? text.charAt(at) : END;
  }

  char take() throws MalformedLiteralException {
    if (atEnd()) {
      throw malformed("the literal ends too early");
    }
    return text.charAt(position++);
  }

  void skip(int characters) {
    position = Math.min(text.length(), position + characters);
  }

  boolean takeIf(char expected) {
    boolean there = !atEnd() && peek() == expected;
    if (there) {
      position++;
    }
    return there;
  }

  void expect(char expected) throws MalformedLiteralException {
    if (!takeIf(expected)) {
      throw malformed("expected '" + expected + "'");
    }
  }

  void skipSpace() {
    while (!atEnd() && " \t\r\n\f".indexOf(peek()) >= 0) {
      position++;
    }
  }

  /** The letters, digits and underscores that follow. */
  String takeName() {
    int start = position;
    while (!atEnd() && (Character.isLetterOrDigit(peek()) || peek() == '_')) {
      position++;
    }
    return text.substring(start, position);
  }

  String since(int start) {
    return text.substring(start, position);
  }

  /** Whether {@code part} stands at {@code start}, before the position. */
  boolean isAt(int start, String part) {
    return start + part.length() <= position && text.startsWith(part, start);
  }

  MalformedLiteralException malformed(String problem) {
    return new MalformedLiteralException(problem, position);
  }
}
