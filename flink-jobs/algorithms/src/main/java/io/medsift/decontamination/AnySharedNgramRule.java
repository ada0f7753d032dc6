package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.Postings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The literal rule of open-r1: a prompt that has any n consecutive words in common with any item is
 * contaminated.
 *
 * <p>Words are those of Python's {@code text.lower().split()}; punctuation stays. A text of fewer
 * than n words never matches, on either side, which is the fate of nearly all Chinese. Time is
 * linear in the prompt.
 */
public final class AnySharedNgramRule implements DecontaminationRule {
  private final List<EvaluationItem> items;
  private final WordNgrams ngrams;
  private final int words;
  private final Scratch<NormalisedWords> scratch = new Scratch<>(NormalisedWords::new);

  /**
   * @param words length of an n-gram, at least 1
   * @param includeOptions whether n-grams of the options count too; those of the question always do
   */
  public AnySharedNgramRule(BenchmarkIndex index, int words, boolean includeOptions) {
    this.items = index.items();
    this.words = new Settings(words, includeOptions).words();
    List<String> texts = new ArrayList<>(items.size());
    for (EvaluationItem item : items) {
      // The question's own n-grams are those of a prefix.
      texts.add(includeOptions ? item.questionWithOptions() : item.question());
    }
    this.ngrams = new WordNgrams(texts, words);
  }

  @Override
  public Optional<DecontaminationRule.Contamination> check(String prompt) {
    NormalisedWords text = scratch.forText(prompt);
    text.read(prompt);
    int word = ngrams.firstHit(text, 0);
    if (word == HashTable.NONE) {
      return Optional.empty();
    }
    int ngram = ngrams.ngramAt(text, word);
    Postings postings = ngrams.postings();
    return Optional.of(
        new Match(
            items.get(postings.item(postings.start(ngram))),
            text.text(word, word + words - 1),
            postings.count(ngram)));
  }

  /** Every item that shares an n-gram with the prompt, in the order of the index. */
  public List<EvaluationItem> itemsSharing(String prompt) {
    NormalisedWords text = scratch.forText(prompt);
    text.read(prompt);
    Postings postings = ngrams.postings();
    TreeSet<Integer> hits = new TreeSet<>();
    for (int word = ngrams.firstHit(text, 0);
        word != HashTable.NONE;
        word = ngrams.firstHit(text, word + 1)) {
      int ngram = ngrams.ngramAt(text, word);
      for (int i = postings.start(ngram); i < postings.end(ngram); i++) {
        hits.add(postings.item(i));
      }
    }
    return hits.stream().map(items::get).toList();
  }

  /**
   * Settings of the rule {@code any-shared-ngram}.
   *
   * @param words length of an n-gram, at least 1
   * @param includeOptions whether items count with their options, as II does, or as the bare
   *     question
   */
  public record Settings(int words, boolean includeOptions)
      implements DecontaminationRule.Settings {
    /** The published rule: 8 words, the question only. */
    public static final Settings DEFAULT = new Settings(8, false);

    public Settings {
      if (words < 1) {
        throw new IllegalArgumentException("words must be at least 1, was " + words);
      }
    }

    @Override
    public DecontaminationRule on(BenchmarkIndex index) {
      return new AnySharedNgramRule(index, words, includeOptions);
    }
  }

  /**
   * The prompt and an evaluation item have n consecutive words in common.
   *
   * @param item the first item, in the order of the index, that holds the n-gram
   * @param ngram the leftmost n-gram of the prompt that is in the index: lower case, one space
   *     between words
   * @param itemsSharing how many items hold it, at least 1; a large number speaks of a set phrase
   */
  public record Match(EvaluationItem item, String ngram, int itemsSharing)
      implements DecontaminationRule.Contamination {}
}
