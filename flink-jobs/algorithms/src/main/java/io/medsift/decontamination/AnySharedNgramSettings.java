package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;

/**
 * Settings of the rule {@code any-shared-ngram}.
 *
 * @param words length of an n-gram, at least 1
 * @param includeOptions whether items count with their options, as II does, or as the bare question
 */
public record AnySharedNgramSettings(int words, boolean includeOptions) implements RuleSettings {
  /** The published rule: 8 words, the question only. */
  public static final AnySharedNgramSettings DEFAULT = new AnySharedNgramSettings(8, false);

  public AnySharedNgramSettings {
    if (words < 1) {
      throw new IllegalArgumentException("words must be at least 1, was " + words);
    }
  }

  @Override
  public DecontaminationRule on(BenchmarkIndex index) {
    return new AnySharedNgramRule(index, words, includeOptions);
  }
}
