package io.medsift.answers.text;

import java.util.Locale;
import java.util.Set;

/**
 * Folds a response to the forms that the rules know, character by character, so that positions stay
 * those of the text as it was given: full-width, circled and styled letters, quotation marks and
 * dashes to ASCII, traditional Han characters to simplified ones. HTML tags that change how an
 * answer looks but not what it says become nothing, or the beginning of a line.
 */
public final class AsciiFolding {
  /** What a tag is folded to; it stands for nothing. */
  public static final char NOTHING = '\u200B';

  private static final int MAX_TAG = 80;
  private static final Set<String> INLINE_TAGS =
      Set.of(
          "b", "strong", "em", "i", "u", "span", "mark", "code", "font", "ins", "small", "big", "a",
          "tt", "label");
  private static final Set<String> BLOCK_TAGS =
      Set.of(
          "p", "br", "div", "center", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
          "hr", "section");

  private static final char STYLED = 0xD835;
  private static final int FIRST_STYLED = 0x1D400;
  private static final int LAST_STYLED = 0x1D6A3;

  // The characters of the words that the rules know, so that these are read in both scripts.
  private static final String TRADITIONAL =
      "選項為應該無別會適沒錯誤題對確這學認說條擇終綜於個時則過還們開問" + "後與診斷療藥實許僅導屬論結從種將屆須當擬評給證據請讓寫邏輯觀點輕難" + "萬億餘約兩幾單雙間較號";
  private static final String SIMPLIFIED =
      "选项为应该无别会适没错误题对确这学认说条择终综于个时则过还们开问" + "后与诊断疗药实许仅导属论结从种将届须当拟评给证据请让写逻辑观点轻难" + "万亿余约两几单双间较号";

  private static final char FIRST_HAN = 0x4E00;
  private static final char LAST_HAN = 0x9FFF;
  private static final char[] SIMPLE = simple();

  private static char[] simple() {
    char[] simple = new char[LAST_HAN - FIRST_HAN + 1];
    for (int i = 0; i < TRADITIONAL.length(); i++) {
      simple[TRADITIONAL.charAt(i) - FIRST_HAN] = SIMPLIFIED.charAt(i);
    }
    return simple;
  }

  private AsciiFolding() {}

  /**
   * Returns the text with one character for each of its own: letters and marks of other forms as
   * ASCII, traditional Han characters as simplified ones, HTML tags as {@link #NOTHING}.
   */
  public static String fold(String literal) {
    int length = literal.length();
    int at = 0;
    while (at < length
        && !isSpecial(literal.charAt(at))
        && foldedChar(literal.charAt(at)) == literal.charAt(at)) {
      at++;
    }
    if (at == length) {
      return literal;
    }
    char[] folded = literal.toCharArray();
    for (; at < length; at++) {
      char c = folded[at];
      boolean styled = c == STYLED && at + 1 < length && Character.isLowSurrogate(folded[at + 1]);
      char letter = styled ? styledLetter(Character.toCodePoint(c, folded[at + 1])) : 0;
      if (letter == 0) {
        folded[at] = foldedChar(c);
        if (c == '<') {
          at = foldTag(literal, at, folded);
        }
      } else {
        folded[at++] = '*';
        folded[at] = letter;
      }
    }
    return new String(folded);
  }

  private static boolean isSpecial(char c) {
    return c == '<' || c == STYLED;
  }

  /** The letter that a mathematical bold or italic one is; 0 for any other code point. */
  private static char styledLetter(int codePoint) {
    if (codePoint < FIRST_STYLED || codePoint > LAST_STYLED) {
      return 0;
    }
    int letter = (codePoint - FIRST_STYLED) % 52;
    return (char) (letter < 26 ? 'A' + letter : 'a' + letter - 26);
  }

  /** Returns what one character folds to. */
  public static char foldedChar(char c) {
    if (c < 0x80) {
      return c;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return (char) (c - 0xFEE0);
    }
    return switch (c) {
      case 0x00A0, 0x2002, 0x2003, 0x202F, 0x2007, 0x2009, 0x3000 -> ' ';
      case 0x00AD, 0x061C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F -> '\u200B';
      case 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0xFEFF -> '\u200B';
      case 0x2066, 0x2067, 0x2068, 0x2069 -> '\u200B';
      case '〔' -> '(';
      case '〕' -> ')';
      case 0x2018, 0x2019, 0x02BC -> '\'';
      case 0x201C, 0x201D, '「', '」', '『', '』' -> '"';
      case 0xFE30, 0xFE55, 0x2236 -> ':';
      // Cyrillic letters that look like, and are counted like, these.
      case 0x0410 -> 'A';
      case 0x0421 -> 'C';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212 -> '-';
      default -> {
        if (c >= 0x24B6 && c <= 0x24CF) {
          yield (char) ('A' + c - 0x24B6);
        }
        if (c >= 0x249C && c <= 0x24B5) {
          yield (char) ('A' + c - 0x249C);
        }
        char simple = c >= FIRST_HAN && c <= LAST_HAN ? SIMPLE[c - FIRST_HAN] : 0;
        yield simple == 0 ? c : simple;
      }
    };
  }

  /**
   * Folds the tag at {@code at}, where one of these is there, and returns the position of its last
   * character; else {@code at}. A block begins a line.
   */
  private static int foldTag(String literal, int at, char[] folded) {
    int limit = Math.min(literal.length(), at + MAX_TAG);
    int name = at + 1 < limit && literal.charAt(at + 1) == '/' ? at + 2 : at + 1;
    int nameEnd = name;
    while (nameEnd < limit && Character.isLetterOrDigit(literal.charAt(nameEnd))) {
      nameEnd++;
    }
    String tag = literal.substring(name, nameEnd).toLowerCase(Locale.ROOT);
    boolean block = BLOCK_TAGS.contains(tag);
    if (!block && !INLINE_TAGS.contains(tag)) {
      return at;
    }
    int end = nameEnd;
    while (end < limit && literal.charAt(end) != '>' && literal.charAt(end) != '<') {
      end++;
    }
    boolean tagEnds = end < limit && literal.charAt(end) == '>';
    boolean attributes = end == nameEnd || " /".indexOf(literal.charAt(nameEnd)) >= 0;
    if (!tagEnds || !attributes) {
      return at;
    }
    for (int i = at; i <= end; i++) {
      folded[i] = NOTHING;
    }
    folded[at] = block ? '\n' : NOTHING;
    return end;
  }
}
