package io.medsift.review.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.verdict.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static List<Position> positions(int partitions, int each) {
    List<Position> positions = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      for (int offset = 0; offset < each; offset++) {
        positions.add(new Position("samples", partition, offset));
      }
    }
    return positions;
  }

  @Test
  void isTheSameForASeedWhateverOrderPositionsComeIn() {
    List<Position> positions = positions(3, 200);
    List<Position> drawn = new Draw(7, 20).of(positions);
    Collections.shuffle(positions, new Random(1));
    assertThat(new Draw(7, 20).of(positions)).isEqualTo(drawn).doesNotHaveDuplicates().hasSize(20);
    assertThat(new Draw(7, 5).of(positions)).isEqualTo(drawn.subList(0, 5));
    assertThat(new Draw(8, 20).of(positions)).isNotEqualTo(drawn);
    // It must be the same tomorrow and elsewhere, so it is written down.
    assertThat(drawn.subList(0, 3).toString())
        .isEqualTo("[samples/0@87, samples/2@56, samples/1@116]");
    assertThat(new Draw(7, 20).of(positions(1, 4))).hasSize(4);
    assertThat(new Draw(7, 20).of(List.of())).isEmpty();
    assertThatThrownBy(() -> new Draw(7, 0)).hasMessageContaining("at least one sample, got 0");
  }

  @Test
  void newVerdictsEnterWithoutReorderingOthers() {
    List<Position> before = new Draw(3, 30).of(positions(2, 100));
    List<Position> after = new Draw(3, 30).of(positions(2, 150));
    List<Position> kept = new ArrayList<>(before);
    kept.retainAll(after);
    List<Position> old = new ArrayList<>(after);
    old.removeIf(each -> each.offset() >= 100);
    assertThat(old).isEqualTo(kept).hasSizeBetween(10, 29);
    assertThat(before.subList(0, kept.size())).isEqualTo(kept);
  }

  /** Each position, wherever it lies, and with each seed. */
  @Test
  void drawsEachAsOftenAsAnyOther() {
    List<Position> positions = positions(4, 25);
    long[] drawn = new long[100];
    long[] places = new long[10];
    int seeds = 2_000;
    IntStream.range(0, seeds)
        .forEach(
            seed -> {
              List<Position> of = new Draw(seed, 10).of(positions);
              of.forEach(each -> drawn[each.partition() * 25 + (int) each.offset()]++);
              places[(int) of.get(0).offset() * 10 / 25]++;
            });
    // Chi squared with 99 and 9 degrees of freedom; a thousandth is beyond 148 and 28.
    assertThat(chiSquared(drawn, seeds / 10.0)).isLessThan(148);
    assertThat(LongStream.of(places).sum()).isEqualTo(seeds);
  }

  private static double chiSquared(long[] counts, double expected) {
    return LongStream.of(counts)
        .mapToDouble(count -> Math.pow(count - expected, 2) / expected)
        .sum();
  }
}
