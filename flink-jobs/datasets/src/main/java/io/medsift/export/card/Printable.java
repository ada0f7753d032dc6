package io.medsift.export.card;

/** Texts of the data as they can stand in a page: one line, no control or direction characters. */
final class Printable {
  private Printable() {}

  static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(character -> Character.isWhitespace(character) ? ' ' : character)
        .filter(Printable::isPrintable)
        .limit(longest + 1L)
        .forEach(line::appendCodePoint);
    boolean cut = line.codePointCount(0, line.length()) > longest;
    return cut ? line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…" : line.toString();
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
