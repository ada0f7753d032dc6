package io.medsift.decontamination;

/** Placeholder. */
public record CalibratedSettings() implements RuleSettings {
  @Override
  public DecontaminationRule on(BenchmarkIndex index) {
    throw new UnsupportedOperationException();
  }
}
