package io.medsift.answers.response;

import io.medsift.answers.text.AsciiFolding;
import io.medsift.reasoning.ThinkSplit;
import java.util.Set;

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
  private static final String OPEN_ANSWER = "<answer>";
  private static final String CLOSE_ANSWER = "</answer>";

  /** GLM encloses a final answer so. */
  private static final String OPEN_BOX = "<|begin_of_box|>";

  private static final String CLOSE_BOX = "<|end_of_box|>";

  /** Marks of approval, which say nothing behind an answer. Those of refusal are none. */
  private static final Set<Integer> APPROVALS =
      Set.of(0x2705, 0x2713, 0x2714, 0x2611, 0x2728, 0x2B50, 0xFE0F, 0x1F389, 0x1F38A, 0x1F60A);

  private static final String FINAL_CHANNEL = "<|channel|>final<|message|>";

  public static FinalText of(String response) {
    int begin = 0;
    int length = response.length();
    boolean overrun = false;
    // Forward searches are compiled to vector code and backward ones are not: ask forward first.
    boolean traced = response.indexOf(TRACE_TAG) >= 0;
    if (response.indexOf('<') >= 0 || response.indexOf("[INST]") >= 0) {
      int trace = traced ? response.indexOf(ThinkSplit.CLOSE) : -1;
      NextTurn.End end = NextTurn.byTemplate(response, trace < 0 ? 0 : trace);
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
    int channel =
        response.indexOf(FINAL_CHANNEL) < 0 ? -1 : response.lastIndexOf(FINAL_CHANNEL, length - 1);
    begin = Math.max(begin, channel < 0 ? 0 : channel + FINAL_CHANNEL.length());
    int end = trimEnd(response, begin, length);
    int answer = lastTag(response, OPEN_ANSWER, begin, end);
    int box = answer >= begin ? -1 : lastTag(response, OPEN_BOX, begin, end);
    if (answer >= begin || box >= begin) {
      int inside = box >= begin ? box + OPEN_BOX.length() : answer + OPEN_ANSWER.length();
      int closing = firstTag(response, box >= begin ? CLOSE_BOX : CLOSE_ANSWER, inside, end);
      int insideEnd = closing < 0 ? end : closing;
      if (insideEnd > inside && !response.substring(inside, insideEnd).isBlank()) {
        begin = inside;
        end = insideEnd;
      }
    }
    String literal = response.substring(Math.max(begin, end - TAIL), end);
    return new FinalText(literal, AsciiFolding.fold(literal), false, overrun);
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
      while (end > begin && saysNothing(response.codePointBefore(end))) {
        end -= Character.charCount(response.codePointBefore(end));
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

  private static boolean saysNothing(int character) {
    return Character.isWhitespace(character) || APPROVALS.contains(character);
  }
}
