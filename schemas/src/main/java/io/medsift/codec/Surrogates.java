package io.medsift.codec;

/** UTF-16 checks that JSON parsers leave out. */
final class Surrogates {
  private Surrogates() {}

  /** Index of the first surrogate without its partner, or -1. */
  static int firstLone(String text) {
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(point);
    }
    return -1;
  }
}
