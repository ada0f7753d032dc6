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
 * Tells a new question from a leak: a text that tells the story of an item with other numbers and
 * asks something else about it, that asks the opposite of a short item, or something else of the
 * one thing that it names. A work space; not thread-safe.
 */
final class Contradiction {
  /** Tokens of the shortest question that tells a story. */
  private static final int MIN_STORY = 25;

  /** Share of a story that the sentence that asks may be. */
  private static final double MAX_QUESTION = 0.6;

  /** Share of an item's numbers that a text must lack, and of its own, for them to be others. */
  private static final double MIN_OTHER_NUMBERS = 1.0 / 3;

  /** Share of the sentence that asks, by weight, that makes it the same. */
  private static final double SAME_QUESTION = 0.65;

  /** Share of the text's last sentence, by weight, that the item must ask for. */
  private static final double SAME_ASKED = 0.6;

  /** Share of the item's choices, by weight, that makes it the same question. */
  private static final double SAME_OPTIONS = 0.6;

  /** Share of the runs of three tokens in the text's last sentence that the item must hold. */
  private static final double SAME_SENTENCE = 0.9;

  private static final int RUN = 3;

  /** Share of the words around a name that makes the question about it the same. */
  private static final double SAME_FRAME = 0.5;

  /** A word of less information, in nats, asks nothing by itself. */
  private static final double FRAME = 1.5;

  private static final double BASE = 0.01;

  private final ItemCues cues;
  private final ItemTokens tokens;
  private final OppositeQuestion opposite;
  private final MarkSet asked;
  private final MarkSet seen;
  private final TextTokens optionTokens = new TextTokens();

  Contradiction(ItemCues cues) {
    this.cues = cues;
    this.tokens = cues.tokens();
    this.opposite = new OppositeQuestion(cues);
    this.asked = new MarkSet(tokens.lexicon().size());
    this.seen = new MarkSet(tokens.lexicon().size());
  }

  /**
   * Returns whether a text contradicts an item that it resembles.
   *
   * <p>One word that is missing acquits no text: of a story, numbers and question must be others
   * and the choices missing. Of a short item, a negation must have been put in where it asks; or
   * one is missing, or was put in elsewhere, and the choices are others too; or a name must be all
   * that the text has of it.
   *
   * @param prompt that {@code text} has read
   * @param options choices that come with it, apart from the text
   * @param alignment of the item with the text
   */
  boolean speaksAgainst(
      int item, String prompt, List<String> options, TokenReader text, Alignment alignment) {
    int length = tokens.length(item);
    int asking = tokens.askingLength(item);
    int begin = length < MIN_STORY ? 0 : length - asking;
    OppositeQuestion.Verdict asks = opposite.compare(item, begin, prompt, text, alignment);
    if (length < MIN_STORY || asking > MAX_QUESTION * length) {
      boolean other =
          asks == OppositeQuestion.Verdict.MAY_BE_NEGATED
              || asksElseOfOneName(item, text, alignment);
      return asks == OppositeQuestion.Verdict.NEGATED
          || (other
              && length < MIN_STORY
              && optionsFound(item, options, text, alignment) < SAME_OPTIONS);
    }
    return hasOtherNumbers(item, text)
        && optionsFound(item, options, text, alignment) < SAME_OPTIONS
        && (asks != OppositeQuestion.Verdict.SAME || !asksTheSame(item, prompt, text))
        && endsElsewhere(item, prompt, text);
  }

  /**
   * Returns whether all that a text has of a short item is one name, such as that of a rare
   * disease, which says nearly all that the item does, and the text asks in other words for
   * something else of it.
   */
  private boolean asksElseOfOneName(int item, TokenReader text, Alignment alignment) {
    int from = -1;
    int to = -1;
    for (int i = 0; i < cues.length(item); i++) {
      if (alignment.isFound(i) && cues.weight(cues.token(item, i)) > 0) {
        from = from < 0 ? i : from;
        to = i + 1;
      }
    }
    see(text);
    int words = 0;
    int found = 0;
    boolean lacks = false;
    for (int i = 0; i < tokens.length(item); i++) {
      int token = cues.token(item, i);
      boolean isFound = alignment.isFound(i);
      if (i >= from && i < to) {
        if (!isFound || tokens.information(token) < FRAME) {
          return false;
        }
      } else {
        words++;
        found += isFound ? 1 : 0;
        lacks |= !isFound && !seen.contains(token) && cues.weight(token) > 0;
      }
    }
    return to <= tokens.length(item)
        && lacks
        && found < SAME_FRAME * words
        && hasOwnWords(text, alignment);
  }

