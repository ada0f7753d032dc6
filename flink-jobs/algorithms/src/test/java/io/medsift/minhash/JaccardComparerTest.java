package io.medsift.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JaccardComparerTest {
  private final JaccardComparer comparer = new JaccardComparer();

  @Test
  void equalsTheDefinitionOnRandomSets() {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      int[] a = randomSet(random);
      int[] b = randomSet(random);
      comparer.hold(a);
      assertThat(comparer.similarity(b)).isEqualTo(definition(a, b));
      assertThat(JaccardComparer.bound(a.length, b.length))
          .isGreaterThanOrEqualTo(definition(a, b));
    }
  }

  @Test
  void seventyPercentIsSeventyPercent() {
    for (int unit = 1; unit < 3_000; unit++) {
      int[] a = range(0, 7 * unit);
      int[] b = range(0, 10 * unit);
      comparer.hold(a);
      assertThat(comparer.similarity(b)).isGreaterThanOrEqualTo(0.7);
      unit += unit / 5;
    }
  }

  @Test
  void emptySetsAreNotSimilar() {
    comparer.hold(new int[0]);
    assertThat(comparer.similarity(new int[0])).isZero();
    assertThat(comparer.similarity(new int[] {0})).isZero();
  }

  /** Elements that are equal in the bits by which a table is usually looked up. */
  @Test
  void elementsMadeToMeetDoNotMakeItSlow() {
    int size = 1 << 14;
    Growth.requireLinear(
        "comparing sets that are equal in their low bits",
        lowBitsEqual(size / Growth.FACTOR),
        lowBitsEqual(size),
        set -> {
          comparer.hold(set);
          assertThat(comparer.similarity(set)).isEqualTo(1);
        });
  }

  private static int[] lowBitsEqual(int size) {
    int[] set = new int[size];
    Arrays.setAll(set, i -> (i + 1) << 16);
    return set;
  }

  private static int[] range(int from, int to) {
    int[] set = new int[to - from];
    Arrays.setAll(set, i -> from + i);
    return set;
  }

  private static int[] randomSet(Random random) {
    return random.ints(random.nextInt(60), -20, 20).distinct().toArray();
  }

  private static double definition(int[] a, int[] b) {
    Set<Integer> left = Arrays.stream(a).boxed().collect(Collectors.toSet());
    Set<Integer> both = new HashSet<>(left);
    Set<Integer> right = Arrays.stream(b).boxed().collect(Collectors.toSet());
    both.retainAll(right);
    left.addAll(right);
    return left.isEmpty() ? 0 : (double) both.size() / left.size();
  }
}
