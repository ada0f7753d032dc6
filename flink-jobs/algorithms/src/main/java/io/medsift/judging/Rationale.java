package io.medsift.judging;

/** The judge's reasons as they are kept on a sample. */
final class Rationale {

  private static final int LONGEST = 2_000;

  private Rationale() {}

  /** The text, shortened; null where it is blank. */
  static String of(String text) {
    String words = text.strip();
    if (words.isEmpty()) {
      return null;
    }
    return words.codePointCount(0, words.length()) <= LONGEST
        ? words
        : words.substring(0, words.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
