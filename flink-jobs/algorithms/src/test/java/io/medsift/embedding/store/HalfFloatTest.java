package io.medsift.embedding.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

  @Test
  void everyHalfComesBackAsItself() {
    for (int bits = 0; bits < 0x7C00; bits++) {
      for (int sign : new int[] {0, 0x8000}) {
        short half = (short) (bits | sign);
        assertThat(VectorFormat.HalfFloat.of(VectorFormat.HalfFloat.toFloat(half))).isEqualTo(half);
      }
    }
  }

  @Test
  void knownValues() {
    assertThat(VectorFormat.HalfFloat.of(1)).isEqualTo((short) 0x3C00);
    assertThat(VectorFormat.HalfFloat.of(-2)).isEqualTo((short) 0xC000);
    assertThat(VectorFormat.HalfFloat.of(65_504)).isEqualTo((short) 0x7BFF);
    assertThat(VectorFormat.HalfFloat.of(0x1p-24f)).isEqualTo((short) 1);
    assertThat(VectorFormat.HalfFloat.toFloat((short) 0x3555)).isEqualTo(0.33325195f);
  }

  @Test
  void roundsToTheNearestAndTiesToEven() {
    assertThat(VectorFormat.HalfFloat.of(1 + 0x1p-11f)).isEqualTo((short) 0x3C00);
    assertThat(VectorFormat.HalfFloat.of(1 + 3 * 0x1p-11f)).isEqualTo((short) 0x3C02);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      float value = (float) (random.nextDouble() * 2 - 1) * (i % 2 == 0 ? 1 : 0x1p-13f);
      float error =
          Math.abs(VectorFormat.HalfFloat.toFloat(VectorFormat.HalfFloat.of(value)) - value);
      assertThat(error <= Math.max(Math.abs(value) * 0x1p-11f, 0x1p-25f)).isTrue();
    }
  }

  @Test
  void refusesWhatItCannotHold() {
    assertThatThrownBy(() -> VectorFormat.HalfFloat.of(70_000)).hasMessageContaining("70000");
    assertThatThrownBy(() -> VectorFormat.HalfFloat.of(Float.NaN)).hasMessageContaining("NaN");
  }
}
