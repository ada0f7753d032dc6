package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.similarity.FuzzySearch;
import io.medsift.decontamination.similarity.FuzzyTexts;
import io.medsift.text.PythonWhitespace;
import java.util.List;
import java.util.Optional;

/**
 * A prompt is contaminated if {@code 200 * LCS >= threshold * (|prompt| + |question|)} for any
 * item, in integers, over code points of the raw strings: rapidfuzz's {@code fuzz.ratio} without a
 * processor. The result is exact, and the best item is reported.
 *
 * <p>Three bounds spare nearly all comparisons without losing a match: the lengths, the bags of
 * characters, and the length still reachable in the middle of a comparison. A prompt longer than
 * (200 - threshold) / threshold times the longest item costs one pass over it; below that, the time
 * is at most the number of items times (length / 64) times length. A blank prompt matches nothing.
 */
public final class FuzzyRule implements DecontaminationRule {
  private final List<EvaluationItem> items;
  private final int threshold;
  private final FuzzyTexts texts;
  private final Scratch<FuzzySearch> scratch;

  /** Compares with the questions alone. */
  public FuzzyRule(BenchmarkIndex index, int threshold) {
    this(index, threshold, false);
  }

  /**
   * @param threshold 1 to 100
   * @param includeOptions whether to compare with question and options as well
   */
  public FuzzyRule(BenchmarkIndex index, int threshold, boolean includeOptions) {
    this.items = index.items();
    this.threshold = new FuzzySettings(threshold, includeOptions).threshold();
    this.texts = new FuzzyTexts(index, includeOptions);
    this.scratch = new Scratch<>(() -> new FuzzySearch(texts));
  }

  @Override
  public Optional<Contamination> check(String prompt) {
    return search(prompt, threshold).map(match -> match);
  }

  /** The most similar item, however little alike; empty for a blank prompt. */
  public Optional<FuzzyMatch> bestMatch(String prompt) {
    return search(prompt, 0);
  }

  private Optional<FuzzyMatch> search(String prompt, int lowest) {
    if (PythonWhitespace.isBlank(prompt)) {
      return Optional.empty();
    }
    FuzzySearch search = scratch.forText(prompt);
    int text = search.best(prompt, lowest);
    if (text == FuzzySearch.NONE) {
      return Optional.empty();
    }
    return Optional.of(
        new FuzzyMatch(items.get(texts.item(text)), texts.text(text), search.bestRatio()));
  }
}
