package io.medsift.text;

/** Kinds of characters that matter where texts are cut into words. */
public final class CodePoints {
  private static final int[][] WITHOUT_SPACES = {
    {0x0E00, 0x0EFF}, // Thai, Lao
    {0x1000, 0x109F}, // Myanmar
    {0x1780, 0x17FF}, // Khmer
    {0x2E80, 0x2FDF}, // Han radicals
    {0x3005, 0x3007}, // Han iteration mark and zero
    {0x3040, 0x30FF}, // Hiragana, Katakana
    {0x31F0, 0x31FF}, // Katakana extensions
    {0x3400, 0x4DBF}, // Han extension A
    {0x4E00, 0x9FFF}, // Han
    {0xF900, 0xFAFF}, // Han compatibility
    {0xFF66, 0xFF9F}, // half-width Katakana
    {0x1B000, 0x1B16F}, // Kana supplements
    {0x20000, 0x3FFFF}, // Han extensions B and later
  };

  private CodePoints() {}

  /** Returns whether it is a letter of a script without spaces, where each letter is a word. */
  public static boolean isWrittenWithoutSpaces(int codePoint) {
    if (codePoint < 0x0E00) {
      return false;
    }
    for (int[] range : WITHOUT_SPACES) {
      if (codePoint <= range[1]) {
        return codePoint >= range[0];
      }
    }
    return false;
  }

  /** Returns whether it is a Chinese character; Kana are none. */
  public static boolean isHan(int codePoint) {
    return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
  }

  /** Returns whether it is a mark that belongs to the letter before it. */
  public static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
