package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;

/**
 * Settings of the rule {@code fuzzy}.
 *
 * @param threshold lowest ratio that counts, 1 to 100
 * @param includeOptions whether items are compared with their options as well as without
 */
public record FuzzySettings(int threshold, boolean includeOptions) implements RuleSettings {
  /** The published rule: 80, the question only. */
  public static final FuzzySettings DEFAULT = new FuzzySettings(80, false);

  public FuzzySettings {
    if (threshold < 1 || threshold > 100) {
      throw new IllegalArgumentException("threshold must be 1 to 100, was " + threshold);
    }
  }

  @Override
  public DecontaminationRule on(BenchmarkIndex index) {
    return new FuzzyRule(index, threshold, includeOptions);
  }
}
