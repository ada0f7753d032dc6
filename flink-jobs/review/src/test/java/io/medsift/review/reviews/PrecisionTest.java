package io.medsift.review.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import io.medsift.verdict.Reviews;
import io.medsift.verdict.Stratum;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  private static final Stratum WRONG = Stratum.rejected(Reason.WRONG_ANSWER);
  private static final Stratum UNVERIFIABLE = Stratum.rejected(Reason.UNVERIFIABLE_ANSWER);

  private final Reviews reviews = new Reviews();
  private int samples;

  private void judge(Stratum stratum, int count, String reviewer, Judgement judgement) {
    for (int i = 0; i < count; i++) {
      add(samples++, stratum, reviewer, judgement, 1L);
    }
  }

  private void add(int sample, Stratum stratum, String reviewer, Judgement judgement, Long seed) {
    reviews.add(
        sample + " " + reviewer,
        new Review(
            Review.VERSION,
            new Position("samples", 0, sample),
            "s" + sample,
            stratum,
            new RecipeStamp("r", "h"),
            reviewer,
            judgement,
            null,
            seed,
            1));
  }

  @Test
  void countsByReasonAndWeighsGatesBySizes() {
    judge(WRONG, 48, "ada", Judgement.AGREE);
    judge(WRONG, 2, "ada", Judgement.DISAGREE);
    judge(WRONG, 3, "ada", Judgement.UNSURE);
    judge(UNVERIFIABLE, 5, "ada", Judgement.AGREE);
    judge(UNVERIFIABLE, 5, "ada", Judgement.DISAGREE);
    judge(Stratum.accepted("mine"), 19, "ada", Judgement.AGREE);
    judge(Stratum.accepted("mine"), 1, "ada", Judgement.DISAGREE);
    Precision precision =
        Precision.of(
            reviews, Map.of(WRONG, 900L, UNVERIFIABLE, 100L, Stratum.accepted("mine"), 5_000L));

    assertThat(precision.rejected())
        .extracting(Precision.Line::stratum)
        .containsExactly(null, WRONG, UNVERIFIABLE);
    Precision.Line gate = precision.rejected().get(0);
    assertThat(gate.gate()).isEqualTo(Gate.VERIFY);
    assertThat(gate.verdicts()).isEqualTo(1_000);
    assertThat(gate.judged()).isEqualTo(new Judged(53, 7, 3, 0));
    // Not 53 of 60: nine tenths of the rejections are wrong answers.
    assertThat(gate.share().orElseThrow().value()).isCloseTo(0.9 * 0.96 + 0.1 * 0.5, within(1e-9));

    // statsmodels.stats.proportion.proportion_confint(48, 50, method="wilson").
    Estimate wrong = precision.rejected().get(1).share().orElseThrow();
    assertThat(wrong.low()).isCloseTo(0.8654, within(2e-4));
    assertThat(wrong.high()).isCloseTo(0.9890, within(2e-4));
    Estimate unverifiable = precision.rejected().get(2).share().orElseThrow();
    assertThat(unverifiable.low()).isCloseTo(0.2366, within(2e-4));
    assertThat(gate.share().orElseThrow().low())
        .isCloseTo(
            0.914 - Math.hypot(0.9 * (0.96 - wrong.low()), 0.1 * (0.5 - unverifiable.low())),
            within(1e-9));

    assertThat(precision.accepted()).hasSize(2);
    assertThat(precision.accepted().get(0).share().orElseThrow().value())
        .isCloseTo(0.05, within(1e-9));
    assertThat(new PrecisionTable(precision).lines())
        .anyMatch(line -> line.matches("verify +1,000 +63 +53 +7 +3 +0 +91.4 % \\(.*\\)"))
        .anyMatch(line -> line.matches("  Wrong answer +900 +53 +48 +2 +3 +0 +96.0 % \\(86.5 %.*"))
        .anyMatch(line -> line.matches("  mine +5,000 +20 +19 +1 +0 +0 +5.0 % .*"));
  }

  @Test
  void withoutSizesSeveralReasonsHaveNoShare() {
    judge(WRONG, 2, "ada", Judgement.AGREE);
    assertThat(Precision.of(reviews, Map.of()).rejected())
        .allMatch(line -> line.share().isPresent());
    judge(UNVERIFIABLE, 1, "ada", Judgement.AGREE);
    Precision precision = Precision.of(reviews, Map.of());
    assertThat(precision.rejected().get(0).share()).isEmpty();
    assertThat(precision.rejected().get(1).share()).isPresent();
    assertThat(new PrecisionTable(precision).lines())
        .anyMatch(line -> line.contains("'medsift console' counts them"));
  }

  @Test
  void aGateHasNoShareWhileAGroupOfItIsNotReviewed() {
    judge(WRONG, 10, "ada", Judgement.AGREE);
    Map<Stratum, Long> sizes = Map.of(WRONG, 10L, UNVERIFIABLE, 10_000L);
    Precision precision = Precision.of(reviews, sizes);
    assertThat(precision.rejected())
        .extracting(Precision.Line::verdicts)
        .containsExactly(10_010L, 10L, 10_000L);
    assertThat(precision.rejected())
        .extracting(line -> line.share().isPresent())
        .containsExactly(false, true, false);
    assertThat(new PrecisionTable(precision).lines())
        .anyMatch(line -> line.contains("known once each of them has a sample"))
        .noneMatch(line -> line.contains("medsift console"));
    judge(UNVERIFIABLE, 1, "ada", Judgement.UNSURE);
    assertThat(Precision.of(reviews, sizes).rejected().get(0).share()).isEmpty();
    judge(UNVERIFIABLE, 1, "ada", Judgement.DISAGREE);
    assertThat(Precision.of(reviews, sizes).rejected().get(0).share().orElseThrow().value())
        .isCloseTo(10.0 / 10_010, within(1e-9));
  }

  @Test
  void aSampleCountsOnceAndOnlyIfItWasDrawn() {
    judge(WRONG, 10, "ada", Judgement.AGREE);
    for (int i = 0; i < 8; i++) {
      add(
          i,
          WRONG,
          "bob",
          i < 5 ? Judgement.AGREE : i < 7 ? Judgement.DISAGREE : Judgement.UNSURE,
          1L);
    }
    add(100, WRONG, "bob", Judgement.DISAGREE, null);
    Precision precision = Precision.of(reviews, Map.of());
    assertThat(precision.rejected().get(1).judged()).isEqualTo(new Judged(8, 0, 0, 2));
    assertThat(precision.chosen()).isEqualTo(1);
    assertThat(precision.reviewers()).containsExactly("ada", "bob");
    // One of them always says the same, so chance explains all that they agree on.
    Agreement agreement = precision.agreements().get(0);
    assertThat(agreement.samples()).isEqualTo(8);
    assertThat(agreement.same()).isEqualTo(5);
    assertThat(agreement.kappa()).hasValue(0);
  }

  /** The example of the article on Cohen's kappa in Wikipedia: 20, 5, 10, 15. */
  @Test
  void kappaIsCohens() {
    int[][] counts = {{20, 5}, {10, 15}};
    Judgement[] answers = {Judgement.AGREE, Judgement.DISAGREE};
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (int k = 0; k < counts[i][j]; k++) {
          add(samples, WRONG, "ada", answers[i], 1L);
          add(samples++, WRONG, "bob", answers[j], 1L);
        }
      }
    }
    Agreement agreement = Precision.of(reviews, Map.of()).agreements().get(0);
    assertThat(agreement.kappa().orElseThrow()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void kappaOfOneAnswerIsNotDefined() {
    add(0, WRONG, "ada", Judgement.AGREE, 1L);
    add(0, WRONG, "bob", Judgement.AGREE, 1L);
    Precision precision = Precision.of(reviews, Map.of());
    assertThat(precision.agreements())
        .extracting(Agreement::kappa)
        .allMatch(OptionalDouble::isEmpty);
    assertThat(precision.rejected().get(0).judged().samples()).isEqualTo(1);
    assertThat(Precision.of(new Reviews(), Map.of()).isEmpty()).isTrue();
    assertThat(List.copyOf(new PrecisionTable(Precision.of(new Reviews(), Map.of())).lines()))
        .isEmpty();
  }
}
