package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.Postings;
import io.medsift.decontamination.token.ItemGrams;
import io.medsift.decontamination.token.TextTokens;
import io.medsift.decontamination.token.TokenReader;
import java.util.List;
import java.util.Optional;

/**
 * Asks how much of one evaluation item a prompt contains, instead of whether it shares any phrase
 * with any item.
 *
 * <p>Punctuation, case, spacing, full-width forms, answer choices and instructions such as "Please
 * reason step by step" are left out of account on both sides; Han and Kana characters are words by
 * themselves. A question is the set of its grams of four words, each weighing the more the fewer
 * items of this and of other exams hold it (IDF), so that "which of the following is the most
 * likely" counts for next to nothing, however few items there are. The prompt is contaminated if
 * the weight it shares with a single item is
 *
 * <ol>
 *   <li>most of the item's, and the words in the rare phrases among it carry enough information
 *       that chance is out of question; of a long question a good part suffices;
 *   <li>a smaller part, where the prompt's question is the beginning of the item's: a truncated
 *       copy;
 *   <li>for an item too short for that, nearly all of it, and either the prompt's question is not
 *       much more than the item, or the item's choices come with it, in the text or as a field. An
 *       item of set phrases or numbers alone must be the whole question.
 * </ol>
 *
 * <p>The idea of weighing containment of one item by IDF is that of allenai/decon. Time is linear
 * in the prompt: a gram leads to at most 64 items, or to those that consist of set phrases.
 */
public final class CalibratedRule implements DecontaminationRule {
  private final List<EvaluationItem> items;
  private final ItemGrams grams;
  private final Scratch<CalibratedSearch> scratch;

  public CalibratedRule(BenchmarkIndex index, Settings settings) {
    this(new IndexTables(index), settings);
  }

  CalibratedRule(IndexTables index, Settings settings) {
    IndexTables.Calibrated tables = index.calibrated(settings);
    this.items = index.index().items();
    this.grams = tables.grams();
    this.scratch = tables.scratch();
  }

  @Override
  public Optional<DecontaminationRule.Contamination> check(String prompt) {
    return check(DecontaminationRule.Passage.question(prompt));
  }

  @Override
  public Optional<DecontaminationRule.Contamination> check(DecontaminationRule.Passage passage) {
    String prompt = passage.text();
    CalibratedSearch search = scratch.forText(prompt);
    int item = search.best(passage);
    if (item == CalibratedSearch.NONE) {
      return Optional.empty();
    }
    SharedPhrase phrase = SharedPhrase.find(prompt, search.reader(), grams, item);
    return Optional.of(
        new Match(
            items.get(item),
            search.containment(),
            search.support(),
            search.optionsFound(),
            phrase.text(),
            phrase.itemsSharing()));
  }

  /**
   * Settings of the rule {@code calibrated}: how much of an item must be found, for how much
   * evidence. The defaults are the outcome of DecontaminationCalibration, a run among the tests.
   *
   * @param gramLength tokens in a gram, at least 2
   * @param containment share of an item's weight that must be in the prompt, once {@code support}
   *     is reached
   * @param support information of the words in shared rare phrases, in nats, that leaves chance out
   *     of question: about four rare words, or ten ideographs
   * @param longContainment share that is enough once {@code longSupport} is reached
   * @param longSupport information, in nats, of several sentences
   * @param truncatedContainment share that is enough, besides {@code support}, if the prompt's
   *     question is the beginning of the item's; the lowest of the shares
   * @param shortContainment share that an item of less than {@code support} needs, besides one of
   *     the following two
   * @param proportion of the item's length to that of the prompt's question
   * @param optionShare share of the item's choices, at least two, that follow in the prompt
   */
  public record Settings(
      int gramLength,
      double containment,
      double support,
      double longContainment,
      double longSupport,
      double truncatedContainment,
      double shortContainment,
      double proportion,
      double optionShare)
      implements DecontaminationRule.Settings {
    public static final Settings DEFAULT = new Settings(4, 0.75, 22, 0.4, 80, 0.3, 0.9, 0.6, 0.5);

    public Settings {
      if (gramLength < 2) {
        throw new IllegalArgumentException("gramLength must be at least 2, was " + gramLength);
      }
      requireShare("containment", containment);
      requireNotNegative("support", support);
      requireShare("longContainment", longContainment);
      requireNotNegative("longSupport", longSupport);
      requireShare("truncatedContainment", truncatedContainment);
      requireShare("shortContainment", shortContainment);
      requireShare("proportion", proportion);
      requireShare("optionShare", optionShare);
    }

    @Override
    public DecontaminationRule on(BenchmarkIndex index) {
      return new CalibratedRule(index, this);
    }

    @Override
    public DecontaminationRule on(IndexTables tables) {
      return new CalibratedRule(tables, this);
    }

    private static void requireShare(String name, double value) {
      if (!(value > 0 && value <= 1)) {
        throw new IllegalArgumentException(name + " must be above 0 and at most 1, was " + value);
      }
    }

    private static void requireNotNegative(String name, double value) {
      if (!(value >= 0)) {
        throw new IllegalArgumentException(name + " must not be negative, was " + value);
      }
    }
  }