  private static boolean hasOwnWords(TokenReader text, Alignment alignment) {
    for (int k = 0; k < text.questionEnd(); k++) {
      if (!alignment.isCovered(k) && text.numbers()[k] != TokenReader.INSTRUCTION) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the text has numbers of its own where the item has others. */
  private boolean hasOtherNumbers(int item, TokenReader text) {
    see(text);
    int numbers = 0;
    int missing = 0;
    asked.clear();
    for (int i = 0; i < tokens.length(item); i++) {
      int token = cues.token(item, i);
      if (token >= 0 && hasDigit(token) && asked.add(token)) {
        numbers++;
        missing += seen.contains(token) ? 0 : 1;
      }
    }
    return missing > MIN_OTHER_NUMBERS * numbers && hasOwnNumbers(text);
  }

  private void see(TokenReader text) {
    seen.clear();
    for (int k = 0; k < text.count(); k++) {
      if (text.numbers()[k] >= 0) {
        seen.add(text.numbers()[k]);
      }
    }
  }

  /** Returns whether many of the text's numbers are its own: a part of an item only lacks some. */
  private boolean hasOwnNumbers(TokenReader text) {
    int numbers = 0;
    int own = 0;
    for (int k = 0; k < text.count(); k++) {
      if (text.tokens().hasDigit(k)) {
        int token = text.numbers()[k];
        numbers++;
        own += token >= 0 && asked.contains(token) ? 0 : 1;
      }
    }
    return own > MIN_OTHER_NUMBERS * numbers;
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

  /** Share of the item's choices that come with the text, after its question or at their place. */
  private double optionsFound(
      int item, List<String> options, TokenReader text, Alignment alignment) {
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
    double aligned = 0;
    for (int i = tokens.length(item); i < cues.length(item); i++) {
      int token = cues.token(item, i);
      if (token >= 0) {
        double weight = BASE + cues.weight(token);
        all += weight;
        found += seen.contains(token) ? weight : 0;
        aligned += alignment.isFound(i) ? weight : 0;
      }
    }
    return all == 0 ? 0 : Math.max(found, aligned) / all;
  }

  /** Returns whether the text asks for what the item does, and for little else. */
  private boolean asksTheSame(int item, String prompt, TokenReader text) {
    int question = tokens.askingLength(item);
    asked.clear();
    double all = 0;
    for (int i = tokens.length(item) - question; i < tokens.length(item); i++) {
      int token = cues.token(item, i);
      if (token >= 0 && asked.add(token)) {
        all += asking(token);
      }
    }
    return standsTogether(all, 2 * question + 4, text) && asksNothingElse(prompt, text);
  }

  /** Returns whether the words of the sentence that asks stand close together in the text. */
  private boolean standsTogether(double all, int width, TokenReader text) {
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

  /** An order behind the question, to show the work, asks nothing. */
  private boolean asksNothingElse(String prompt, TokenReader text) {
    int end = text.askingEnd(prompt);
    double all = 0;
    double found = 0;
    for (int k = text.lastSentence(prompt, end); k < end; k++) {
      int token = text.numbers()[k];
      if (token != TokenReader.INSTRUCTION) {
        all += asking(token);
        found += token >= 0 && asked.contains(token) ? asking(token) : 0;
      }
    }
    return found >= SAME_ASKED * all;
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
    IntList pool = tokens.pool();
    int start = tokens.start(item);
    int runs = 0;
    int known = 0;
    for (int k = text.lastSentence(prompt); k + RUN <= end; k++) {
      int[] run = Arrays.copyOfRange(text.numbers(), k, k + RUN);
      runs++;
      known += Lexicon.contains(pool.values(), start, start + tokens.length(item), run) ? 1 : 0;
    }
    return runs == 0 ? text.hasOptions() : known < SAME_SENTENCE * runs;
  }
}
