package io.medsift.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.review.text.Formats;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void saysHowFarHowFastAndHowLong() {
    ProgressLine line = new ProgressLine(10_000);
    assertThat(line.update(progress(0, 0, Map.of(), 0), 0))
        .isEqualTo("  0%  0 of 10,000 read  0 accepted  0 rejected  0 dead letters");
    assertThat(
            line.update(
                progress(3_000, 1_500, Map.of("NEAR_DUPLICATE", 450L, "LOW_SCORE", 30L), 20),
                2 * SECOND))
        .isEqualTo(
            " 30%  3,000 of 10,000 read  1,500 accepted  480 rejected (near duplicate 450, low"
                + " score 30)  20 dead letters  1,500/s  5 s left");
  }

  @Test
  void saysThatVerdictsAreLeftWhenAllIsRead() {
    ProgressLine line = new ProgressLine(100);
    line.update(progress(50, 0, Map.of(), 0), 0);
    assertThat(line.update(progress(100, 39, Map.of(), 1), SECOND))
        .isEqualTo("100%  100 of 100 read  39 accepted  0 rejected  1 dead letter  60 to decide");
  }

  @Test
  void writesSmallRatesWithADigitBehindThePoint() {
    assertThat(Pace.rate(0.26)).isEqualTo("0.3");
    assertThat(Pace.rate(1_234.5)).isEqualTo("1,235");
  }

  @Test
  void namesOnlyTheMostFrequentReasons() {
    assertThat(
            new ProgressLine(100)
                .update(progress(9, 0, Map.of("A", 1L, "B", 2L, "C", 3L, "D", 3L), 0), 0))
        .contains("9 rejected (c 3, d 3, b 2, …)");
  }

  @Test
  void neverPassesTheEnd() {
    assertThat(new ProgressLine(10).update(progress(30, 30, Map.of(), 0), 0))
        .startsWith("100%  10 of 10 read");
  }

  @Test
  void knowsNoEndOfAJobThatRunsForEver() {
    ProgressLine line = ProgressLine.endless();
    line.update(progress(0, 0, Map.of(), 0), 0);
    assertThat(line.update(progress(10, 10, Map.of(), 0), SECOND))
        .isEqualTo("10 read  10 accepted  0 rejected  0 dead letters  10/s");
  }

  @Test
  void writesDurationsForPeople() {
    assertThat(Formats.duration(45.4)).isEqualTo("45 s");
    assertThat(Formats.duration(185)).isEqualTo("3 min 05 s");
    assertThat(Formats.duration(7_621)).isEqualTo("2 h 07 min");
  }

  private static ProgressLine.Counts progress(
      long read, long accepted, Map<String, Long> rejected, long deadLetters) {
    return new ProgressLine.Counts(read, accepted, new TreeMap<>(rejected), deadLetters);
  }
}
