package io.medsift.text;

import java.text.Normalizer;
import java.util.BitSet;

/**
 * Reads a text as its readers see it, code point by code point: without invisible characters
 * (zero-width spaces and joiners, soft hyphens, marks of direction, variation selectors, controls),
 * with compatible forms as the ordinary ones (NFKC: full-width letters, ligatures, circled and
 * raised digits), and in lower case. Says where each came from in the text as it was given.
 *
 * <p>Time is linear in the text, whatever it holds: of more than 30 marks on one letter the others
 * stand by themselves. A work space to be used again and again; not thread-safe.
 */
public final class FoldedText {
  private static final int MAX_MARKS = 30;
  private static final int SOFT_HYPHEN = 0xAD;
  private static final int FIRST_MARK = 0x300;
  private static final char FRACTION_SLASH = '\u2044';
  private static final int BASIC_PLANE = 0x10000;

  /** Inclusive ranges of Default_Ignorable_Code_Point, and annotation anchors: first, last, ... */
  private static final int[] IGNORABLE = {
    0xAD, 0xAD, 0x34F, 0x34F, 0x61C, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B,
    0x200F, 0x202A, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0,
    0xFFA0, 0xFFF0, 0xFFFB, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF,
  };

  private static final BitSet INVISIBLE = invisible();
  private static final BitSet COMPATIBLE = compatible();

  private final StringBuilder visible = new StringBuilder();
  private String text = "";
  private int at;
  private int start;
  private int end;
  private int codePoint;
  // A letter that became several code points, and how many units of it were given.
  private String cluster = "";
  private int given;

  /** Starts at the beginning of {@code source}. */
  public void read(String source) {
    text = source;
    at = 0;
    cluster = "";
    given = 0;
  }

  /** Goes to the next code point; false if there is none. */
  public boolean next() {
    if (given < cluster.length()) {
      codePoint = Character.toLowerCase(cluster.codePointAt(given));
      given += Character.charCount(cluster.codePointAt(given));
      return true;
    }
    while (at < text.length()) {
      char unit = text.charAt(at);
      if (unit >= ' ' && unit < 0x7F && standsAlone(at + 1)) {
        start = at++;
        end = at;
        codePoint = unit >= 'A' && unit <= 'Z' ? unit + ('a' - 'A') : unit;
        return true;
      }
      if (readLetter()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Passes over the printable ASCII characters that come next and that nothing joins: each is a
   * code point of its own, folded once it is in lower case.
   *
   * @return where in the text they end; where they begin if there is none
   */
  public int passAscii() {
    if (given < cluster.length()) {
      return at;
    }
    int stop = at;
    while (stop < text.length() && text.charAt(stop) >= ' ' && text.charAt(stop) < 0x7F) {
      stop++;
    }
    at = stop > at && !standsAlone(stop) ? stop - 1 : stop;
    return at;
  }

  /** Returns where in the text the next letter begins. */
  public int position() {
    return at;
  }

  /** The code point, folded. */
  public int codePoint() {
    return codePoint;
  }

  /** Returns where the letter that it is of begins in the text as it was given. */
  public int start() {
    return start;
  }

  /** Returns where that letter ends, with its marks. */
  public int end() {
    return end;
  }

  /** Returns whether a reader sees nothing of a code point, not even a space. */
  public static boolean isInvisible(int codePoint) {
    if (codePoint < 0x7F) {
      return codePoint < ' ' && !PythonWhitespace.isSpace(codePoint);
    }
    if (codePoint < BASIC_PLANE) {
      return INVISIBLE.get(codePoint);
    }
    return isWithin(IGNORABLE, codePoint);
  }

  /** Returns whether nothing that begins at {@code next} changes the ASCII letter before it. */
  private boolean standsAlone(int next) {
    return next == text.length()
        || (text.charAt(next) < FIRST_MARK && text.charAt(next) != SOFT_HYPHEN);
  }

  /** Reads a letter with its marks; false where there is nothing to be seen. */
  private boolean readLetter() {
    int first = text.codePointAt(at);
    start = at;
    at += Character.charCount(first);
    end = at;
    if (isInvisible(first)) {
      return false;
    }
    int marks = 0;
    while (at < text.length() && marks < MAX_MARKS) {
      int next = text.codePointAt(at);
      if (next < FIRST_MARK && next != SOFT_HYPHEN) {
        break;
      }
      if (isInvisible(next)) {
        at += Character.charCount(next);
        continue;
      }
      if (!isAttached(next)) {
        break;
      }
      if (marks == 0) {
        visible.setLength(0);
        visible.appendCodePoint(first);
      }
      visible.appendCodePoint(next);
      marks++;
      at += Character.charCount(next);
      end = at;
    }
    if (marks == 0 && !isCompatible(first)) {
      codePoint = Character.toLowerCase(first);
      return true;
    }
    cluster = normal(marks == 0 ? Character.toString(first) : visible.toString());
    given = 0;
    return next();
  }

  private static String normal(String letter) {
    String normal = Normalizer.normalize(letter, Normalizer.Form.NFKC);
    // Two and a half is not 21/2.
    return normal.indexOf(FRACTION_SLASH) > 0 && normal.length() > 1 ? ' ' + normal + ' ' : normal;
  }

  /** Returns whether a code point may become one with the letter before it. */
  private static boolean isAttached(int codePoint) {
    if (codePoint >= 0x1161 && codePoint <= 0x11FF) {
      return true;
    }
    if (codePoint == 0xFF9E || codePoint == 0xFF9F) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isCompatible(int codePoint) {
    return codePoint < BASIC_PLANE
        ? COMPATIBLE.get(codePoint)
        : !Normalizer.isNormalized(Character.toString(codePoint), Normalizer.Form.NFKC);
  }

  private static boolean isWithin(int[] ranges, int codePoint) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) {
        return true;
      }
    }
    return false;
  }

  private static BitSet invisible() {
    BitSet set = new BitSet(BASIC_PLANE);
    for (int codePoint = 0x7F; codePoint < BASIC_PLANE; codePoint++) {
      boolean control = codePoint < 0xA0 && !PythonWhitespace.isSpace(codePoint);
      set.set(codePoint, control || isWithin(IGNORABLE, codePoint));
    }
    return set;
  }

  private static BitSet compatible() {
    BitSet set = new BitSet(BASIC_PLANE);
    for (int codePoint = 0xA0; codePoint < BASIC_PLANE; codePoint++) {
      boolean normal =
          Character.isSurrogate((char) codePoint)
              || Normalizer.isNormalized(Character.toString(codePoint), Normalizer.Form.NFKC);
      set.set(codePoint, !normal);
    }
    return set;
  }
}
