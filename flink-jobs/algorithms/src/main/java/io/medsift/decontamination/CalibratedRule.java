package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.token.ItemGrams;
import io.medsift.decontamination.token.ItemTokens;
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

  public CalibratedRule(BenchmarkIndex index, CalibratedSettings settings) {
    this.items = index.items();
    ItemTokens tokens = new ItemTokens(items, settings.gramLength());
    this.grams = new ItemGrams(tokens, settings.gramLength());
    ItemGrams shared = grams;
    this.scratch = new Scratch<>(() -> new CalibratedSearch(tokens, shared, settings));
  }

  @Override
  public Optional<Contamination> check(String prompt) {
    return check(Passage.question(prompt));
  }

  @Override
  public Optional<Contamination> check(Passage passage) {
    String prompt = passage.text();
    CalibratedSearch search = scratch.forText(prompt);
    int item = search.best(passage);
    if (item == CalibratedSearch.NONE) {
      return Optional.empty();
    }
    SharedPhrase phrase = SharedPhrase.find(prompt, search.reader(), grams, item);
    return Optional.of(
        new CalibratedMatch(
            items.get(item),
            search.containment(),
            search.support(),
            search.optionsFound(),
            phrase.text(),
            phrase.itemsSharing()));
  }
}
