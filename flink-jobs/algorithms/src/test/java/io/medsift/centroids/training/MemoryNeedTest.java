package io.medsift.centroids.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryNeedTest {

  private static final long GIGA = 1_000_000_000;
  private static final MemoryNeed NEED =
      MemoryNeed.of(TrainingSettings.of(50_000, 1), 8_000_000, 384, 8_000_000L * 1536, 2);

  @Test
  void fiftyThousandCentroidsOfEightMillionPromptsFitTheDefaultHeap() {
    assertThat(NEED.heap()).isBetween(GIGA, 3 * GIGA);
    assertThat(NEED.describe()).endsWith("12.3 GB of vectors mapped from disk");
    assertThat(NEED.shortage(3 * GIGA, 8 * GIGA)).isEmpty();
    assertThat(NEED.readsFromDisk(8 * GIGA)).isTrue();
    assertThat(NEED.readsFromDisk(32 * GIGA)).isFalse();
  }

  @Test
  void saysWhatIsShort() {
    assertThat(NEED.shortage(GIGA / 2, 8 * GIGA).orElseThrow())
        .matches("[0-9.]+ GB of heap are needed, 500 MB are allowed");
    assertThat(NEED.shortage(3 * GIGA, GIGA).orElseThrow())
        .matches("[0-9.]+ GB are needed, the machine has 1.0 GB");
  }
}
