package io.medsift.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.evaluation.EvaluationSuite.SuiteSet;
import org.junit.jupiter.api.Test;

class EvaluationSuiteTest {
  @Test
  void hasTheSetsThatTheAuthorsEvaluateOn() {
    EvaluationSuite suite = EvaluationSuite.named("ii-medical");
    assertThat(suite.sets())
        .extracting(SuiteSet::name)
        .containsExactly(
            "MedMCQA",
            "MedQA",
            "PubMedQA",
            "MMLU-Pro",
            "GPQA",
            "Lancet",
            "NEJM",
            "MedBullets-4",
            "MedBullets-5",
            "MedXpertQA",
            "HealthBench");
    assertThat(suite.sets())
        .allSatisfy(set -> assertThat(set.published().doubts()).isNotEmpty())
        .flatExtracting(set -> set.published().paths())
        .allMatch(path -> path.matches("(hf://datasets/[^/]+/[^/]+/|https://).+"));
  }

  @Test
  void namesTheSuitesToOneWhoMistyped() {
    assertThatThrownBy(() -> EvaluationSuite.named("ii-medicl"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean 'ii-medical'");
  }
}
