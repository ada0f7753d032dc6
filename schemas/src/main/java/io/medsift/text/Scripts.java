package io.medsift.text;

/** Scripts that are written without spaces, where each letter counts as a word. */
public final class Scripts {
  private static final int[][] RANGES = {
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

  private Scripts() {}

  /** Whether a letter belongs to one of them. */
  public static boolean isWrittenWithoutSpaces(int codePoint) {
    if (codePoint < 0x0E00) {
      return false;
    }
    for (int[] range : RANGES) {
      if (codePoint <= range[1]) {
        return codePoint >= range[0];
      }
    }
    return false;
  }
}
