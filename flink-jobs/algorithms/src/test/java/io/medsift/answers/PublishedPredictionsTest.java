package io.medsift.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.answers.AnswerMeasurement.Summary;
import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

/** Pins how far the rules go on 24,032 real responses. */
class PublishedPredictionsTest {
  @Test
  void readsMultipleChoiceAnswersOfMixtral() {
    Summary summary = measure(LabelledResponses.MMLU_PRO);

    assertThat(summary.rows()).isEqualTo(12_032);
    assertThat(summary.foundShare()).isGreaterThanOrEqualTo(0.880);
    assertThat(summary.agreement()).isGreaterThanOrEqualTo(0.975);
  }

  /** The published rule reads "B. x or C. y" as B, which is the larger part of what differs. */
  @Test
  void readsMedicalAnswerFields() {
    Summary summary = measure(LabelledResponses.MIRAGE);

    assertThat(summary.rows()).isEqualTo(12_000);
    assertThat(summary.foundShare()).isGreaterThanOrEqualTo(0.983);
    assertThat(summary.agreement()).isGreaterThanOrEqualTo(0.996);
  }

  /** The prose is read alone and held against the answer field that the same response ends with. */
  @Test
  void acceptsNoProseWhoseAnswerFieldSaysOtherwise() {
    Summary summary =
        AnswerMeasurement.measure(
            LabelledResponses.proseOnly(LabelledResponses.read(LabelledResponses.MIRAGE)),
            new PrintWriter(Writer.nullWriter()));

    assertThat(summary.correct()).isGreaterThanOrEqualTo(2_800);
    assertThat(summary.contested()).isLessThanOrEqualTo(summary.correct() / 1_000);
    assertThat(summary.agreement()).isGreaterThanOrEqualTo(0.994);
  }

  private static Summary measure(String name) {
    return AnswerMeasurement.measure(
        LabelledResponses.read(name), new PrintWriter(Writer.nullWriter()));
  }
}
