package io.medsift.rows;

import io.medsift.rows.PythonLiteral.MalformedLiteralException;

/** The strings of a Python literal, with their prefixes, quotes and escapes. */
final class PythonStrings {
  private PythonStrings() {}

  /** Returns true if a string, with or without a prefix, starts here. */
  static boolean startsHere(PythonCharacters text) {
    int prefix = prefixLength(text);
    return isQuote(text.peek(prefix));
  }

  private static int prefixLength(PythonCharacters text) {
    int length = 0;
    while (length < 2 && "bBrRuU".indexOf(text.peek(length)) >= 0) {
      length++;
    }
    return length;
  }

  private static boolean isQuote(char character) {
    return character == '\'' || character == '"';
  }

  /** Takes one string and appends what it holds. */
  static void read(PythonCharacters text, StringBuilder into) throws MalformedLiteralException {
    int start = text.position();
    text.skip(prefixLength(text));
    String prefix = text.since(start);
    boolean raw = prefix.indexOf('r') >= 0 || prefix.indexOf('R') >= 0;
    boolean bytes = prefix.indexOf('b') >= 0 || prefix.indexOf('B') >= 0;
    char quote = text.take();
    boolean triple = text.peek() == quote && text.peek(1) == quote;
    if (triple) {
      text.skip(2);
    }
    while (!closes(text, quote, triple)) {
      char next = text.take();
      if (next != '\\') {
        into.append(next);
      } else if (raw) {
        into.append(next).append(text.take());
      } else {
        escape(text, into, bytes);
      }
    }
  }

  private static boolean closes(PythonCharacters text, char quote, boolean triple) {
    if (text.peek() != quote || text.atEnd()) {
      return false;
    }
    if (!triple) {
      text.skip(1);
      return true;
    }
    boolean three = text.peek(1) == quote && text.peek(2) == quote;
    if (three) {
      text.skip(3);
    }
    return three;
  }

  private static void escape(PythonCharacters text, StringBuilder into, boolean bytes)
      throws MalformedLiteralException {
    char escaped = text.take();
    switch (escaped) {
      case '\n' -> {}
      case '\\', '\'', '"' -> into.append(escaped);
      case 'a' -> into.append('\u0007');
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'n' -> into.append('\n');
      case 'r' -> into.append('\r');
      case 't' -> into.append('\t');
      case 'v' -> into.append('\u000b');
      case 'x' -> into.appendCodePoint(hexadecimal(text, 2));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> into.append(octal(text, escaped));
      case 'u', 'U', 'N' -> unicode(text, into, escaped, bytes);
      default -> into.append('\\').append(escaped);
    }
  }

  private static void unicode(PythonCharacters text, StringBuilder into, char kind, boolean bytes)
      throws MalformedLiteralException {
    if (bytes) {
      into.append('\\').append(kind);
    } else if (kind == 'N') {
      throw text.malformed("characters by name (\\N) are not read");
    } else {
      int codePoint = hexadecimal(text, kind == 'u' ? 4 : 8);
      if (!Character.isValidCodePoint(codePoint)) {
        throw text.malformed("there is no such character");
      }
      into.appendCodePoint(codePoint);
    }
  }

  private static int hexadecimal(PythonCharacters text, int digits)
      throws MalformedLiteralException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(text.peek(), 16);
      if (digit < 0) {
        throw text.malformed("expected " + digits + " hexadecimal digits");
      }
      value = value << 4 | digit;
      text.skip(1);
    }
    return value;
  }

  private static char octal(PythonCharacters text, char first) {
    int value = first - '0';
    for (int i = 0; i < 2 && text.peek() >= '0' && text.peek() <= '7'; i++) {
      value = value << 3 | (text.peek() - '0');
      text.skip(1);
    }
    return (char) value;
  }

  /** The characters of a Python literal, read from left to right. */
  static final class PythonCharacters {
    /** Character that {@link #peek()} returns at the end; no literal has it outside of a string. */
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

    /** Returns true if {@code part} is at {@code start}, before the position. */
    boolean isAt(int start, String part) {
      return start + part.length() <= position && text.startsWith(part, start);
    }

    MalformedLiteralException malformed(String problem) {
      return new MalformedLiteralException(problem, position);
    }
  }
}
