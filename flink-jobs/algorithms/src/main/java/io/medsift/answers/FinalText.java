package io.medsift.answers;

/**
 * The part of a response that can hold its final answer.
 *
 * @param literal the characters as the response has them
 * @param text the same characters, one for one, with full-width forms folded to ASCII
 * @param truncated whether the response ends inside its reasoning
 */
record FinalText(String literal, String text, boolean truncated) {
  /** Longer answers exist, but none that states its conclusion so far from its end. */
  static final int TAIL = 32_768;

  private static final String TRACE_TAG = "think>";
  private static final String OPEN_TRACE = "<think>";
  private static final String CLOSE_TRACE = "</think>";
  private static final String OPEN_ANSWER = "<answer>";
  private static final String CLOSE_ANSWER = "</answer>";
  private static final String[] END_TOKENS = {
    "<|im_end|>", "<|eot_id|>", "<|endoftext|>", "<|end_of_text|>", "</s>", CLOSE_ANSWER
  };

  static FinalText of(String response) {
    int begin = 0;
    // Forward searches are compiled to vector code and backward ones are not: ask forward first.
    if (response.indexOf(TRACE_TAG) >= 0) {
      int close = response.lastIndexOf(CLOSE_TRACE);
      begin = close < 0 ? 0 : close + CLOSE_TRACE.length();
      if (response.indexOf(OPEN_TRACE, begin) >= 0) {
        return new FinalText("", "", true);
      }
    }
    int end = trimEnd(response, begin);
    int answer =
        response.indexOf(OPEN_ANSWER, begin) < 0 ? -1 : response.lastIndexOf(OPEN_ANSWER, end);
    if (answer >= begin) {
      int inside = answer + OPEN_ANSWER.length();
      int closing = response.indexOf(CLOSE_ANSWER, inside);
      int insideEnd = closing < 0 ? end : Math.min(closing, end);
      if (insideEnd > inside && !response.substring(inside, insideEnd).isBlank()) {
        begin = inside;
        end = insideEnd;
      }
    }
    String literal = response.substring(Math.max(begin, end - TAIL), end);
    return new FinalText(literal, fold(literal), false);
  }

  private static int trimEnd(String response, int begin) {
    int end = response.length();
    boolean trimmed = true;
    while (trimmed) {
      trimmed = false;
      while (end > begin && Character.isWhitespace(response.charAt(end - 1))) {
        end--;
      }
      for (String token : END_TOKENS) {
        int start = end - token.length();
        if (start >= begin && response.startsWith(token, start)) {
          end = start;
          trimmed = true;
        }
      }
    }
    return end;
  }

  private static String fold(String literal) {
    int length = literal.length();
    int at = 0;
    while (at < length && foldedChar(literal.charAt(at)) == literal.charAt(at)) {
      at++;
    }
    if (at == length) {
      return literal;
    }
    char[] folded = literal.toCharArray();
    for (; at < length; at++) {
      folded[at] = foldedChar(folded[at]);
    }
    return new String(folded);
  }

  static char foldedChar(char c) {
    if (c < 0x80) {
      return c;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return (char) (c - 0xFEE0);
    }
    return switch (c) {
      case 0x00A0, 0x202F, 0x2007, 0x2009, 0x3000 -> ' ';
      case 0x2018, 0x2019, 0x02BC -> '\'';
      case 0x201C, 0x201D -> '"';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212 -> '-';
      default -> c;
    };
  }
}
