package io.medsift.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.answers.AnswerMeasurement.Summary;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
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

  @Test
  void readsMedicalAnswerFields() {
    Summary summary = measure(LabelledResponses.MIRAGE);

    assertThat(summary.rows()).isEqualTo(12_000);
    assertThat(summary.foundShare()).isGreaterThanOrEqualTo(0.983);
    assertThat(summary.agreement()).isGreaterThanOrEqualTo(0.997);
  }

  private static Summary measure(String name) {
    Optional<Path> file = LabelledResponses.file(name);
    if (file.isEmpty()) {
      System.err.println("SKIPPED: no shared/data/train/" + name + ".jsonl.gz above this folder");
    }
    Assumptions.assumeTrue(file.isPresent(), name + " is not in shared/data of a parent folder");
    return AnswerMeasurement.measure(
        LabelledResponses.read(file.get()), new PrintWriter(Writer.nullWriter()));
  }
}
