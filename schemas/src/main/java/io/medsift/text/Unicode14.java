package io.medsift.text;

import java.util.Arrays;

/**
 * Case properties of Unicode 14.0: those of the JDK, with what JDK 17, which has Unicode 13.0, does
 * not know, and without what came later.
 *
 * <p>Source: the Unicode Character Database 14.0 as compiled into CPython 3.11, compared with JDK
 * 17 and 25 over every code point.
 */
final class Unicode14 {
  /** Inclusive ranges: first, last, first, last, and so on, ascending. */
  private static final int[] CASED = {
    0x2C2F, 0x2C2F, 0x2C5F, 0x2C5F, 0xA7C0, 0xA7C1, 0xA7D0, 0xA7D1, 0xA7D3, 0xA7D3,
    0xA7D5, 0xA7D9, 0x10570, 0x1057A, 0x1057C, 0x1058A, 0x1058C, 0x10592, 0x10594, 0x10595,
    0x10597, 0x105A1, 0x105A3, 0x105B1, 0x105B3, 0x105B9, 0x105BB, 0x105BC, 0x1DF00, 0x1DF09,
    0x1DF0B, 0x1DF1E,
  };

  /** Includes the punctuation inside words, which is case-ignorable in every version. */
  private static final int[] CASE_IGNORABLE = {
    0x0027, 0x0027, 0x002E, 0x002E, 0x003A, 0x003A, 0x00B7, 0x00B7, 0x0387, 0x0387,
    0x055F, 0x055F, 0x05F4, 0x05F4, 0x0888, 0x0888, 0x0890, 0x0891, 0x0898, 0x089F,
    0x08C9, 0x08D2, 0x0C3C, 0x0C3C, 0x180F, 0x180F, 0x1AC1, 0x1ACE, 0x1DFA, 0x1DFA,
    0x2018, 0x2019, 0x2024, 0x2024, 0x2027, 0x2027, 0xA7F2, 0xA7F4, 0xFBC2, 0xFBC2,
    0xFE13, 0xFE13, 0xFE52, 0xFE52, 0xFE55, 0xFE55, 0xFF07, 0xFF07, 0xFF0E, 0xFF0E,
    0xFF1A, 0xFF1A, 0x10780, 0x10785, 0x10787, 0x107B0, 0x107B2, 0x107BA, 0x10F82, 0x10F85,
    0x11070, 0x11070, 0x11073, 0x11074, 0x110C2, 0x110C2, 0x1171E, 0x1171E, 0x1AFF0, 0x1AFF3,
    0x1AFF5, 0x1AFFB, 0x1AFFD, 0x1AFFE, 0x1CF00, 0x1CF2D, 0x1CF30, 0x1CF46, 0x1E2AE, 0x1E2AE,
  };

  /** Cased since Unicode 15 or 16, which JDK 21 and 25 know. */
  private static final int[] CASED_LATER = {
    0x10FC, 0x10FC, 0x1C89, 0x1C8A, 0xA7CB, 0xA7CD, 0xA7DA, 0xA7DC, 0xA7F2, 0xA7F4,
    0xAB69, 0xAB69, 0x10780, 0x10780, 0x10783, 0x10785, 0x10787, 0x107B0, 0x107B2, 0x107BA,
    0x10D50, 0x10D65, 0x10D70, 0x10D85, 0x1DF25, 0x1DF2A, 0x1E030, 0x1E06D,
  };

  /** Case-ignorable since then. */
  private static final int[] CASE_IGNORABLE_LATER = {
    0x0897, 0x0897, 0x0ECE, 0x0ECE, 0x10D4E, 0x10D4E, 0x10D69, 0x10D6D, 0x10D6F, 0x10D6F,
    0x10EFC, 0x10EFF, 0x11241, 0x11241, 0x113BB, 0x113C0, 0x113CE, 0x113CE, 0x113D0, 0x113D0,
    0x113D2, 0x113D2, 0x113E1, 0x113E2, 0x11F00, 0x11F01, 0x11F36, 0x11F3A, 0x11F40, 0x11F40,
    0x11F42, 0x11F42, 0x11F5A, 0x11F5A, 0x13439, 0x13440, 0x13447, 0x13455, 0x1611E, 0x16129,
    0x1612D, 0x1612F, 0x16D40, 0x16D42, 0x16D6B, 0x16D6C, 0x1E030, 0x1E06D, 0x1E08F, 0x1E08F,
    0x1E4EB, 0x1E4EF, 0x1E5EE, 0x1E5EF,
  };

  private static final int FIRST_CASED_LATER = 0x10FC;
  private static final int HANUNOO_SIGN_PAMUDPOD = 0x1734;
  private static final int VITHKUQI_CAPITAL_FIRST = 0x10570;
  private static final int VITHKUQI_CAPITAL_LAST = 0x10595;
  private static final int VITHKUQI_TO_SMALL = 0x27;

  private Unicode14() {}

  /** The simple lower case mapping. */
  static int lower(int codePoint) {
    if (codePoint < FIRST_CASED_LATER) {
      return Character.toLowerCase(codePoint);
    }
    return switch (codePoint) {
      case 0x2C2F -> 0x2C5F;
      case 0xA7C0, 0xA7D0, 0xA7D6, 0xA7D8 -> codePoint + 1;
      default ->
          isVithkuqiCapital(codePoint) ? codePoint + VITHKUQI_TO_SMALL : lowerInTheJdk(codePoint);
    };
  }

  private static int lowerInTheJdk(int codePoint) {
    int lower = Character.toLowerCase(codePoint);
    return lower != codePoint && contains(CASED_LATER, codePoint) ? codePoint : lower;
  }

  /** The property Cased: upper, lower or title case. */
  static boolean isCased(int codePoint) {
    boolean cased =
        Character.isLowerCase(codePoint)
            || Character.isUpperCase(codePoint)
            || Character.isTitleCase(codePoint);
    return (cased && !contains(CASED_LATER, codePoint)) || contains(CASED, codePoint);
  }

  /** The property Case_Ignorable: marks, modifiers, formats and punctuation inside words. */
  static boolean isCaseIgnorable(int codePoint) {
    int type = Character.getType(codePoint);
    boolean ignorable =
        type == Character.NON_SPACING_MARK
            || type == Character.ENCLOSING_MARK
            || type == Character.FORMAT
            || type == Character.MODIFIER_LETTER
            || type == Character.MODIFIER_SYMBOL;
    // A spacing mark since Unicode 14.
    return (ignorable
            && codePoint != HANUNOO_SIGN_PAMUDPOD
            && !contains(CASE_IGNORABLE_LATER, codePoint))
        || contains(CASE_IGNORABLE, codePoint);
  }

  private static boolean isVithkuqiCapital(int codePoint) {
    return codePoint >= VITHKUQI_CAPITAL_FIRST
        && codePoint <= VITHKUQI_CAPITAL_LAST
        && contains(CASED, codePoint);
  }

  private static boolean contains(int[] ranges, int codePoint) {
    int found = Arrays.binarySearch(ranges, codePoint);
    // A negative result is -(insertion point) - 1: an odd insertion point lies inside a range.
    return found >= 0 || ((-found - 1) & 1) == 1;
  }
}
