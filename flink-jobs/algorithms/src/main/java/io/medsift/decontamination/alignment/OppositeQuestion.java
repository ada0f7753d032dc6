package io.medsift.decontamination.alignment;

import io.medsift.decontamination.token.ItemTokens;
import io.medsift.decontamination.token.Negations;
import io.medsift.decontamination.token.TokenReader;

/** Compares the negations of a question with those of an item. */
final class OppositeQuestion {
  /** Tokens after the aligned ones that may still belong to the question: "except for". */
  private static final int AFTER = 2;

  private static final String ENDS = ".?!;\n\u3002\uFF1F\uFF01\uFF1B";

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
    /** It repeats the question word by word without its negation. */
    LACKS_NEGATION
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
    int to = -1;
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
        to = alignment.partner(i) + 1;
      }
    }
    if (from < 0 || others > 0 || 2 * found < end - begin) {
      return Verdict.SAME;
    }
    for (int i = 0; i < AFTER && to < text.questionEnd() && goesOn(prompt, text, to); i++) {
      to++;
    }
    int putIn = count(text, alignment, from, to, true);
    if (negated == 0) {
      return putIn > 0 ? Verdict.NEGATED : Verdict.SAME;
    }
    if (putIn > 0) {
      return Verdict.SAME;
    }
    if (count(text, alignment, from, to, false) > 0) {
      return Verdict.NEGATED;
    }
    boolean cut = to >= text.questionEnd() && !text.hasOptions() && !endsItself(prompt);
    return !cut ? Verdict.LACKS_NEGATION : Verdict.SAME;
  }

  /** Whether a token stands in the same sentence as the one before it. */
  private static boolean goesOn(String prompt, TokenReader text, int at) {
    for (int i = text.tokens().textEnd(at - 1); i < text.tokens().textStart(at); i++) {
      if (ENDS.indexOf(prompt.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
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
