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
    this.threshold = new Settings(threshold, includeOptions).threshold();
    this.texts = new FuzzyTexts(index, includeOptions);
    this.scratch = new Scratch<>(() -> new FuzzySearch(texts));
  }

  @Override
  public Optional<DecontaminationRule.Contamination> check(String prompt) {
    if (PythonWhitespace.isBlank(prompt)) {
      return Optional.empty();
    }
    FuzzySearch search = scratch.forText(prompt);
    int text = search.best(prompt, threshold);
    return text == FuzzySearch.NONE
        ? Optional.empty()
        : Optional.of(new Match(items.get(texts.item(text)), texts.text(text), search.bestRatio()));
  }

  /**
   * Settings of the rule {@code fuzzy}.
   *
   * @param threshold lowest ratio that counts, 1 to 100
   * @param includeOptions whether items are compared with their options as well as without
   */
  public record Settings(int threshold, boolean includeOptions)
      implements DecontaminationRule.Settings {
    /** The published rule: 80, the question only. */
    public static final Settings DEFAULT = new Settings(80, false);

    public Settings {
      if (threshold < 1 || threshold > 100) {
        throw new IllegalArgumentException("threshold must be 1 to 100, was " + threshold);
      }
    }

    @Override
    public DecontaminationRule on(BenchmarkIndex index) {
      return new FuzzyRule(index, threshold, includeOptions);
    }
  }

  /**
   * The prompt and an evaluation item are alike, character by character.
   *
   * @param item the most similar item; of equally similar ones the first in the order of the index
   * @param text of the item that was compared: its question, or question and options
   * @param ratio 0 to 100: {@code 200 * LCS / (|prompt| + |text|)} in code points
   */
  public record Match(EvaluationItem item, String text, double ratio)
      implements DecontaminationRule.Contamination {}
}
