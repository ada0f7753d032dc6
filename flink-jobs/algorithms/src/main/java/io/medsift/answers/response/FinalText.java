package io.medsift.answers.response;

import io.medsift.answers.text.AsciiFolding;
import io.medsift.reasoning.ThinkSplit;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a response that can hold its final answer.
 *
 * @param literal the characters as the response has them
 * @param text the same characters, one for one, with full-width forms folded to ASCII
 * @param truncated whether the response ends inside its reasoning
 * @param overrun whether the model continued with the next turn, which is left out
 */
public record FinalText(String literal, String text, boolean truncated, boolean overrun) {
  /** Longer answers exist, but none that states its conclusion so far from its end. */
  public static final int TAIL = 32_768;

  private static final String TRACE_TAG = "think>";
  private static final String CLOSE_ANSWER = "</answer>";

  /** Names of the tags that enclose a final answer. */
  private static final String[] ANSWER_TAGS = {
    "answer", "final_answer", "final-answer", "finalanswer", "final", "choice"
  };

  /** GLM encloses a final answer so. */
  private static final String OPEN_BOX = "<|begin_of_box|>";

  private static final String CLOSE_BOX = "<|end_of_box|>";

  /** Marks of approval, which say nothing behind an answer. Those of refusal are none. */
  private static final Set<Integer> APPROVALS =
      Set.of(0x2705, 0x2713, 0x2714, 0x2611, 0x2728, 0x2B50, 0xFE0F, 0x1F389, 0x1F38A, 0x1F60A);

  /** HuatuoGPT-o1 writes its trace and its answer under these headings. */
  private static final String THINKING = "## Thinking";

  private static final String RESPONSE = "## Final Response";

  /** The channels of gpt-oss, also where its tokens were taken out of the text. */
  private static final Pattern FINAL_CHANNEL =
      Pattern.compile(
          "<\\|channel\\|>\\s*+final\\b[^<]*+(?:<\\|constrain\\|>[^<]*+)?+<\\|message\\|>");

  private static final Pattern BARE_ANALYSIS =
      Pattern.compile("\\s*+(?:assistant)?+analysis(?=\\p{Lu})");
  private static final Pattern OPEN_ANALYSIS =
      Pattern.compile(
          "\\s*+(?:<\\|start\\|>\\s*+assistant\\s*+)?+<\\|channel\\|>\\s*+(?:analysis|commentary)\\b");
  private static final String BARE_FINAL = "assistantfinal";

  public static FinalText of(String response) {
    int begin = 0;
    int length = response.length();
    boolean overrun = false;
    // Forward searches are compiled to vector code and backward ones are not: ask forward first.
    boolean traced = response.indexOf(TRACE_TAG) >= 0;
    if (response.indexOf('<') >= 0
        || response.indexOf("INST]") >= 0
        || response.indexOf("[|") >= 0
        || response.indexOf("[EOS]") >= 0) {
      int trace = traced ? response.indexOf(ThinkSplit.CLOSE) : -1;
      NextTurn.End end = NextTurn.byTemplate(response, trace < 0 ? 0 : trace);
      if (trace >= 0 && opensLater(response, trace)) {
        NextTurn.End before = NextTurn.byTemplate(response, 0);
        end = before.at() < response.indexOf(ThinkSplit.OPEN) ? before : end;
      }
      length = end.at();
      overrun = end.overrun();
    }
    if (traced) {
      int close = response.lastIndexOf(ThinkSplit.CLOSE, length - 1);
      begin = close < 0 ? 0 : close + ThinkSplit.CLOSE.length();
      int open = response.indexOf(ThinkSplit.OPEN, begin);
      if (open >= 0 && open < length) {
        return new FinalText("", "", true, false);
      }
    }
    int channel = finalChannel(response, length);
    if (channel < 0) {
      return new FinalText("", "", true, false);
    }
    begin = Math.max(begin, channel);
    int end = trimEnd(response, begin, length);
    if (response.indexOf('<', begin) >= 0) {
      boolean enclosed = false;
      for (int i = 0; i < ANSWER_TAGS.length && !enclosed; i++) {
        String tag = ANSWER_TAGS[i];
        int[] inside = inside(response, "<" + tag + ">", "</" + tag + ">", begin, end);
        enclosed = inside != null;
        begin = enclosed ? inside[0] : begin;
        end = enclosed ? inside[1] : end;
      }
      int[] box = enclosed ? null : inside(response, OPEN_BOX, CLOSE_BOX, begin, end);
      begin = box == null ? begin : box[0];
      end = box == null ? end : box[1];
    }
    int solution =
        response.startsWith(THINKING, skipSpace(response, begin))
            ? response.indexOf(RESPONSE, begin)
            : -1;
    begin = solution < 0 || solution >= end ? begin : solution + RESPONSE.length();
    String literal = response.substring(Math.max(begin, end - TAIL), end);
    return new FinalText(literal, AsciiFolding.fold(literal), false, overrun);
  }

  /** Where the last final channel begins; 0 where there are none, -1 where none is reached. */
  private static int finalChannel(String response, int length) {
    int begin = 0;
    if (response.indexOf("<|channel|>") >= 0) {
      Matcher channel = FINAL_CHANNEL.matcher(response).region(0, length);
      while (channel.find()) {
        begin = channel.end();
      }
      return begin == 0 && OPEN_ANALYSIS.matcher(response).lookingAt() ? -1 : begin;
    }
    if (BARE_ANALYSIS.matcher(response).lookingAt()) {
      int last = response.lastIndexOf(BARE_FINAL, length);
      return last < 0 ? -1 : last + BARE_FINAL.length();
    }
    return begin;
  }

  /** Returns whether the first trace opens only after other words, as that of a next turn does. */
  private static boolean opensLater(String response, int close) {
    int open = response.indexOf(ThinkSplit.OPEN);
    return open > 0 && open < close && !response.substring(0, open).isBlank();
  }

  private static int skipSpace(String response, int from) {
    int at = from;
    while (at < response.length() && Character.isWhitespace(response.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where the text after the last opening tag begins and ends; null where there is none. */
  private static int[] inside(String response, String open, String close, int begin, int end) {
    int last = lastTag(response, open, begin, end);
    int from = last + open.length();
    int closing = last < 0 ? -1 : firstTag(response, close, from, end);
    int to = closing < 0 ? end : closing;
    return last < 0 || to <= from || response.substring(from, to).isBlank()
        ? null
        : new int[] {from, to};
  }

  /** The part before {@code end}, where the model continues with the next turn. */
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
      while (end > begin && saysNothing(response.codePointBefore(end))) {
        end -= Character.charCount(response.codePointBefore(end));
      }
      int start = end - CLOSE_ANSWER.length();
      boolean closes =
          start >= begin && response.regionMatches(true, start, CLOSE_ANSWER, 0, end - start);
      if (!closes && response.startsWith(" ###", end - 4) && end - 4 > begin) {
        end -= 4;
        continue;
      }
      if (!closes) {
        return end;
      }
      end = start;
    }
  }

  private static boolean saysNothing(int character) {
    return Character.isWhitespace(character) || APPROVALS.contains(character);
  }
}
