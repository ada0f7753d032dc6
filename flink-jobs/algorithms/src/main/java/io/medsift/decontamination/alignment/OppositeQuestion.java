package io.medsift.decontamination.alignment;

import io.medsift.decontamination.token.ItemTokens;
import io.medsift.decontamination.token.Negations;
import io.medsift.decontamination.token.TokenReader;
import java.util.List;

/** Compares the negations of a question with those of an item. */
final class OppositeQuestion {
  /** Tokens after the aligned ones that may still belong to the question: "except for". */
  private static final int AFTER = 2;

  /** What ends a sentence or begins a remark. */
  private static final String ENDS = ".?!;,(\n\u2013\u2014\u3002\uFF1F\uFF01\uFF1B\uFF0C\uFF08";

  /**
   * How a Chinese question asks for what is not so. A character that negates is also a part of
   * other words: no cause, insufficiency, nonsteroidal, defibrillation.
   */
  private static final List<String> HAN_FORMS =
      List.of(
          "\u4E0D\u662F",
          "\u4E0D\u5C5E",
          "\u4E0D\u5C6C",
          "\u4E0D\u6B63\u786E",
          "\u4E0D\u6B63\u78BA",
          "\u4E0D\u5305\u62EC",
          "\u4E0D\u7B26\u5408",
          "\u9519\u8BEF\u7684",
          "\u932F\u8AA4\u7684",
          "\u9664\u5916");

  private static final char FIRST_HAN = '\u2E80';

  private final ItemCues cues;
  private final ItemTokens tokens;
  private final Negations negations;

  /** What the text does to the negations of an item. */
  enum Verdict {
    /**
     * It keeps them, or has others in their place; or it lacks other words too, as a noisy copy.
     */
    SAME,
    /** It negates what the item does not, or affirms what the item negates. */
    NEGATED,
    /**
     * It repeats the question word by word without its negation, or negates outside the sentence
     * that asks.
     */
    MAY_BE_NEGATED
  }

  OppositeQuestion(ItemCues cues) {
    this.cues = cues;
    this.tokens = cues.tokens();
    this.negations = tokens.negations();
  }

  /**
   * Compares a part of an item's question, from {@code begin} on.
   *
   * @param prompt that {@code text} has read
   * @param alignment of the item with the text
   */
  Verdict compare(int item, int begin, String prompt, TokenReader text, Alignment alignment) {
    int end = tokens.length(item);
    int from = -1;
    int asks = -1;
    int to = -1;
    int asking = end - tokens.askingLength(item);
    int found = 0;
    int others = 0;
    int negated = 0;
    for (int i = begin; i < end; i++) {
      if (alignment.isFound(i)) {
        found++;
      } else if (negations.isNegation(cues.token(item, i))) {
        negated++;
      } else if (!negations.isAffirmation(cues.token(item, i))) {
        others++;
      }
      if (alignment.partner(i) >= 0) {
        from = from < 0 ? alignment.partner(i) : from;
        asks = asks < 0 && i >= asking ? alignment.partner(i) : asks;
        to = alignment.partner(i) + 1;
      }
    }
    if (from < 0 || others > 0 || 2 * found < end - begin) {
      return Verdict.SAME;
    }
    for (int i = 0; i < AFTER && to < text.questionEnd() && goesOn(prompt, text, to); i++) {
      to++;
    }
    asks = asks < 0 ? to : asks;
    if (negated == 0) {
      if (negations(prompt, text, alignment, asks, to) > 0) {
        return Verdict.NEGATED;
      }
      boolean elsewhere = negations(prompt, text, alignment, from, asks) > 0;
      return elsewhere ? Verdict.MAY_BE_NEGATED : Verdict.SAME;
    }
    if (count(text, alignment, from, to, true) > 0) {
      return Verdict.SAME;
    }
    if (count(text, alignment, asks, to, false) > 0) {
      return Verdict.NEGATED;
    }
    boolean cut = to >= text.questionEnd() && !text.hasOptions() && !endsItself(prompt);
    return !cut ? Verdict.MAY_BE_NEGATED : Verdict.SAME;
  }

  /** Whether a token is in the same sentence as the one before it. */
  private static boolean goesOn(String prompt, TokenReader text, int at) {
    for (int i = text.tokens().textEnd(at - 1); i < text.tokens().textStart(at); i++) {
      if (ENDS.indexOf(prompt.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Counts the words that were put in and make a part of the text ask for what is not so. */
  private int negations(String prompt, TokenReader text, Alignment alignment, int from, int to) {
    int count = 0;
    for (int k = from; k < to; k++) {
      int start = text.tokens().textStart(k);
      boolean asks =
          prompt.charAt(start) < FIRST_HAN
              || HAN_FORMS.stream().anyMatch(form -> prompt.startsWith(form, start));
      boolean putIn = !alignment.isCovered(k) && negations.isNegation(text.numbers()[k]);
      count += asks && putIn ? 1 : 0;
    }
    return count;
  }

  /** Counts the words in a part of the text that negate, or affirm, and are none of the item. */
  private int count(TokenReader text, Alignment alignment, int from, int to, boolean negate) {
    int count = 0;
    for (int k = from; k < to; k++) {
      int token = text.numbers()[k];
      boolean counts = negate ? negations.isNegation(token) : negations.isAffirmation(token);
      count += counts && !alignment.isCovered(k) ? 1 : 0;
    }
    return count;
  }

  /** Whether a text ends as a question does, and was not cut. */
  private static boolean endsItself(String prompt) {
    String text = prompt.stripTrailing();
    return text.endsWith("?") || text.endsWith("\uFF1F");
  }
}
