package io.medsift.centroids.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharesTest {

  @Test
  void areInProportionToTheSizes() {
    assertThat(Start.Shares.of(10, new int[] {50, 30, 20})).containsExactly(5, 3, 2);
    assertThat(Start.Shares.of(3, new int[] {1000, 1, 0})).containsExactly(2, 1, 0);
  }

  @Test
  void addUpWithinTheirBounds() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 500; round++) {
      int[] sizes = random.ints(1 + round % 20, 0, 50).toArray();
      int sum = Arrays.stream(sizes).sum();
      int nonEmpty = (int) Arrays.stream(sizes).filter(size -> size > 0).count();
      if (sum == 0) {
        continue;
      }
      int total = random.nextInt(nonEmpty, sum + 1);
      int[] shares = Start.Shares.of(total, sizes);
      assertThat(Arrays.stream(shares).sum()).isEqualTo(total);
      for (int i = 0; i < sizes.length; i++) {
        assertThat(shares[i]).isBetween(Math.min(1, sizes[i]), sizes[i]);
      }
    }
  }

  @Test
  void refuseMoreThanThereIs() {
    assertThatThrownBy(() -> Start.Shares.of(5, new int[] {1, 2}))
        .hasMessage("cannot share 5 among sizes that add up to 3");
  }
}
