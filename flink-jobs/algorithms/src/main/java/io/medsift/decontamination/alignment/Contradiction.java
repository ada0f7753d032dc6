package io.medsift.decontamination.alignment;

import io.medsift.decontamination.table.IntList;
import io.medsift.decontamination.table.MarkSet;
import io.medsift.decontamination.token.ItemTokens;
import io.medsift.decontamination.token.Lexicon;
import io.medsift.decontamination.token.TextTokens;
import io.medsift.decontamination.token.TokenReader;
import java.util.Arrays;
import java.util.List;

/**
 * Tells a new question from a leak: a text that tells the story of an item with other numbers, and
 * asks something else about it. A work space; not thread-safe.
 */
final class Contradiction {
  /** Tokens of the shortest question that tells a story. */
  private static final int MIN_STORY = 25;

  /** Share of a story that the sentence that asks may be. */
  private static final double MAX_QUESTION = 0.6;

  /** Share of an item's numbers that a text must lack for them to be others. */
  private static final double MIN_OTHER_NUMBERS = 1.0 / 3;

  /** Share of the sentence that asks, by weight, that makes it the same. */
  private static final double SAME_QUESTION = 0.65;

  /** Share of the item's choices, by weight, that makes it the same question. */
  private static final double SAME_OPTIONS = 0.6;

  /** Share of the runs of three tokens in the text's last sentence that the item must hold. */
  private static final double SAME_SENTENCE = 0.9;

  private static final int RUN = 3;

  /** A word of less information, in nats, asks nothing by itself. */
  private static final double FRAME = 1.5;

  private static final double BASE = 0.01;

  private final ItemCues cues;
  private final ItemTokens tokens;
  private final MarkSet asked;
  private final MarkSet seen;
  private final TextTokens optionTokens = new TextTokens();

  Contradiction(ItemCues cues) {
    this.cues = cues;
    this.tokens = cues.tokens();
    this.asked = new MarkSet(tokens.lexicon().size());
    this.seen = new MarkSet(tokens.lexicon().size());
  }

  /**
   * Returns whether a text contradicts an item that it resembles.
   *
   * @param prompt that {@code text} has read
   * @param options choices that come with it, apart from the text
   */
  boolean speaksAgainst(int item, String prompt, List<String> options, TokenReader text) {
    int length = tokens.length(item);
    int question = cues.questionLength(item);
    return length >= MIN_STORY
        && question <= MAX_QUESTION * length
        && hasOtherNumbers(item, text)
        && optionsFound(item, options, text) < SAME_OPTIONS
        && !asksTheSame(item, text)
        && endsElsewhere(item, prompt, text);
  }

  private boolean hasOtherNumbers(int item, TokenReader text) {
    seen.clear();
    for (int k = 0; k < text.count(); k++) {
      if (text.numbers()[k] >= 0) {
        seen.add(text.numbers()[k]);
      }
    }
    int numbers = 0;
    int others = 0;
    asked.clear();
    for (int i = 0; i < tokens.length(item); i++) {
      int token = cues.token(item, i);
      if (token >= 0 && hasDigit(token) && asked.add(token)) {
        numbers++;
        others += seen.contains(token) ? 0 : 1;
      }
    }
    return others > MIN_OTHER_NUMBERS * numbers;
  }

  private boolean hasDigit(int token) {
    Lexicon lexicon = tokens.lexicon();
    for (int i = 0; i < lexicon.length(token); i++) {
      if (Character.isDigit(lexicon.charAt(token, i))) {
        return true;
      }
    }
    return false;
  }

  private double optionsFound(int item, List<String> options, TokenReader text) {
    seen.clear();
    for (String option : options) {
      optionTokens.read(option);
      for (int i = 0; i < optionTokens.count(); i++) {
        int token = tokens.lexicon().find(optionTokens, i);
        if (token >= 0) {
          seen.add(token);
        }
      }
    }
    for (int k = text.questionEnd(); k < text.count(); k++) {
      if (text.numbers()[k] >= 0) {
        seen.add(text.numbers()[k]);
      }
    }
    double all = 0;
    double found = 0;
    for (int i = tokens.length(item); i < cues.length(item); i++) {
      int token = cues.token(item, i);
      if (token >= 0) {
        double weight = BASE + cues.weight(token);
        all += weight;
        found += seen.contains(token) ? weight : 0;
      }
    }
    return all == 0 ? 0 : found / all;
  }

  /** Returns whether the words of the sentence that asks stand close together in the text. */
  private boolean asksTheSame(int item, TokenReader text) {
    int question = cues.questionLength(item);
    asked.clear();
    double all = 0;
    for (int i = tokens.length(item) - question; i < tokens.length(item); i++) {
      int token = cues.token(item, i);
      if (token >= 0 && asked.add(token)) {
        all += asking(token);
      }
    }
    int width = 2 * question + 4;
    for (int from = 0; from < text.count(); from += width / 2) {
      double found = 0;
      seen.clear();
      for (int k = from; k < Math.min(text.count(), from + width); k++) {
        int token = text.numbers()[k];
        if (token >= 0 && asked.contains(token) && seen.add(token)) {
          found += asking(token);
        }
      }
      if (found >= SAME_QUESTION * all) {
        return true;
      }
    }
    return false;
  }

  private double asking(int token) {
    return Math.max(BASE, tokens.information(token) - FRAME);
  }

  /** Returns whether the last sentence of the text's question is none of the item. */
  private boolean endsElsewhere(int item, String prompt, TokenReader text) {
    int end = text.questionEnd();
    if (end == 0) {
      return false;
    }
    int sentence = ItemCues.lastSentence(prompt, text.tokens().textEnd(end - 1));
    int from = end;
    while (from > 0 && text.tokens().textStart(from - 1) >= sentence) {
      from--;
    }
    IntList pool = tokens.pool();
    int start = tokens.start(item);
    int runs = 0;
    int known = 0;
    for (int k = from; k + RUN <= end; k++) {
      int[] run = Arrays.copyOfRange(text.numbers(), k, k + RUN);
      runs++;
      known += Lexicon.contains(pool.values(), start, start + tokens.length(item), run) ? 1 : 0;
    }
    return runs == 0 ? text.hasOptions() : known < SAME_SENTENCE * runs;
  }
}
