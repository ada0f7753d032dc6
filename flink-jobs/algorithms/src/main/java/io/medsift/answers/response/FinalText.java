package io.medsift.answers.response;

import io.medsift.answers.text.Markup;

/**
 * The part of a response that can hold its final answer.
 *
 * @param literal the characters as the response has them
 * @param text the same characters, one for one, with full-width forms folded to ASCII
 * @param truncated whether the response ends inside its reasoning
 * @param overrun whether the model went on with the next turn, which is left out
 */
public record FinalText(String literal, String text, boolean truncated, boolean overrun) {
  /** Longer answers exist, but none that states its conclusion so far from its end. */
  public static final int TAIL = 32_768;

  private static final String TRACE_TAG = "think>";
  private static final String OPEN_TRACE = "<think>";
  static final String CLOSE_TRACE = "</think>";
  private static final String OPEN_ANSWER = "<answer>";
  private static final String CLOSE_ANSWER = "</answer>";
  private static final String FINAL_CHANNEL = "<|channel|>final<|message|>";

  private static final char STYLED = 0xD835;
  private static final int FIRST_STYLED = 0x1D400;
  private static final int LAST_STYLED = 0x1D6A3;

  // The characters of the words that the rules know, so that these are read in both scripts.
  private static final String TRADITIONAL =
      "選項為應該無別會適沒錯誤題對確這學認說條擇終綜於個時則過還們開問" + "後與診斷療藥實許僅導屬論結從種將屆須當擬評給證據請讓寫邏輯觀點輕難";
  private static final String SIMPLIFIED =
      "选项为应该无别会适没错误题对确这学认说条择终综于个时则过还们开问" + "后与诊断疗药实许仅导属论结从种将届须当拟评给证据请让写逻辑观点轻难";

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

  public static FinalText of(String response) {
    int begin = 0;
    int length = response.length();
    boolean overrun = false;
    // Forward searches are compiled to vector code and backward ones are not: ask forward first.
    boolean traced = response.indexOf(TRACE_TAG) >= 0;
    if (response.indexOf('<') >= 0 || response.indexOf("[INST]") >= 0) {
      int trace = traced ? response.indexOf(CLOSE_TRACE) : -1;
      NextTurn.End end = NextTurn.byTemplate(response, trace < 0 ? 0 : trace);
      length = end.at();
      overrun = end.overrun();
    }
    if (traced) {
      int close = response.lastIndexOf(CLOSE_TRACE, length - 1);
      begin = close < 0 ? 0 : close + CLOSE_TRACE.length();
      int open = response.indexOf(OPEN_TRACE, begin);
      if (open >= 0 && open < length) {
        return new FinalText("", "", true, false);
      }
    }
    int channel =
        response.indexOf(FINAL_CHANNEL) < 0 ? -1 : response.lastIndexOf(FINAL_CHANNEL, length - 1);
    begin = Math.max(begin, channel < 0 ? 0 : channel + FINAL_CHANNEL.length());
    int end = trimEnd(response, begin, length);
    int answer = lastTag(response, OPEN_ANSWER, begin, end);
    if (answer >= begin) {
      int inside = answer + OPEN_ANSWER.length();
      int closing = firstTag(response, CLOSE_ANSWER, inside, end);
      int insideEnd = closing < 0 ? end : closing;
      if (insideEnd > inside && !response.substring(inside, insideEnd).isBlank()) {
        begin = inside;
        end = insideEnd;
      }
    }
    String literal = response.substring(Math.max(begin, end - TAIL), end);
    return new FinalText(literal, fold(literal), false, overrun);
  }

  /** The part before {@code end}, where the model goes on with the next turn. */
  public FinalText beforeNextTurn(int end) {
    int length = trimEnd(literal, 0, end);
    return new FinalText(literal.substring(0, length), text.substring(0, length), false, true);
  }

  private static int lastTag(String response, String tag, int begin, int end) {
    int from = begin;
    int last = -1;
    for (int at = firstTag(response, tag, from, end); at >= 0; ) {
      last = at;
      from = at + tag.length();
      at = firstTag(response, tag, from, end);
    }
    return last;
  }

  private static int firstTag(String response, String tag, int begin, int end) {
    int at = response.indexOf('<', begin);
    while (at >= 0 && at + tag.length() <= end) {
      if (response.regionMatches(true, at, tag, 0, tag.length())) {
        return at;
      }
      at = response.indexOf('<', at + 1);
    }
    return -1;
  }

  private static int trimEnd(String response, int begin, int length) {
    int end = length;
    while (true) {
      while (end > begin && Character.isWhitespace(response.charAt(end - 1))) {
        end--;
      }
      int start = end - CLOSE_ANSWER.length();
      boolean closes =
          start >= begin && response.regionMatches(true, start, CLOSE_ANSWER, 0, end - start);
      if (!closes) {
        return end;
      }
      end = start;
    }
  }

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
          at = Markup.fold(literal, at, folded);
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

  public static char foldedChar(char c) {
    if (c < 0x80) {
      return c;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return (char) (c - 0xFEE0);
    }
    return switch (c) {
      case 0x00A0, 0x2002, 0x2003, 0x202F, 0x2007, 0x2009, 0x3000 -> ' ';
      case 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF -> '\u200B';
      case '〔' -> '(';
      case '〕' -> ')';
      case 0x2018, 0x2019, 0x02BC -> '\'';
      case 0x201C, 0x201D -> '"';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212 -> '-';
      default -> {
        if (c >= 0x24B6 && c <= 0x24CF) {
          yield (char) ('A' + c - 0x24B6);
        }
        char simple = c >= FIRST_HAN && c <= LAST_HAN ? SIMPLE[c - FIRST_HAN] : 0;
        yield simple == 0 ? c : simple;
      }
    };
  }
}
