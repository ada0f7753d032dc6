package io.medsift.centroids.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Shares out a number in proportion to sizes. */
final class Shares {

  private Shares() {}

  /**
   * Integers that add up to {@code total}, none larger than its size and none zero where the size
   * is not, if that is possible.
   *
   * @param total at most the sum of the sizes
   */
  static int[] of(int total, int[] sizes) {
    long sum = Arrays.stream(sizes).asLongStream().sum();
    int[] shares = new int[sizes.length];
    double[] rest = new double[sizes.length];
    int left = total;
    for (int i = 0; i < sizes.length; i++) {
      double exact = (double) total * sizes[i] / sum;
      shares[i] = Math.min(sizes[i], Math.max(sizes[i] > 0 ? 1 : 0, (int) exact));
      rest[i] = exact - shares[i];
      left -= shares[i];
    }
    while (left != 0) {
      int step = Integer.signum(left);
      int[] order =
          IntStream.range(0, sizes.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> -step * rest[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      boolean changed = false;
      for (int i : order) {
        if (left != 0 && (step > 0 ? shares[i] < sizes[i] : shares[i] > 1)) {
          shares[i] += step;
          rest[i] -= step;
          left -= step;
          changed = true;
        }
      }
      if (!changed) {
        throw new IllegalArgumentException(
            "cannot share " + total + " among sizes that add up to " + sum);
      }
    }
    return shares;
  }
}