  /**
   * The prompt contains so much of one evaluation item that chance is no explanation.
   *
   * @param item of the highest score; of equal ones that with most support, then with most choices
   *     found, then the first in the order of the index
   * @param score 0 to 1: the share of the item's question, weighted by rarity, that is in the
   *     prompt
   * @param support information of the words in the shared rare phrases, in nats
   * @param optionsFound how many of the item's choices follow in the prompt
   * @param phrase the weightiest run of words in common, as it is in the prompt
   * @param itemsSharing how many items hold all of the phrase, at least 1
   */
  public record Match(
      EvaluationItem item,
      double score,
      double support,
      int optionsFound,
      String phrase,
      int itemsSharing)
      implements DecontaminationRule.Contamination {}

  /**
   * The weightiest run of words that a prompt and an item have in common.
   *
   * @param text as it is in the prompt
   * @param itemsSharing how many items hold every gram of it
   */
  record SharedPhrase(String text, int itemsSharing) {
    /**
     * @param reader that has read {@code prompt}
     * @param item shares at least one gram with the prompt
     */
    static SharedPhrase find(String prompt, TokenReader reader, ItemGrams grams, int item) {
      int length = grams.tokens(grams.gram(grams.start(item)));
      int first = 0;
      int last = HashTable.NONE;
      double best = -1;
      double sum = 0;
      int start = 0;
      for (int from = 0; from + length <= reader.count(); from++) {
        int gram = grams.find(reader.numbers(), from, length);
        if (gram == HashTable.NONE || !grams.holds(item, gram)) {
          start = from + 1;
          sum = 0;
          continue;
        }
        sum += grams.weight(gram);
        if (sum > best) {
          best = sum;
          first = start;
          last = from;
        }
      }
      TextTokens tokens = reader.tokens();
      String text = prompt.substring(tokens.textStart(first), tokens.textEnd(last + length - 1));
      return new SharedPhrase(text, count(reader, grams, first, last, length));
    }

    private static int count(TokenReader reader, ItemGrams grams, int first, int last, int length) {
      int[] phrase = new int[last - first + 1];
      int rarest = 0;
      for (int i = 0; i < phrase.length; i++) {
        phrase[i] = grams.find(reader.numbers(), first + i, length);
        if (grams.weight(phrase[i]) > grams.weight(phrase[rarest])) {
          rarest = i;
        }
      }
      Postings items = grams.items();
      int count = 0;
      for (int i = items.start(phrase[rarest]); i < items.end(phrase[rarest]); i++) {
        if (holdsAll(grams, items.item(i), phrase)) {
          count++;
        }
      }
      return count;
    }

    private static boolean holdsAll(ItemGrams grams, int item, int[] phrase) {
      for (int gram : phrase) {
        if (!grams.holds(item, gram)) {
          return false;
        }
      }
      return true;
    }
  }
}
