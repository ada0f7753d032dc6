package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;

/** What a recipe says about one rule; equal settings on equal indexes give equal verdicts. */
public sealed interface RuleSettings
    permits AnySharedNgramSettings, FuzzySettings, CalibratedSettings {
  /** Builds the tables of the rule, which takes up to some seconds. */
  DecontaminationRule on(BenchmarkIndex index);
}
