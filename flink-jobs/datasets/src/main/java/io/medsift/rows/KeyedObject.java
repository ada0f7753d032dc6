package io.medsift.rows;

/**
 * One object whose members are rows by their ids: {@code {"21645374": {…}, "16418930": {…}}}.
 *
 * <p>An object whose members are all objects can be a row as well, or columns by the numbers of
 * their rows. So ids are told from names of columns by a digit, and rows from columns by a name
 * that is not a number.
 */
final class KeyedObject {
  /** Rows after which what is none is a row that is broken. */
  private static final int ENOUGH = 3;

  private final String text;
  private int position;

  private KeyedObject(String text) {
    this.text = text;
  }

  /** Returns true if text begins with such an object, and with nothing after it. */
  static boolean begins(String head) {
    return new KeyedObject(head).isKeyed();
  }

  private boolean isKeyed() {
    boolean named = false;
    int rows = 0;
    if (next() != '{') {
      return false;
    }
    do {
      position++;
      if (!isAtRow()) {
        return named && (position >= text.length() || rows >= ENOUGH);
      }
      named |= isNamed();
      passObject();
      rows++;
    } while (next() == ',');
    return named && isEnd();
  }

  /** Passes an id and its colon; whether an object follows. */
  private boolean isAtRow() {
    if (next() != '"' || !isId(string()) || next() != ':') {
      return false;
    }
    position++;
    return next() == '{';
  }

  // A brace too many in a row ends nothing: a comma follows it.
  private boolean isEnd() {
    if (position >= text.length()) {
      return true;
    }
    String rest = text.substring(position + 1).stripLeading();
    return text.charAt(position) == '}' && (rest.isEmpty() || rest.charAt(0) == ',');
  }

  private static boolean isId(String key) {
    return key.chars().anyMatch(Character::isDigit);
  }

  /** Returns true if the first name of the object here is no number. */
  private boolean isNamed() {
    int start = position++;
    boolean named = next() == '"' && !string().chars().allMatch(Character::isDigit);
    position = start;
    return named;
  }

  /** The next character that is no space; 0 at the end. */
  private char next() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : 0;
  }

  /** The text in quotes that begins here, passed. */
  private String string() {
    int start = ++position;
    while (position < text.length() && text.charAt(position) != '"') {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    String string = text.substring(start, Math.min(position, text.length()));
    position++;
    return string;
  }

  private void passObject() {
    int depth = 0;
    do {
      char here = text.charAt(position);
      if (here == '"') {
        string();
        continue;
      }
      depth += here == '{' || here == '[' ? 1 : here == '}' || here == ']' ? -1 : 0;
      position++;
    } while (depth > 0 && position < text.length());
  }
}
