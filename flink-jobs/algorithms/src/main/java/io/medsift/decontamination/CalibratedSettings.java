package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;

/**
 * Settings of the rule {@code calibrated}: how much of an item must be found, for how much
 * evidence. The defaults are the outcome of DecontaminationCalibration, a run among the tests.
 *
 * @param gramLength tokens in a gram, at least 2
 * @param containment share of an item's weight that must stand in the prompt, once {@code support}
 *     is reached
 * @param support information of the words in shared rare phrases, in nats, that leaves chance out
 *     of question: about four rare words, or ten ideographs
 * @param longContainment share that is enough once {@code longSupport} is reached
 * @param longSupport information, in nats, of several sentences
 * @param truncatedContainment share that is enough, besides {@code support}, if the prompt's
 *     question is the beginning of the item's; the lowest of the shares
 * @param shortContainment share that an item of less than {@code support} needs, besides one of the
 *     following two
 * @param proportion of the item's length to that of the prompt's question
 * @param optionShare share of the item's choices, at least two, that follow in the prompt
 */
public record CalibratedSettings(
    int gramLength,
    double containment,
    double support,
    double longContainment,
    double longSupport,
    double truncatedContainment,
    double shortContainment,
    double proportion,
    double optionShare)
    implements RuleSettings {
  public static final CalibratedSettings DEFAULT =
      new CalibratedSettings(4, 0.75, 22, 0.4, 80, 0.3, 0.9, 0.6, 0.5);

  public CalibratedSettings {
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
