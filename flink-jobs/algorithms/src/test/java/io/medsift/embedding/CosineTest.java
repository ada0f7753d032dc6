package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CosineTest {

  @Test
  void keepsAsManyDecimalsAsTheErrorLeaves() {
    assertThat(Cosine.decimals(2e-6)).isEqualTo(5);
    assertThat(Cosine.decimals(5e-6)).isEqualTo(5);
    assertThat(Cosine.decimals(6e-6)).isEqualTo(4);
    assertThat(Cosine.decimals(5e-7)).isEqualTo(6);
    assertThat(Math.pow(10, -Cosine.DECIMALS)).isGreaterThanOrEqualTo(2 * EncoderError.BOUND);
    assertThat(Cosine.rounded(-1e-9)).hasToString("0.0");
  }

  @Test
  void whatTwoProcessorsComputeIsAlike() {
    SplittableRandom random = new SplittableRandom(1);
    int differ = 0;
    for (int i = 0; i < 100_000; i++) {
      double one = random.nextDouble(-1, 1);
      double other = one + random.nextDouble(-1, 1) * EncoderError.BOUND;
      assertThat(Cosine.alike(one, other)).isTrue();
      assertThat(Cosine.alike(Cosine.rounded(one), other)).isTrue();
      assertThat(Cosine.alike(Cosine.rounded(one), Cosine.rounded(other))).isTrue();
      differ += Cosine.rounded(one) == Cosine.rounded(other) ? 0 : 1;
    }
    assertThat(differ).isPositive();
  }

  @Test
  void whatTheErrorDoesNotExplainIsNotAlike() {
    double unit = Math.pow(10, -Cosine.DECIMALS);
    assertThat(Cosine.alike(0.5, 0.5 + 2 * unit)).isFalse();
    assertThat(Cosine.alike(Cosine.rounded(0.65), Cosine.rounded(0.65 + 2 * unit))).isFalse();
  }
}
