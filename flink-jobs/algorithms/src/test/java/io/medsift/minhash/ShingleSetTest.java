package io.medsift.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShingleSetTest {
  private final ShingleSet shingles = new ShingleSet(1);

  /** Anyone can make a text whose shingles have hashes that are equal in their low bits. */
  @Test
  void tokensMadeToMeetDoNotMakeItSlow() {
    int count = 1 << 14;
    Growth.requireLinear(
        "reading tokens whose hashes are equal in their low bits",
        lowBitsEqual(count / Growth.FACTOR),
        lowBitsEqual(count),
        tokens -> {
          shingles.read(tokens, tokens.length);
          assertThat(shingles.size()).isEqualTo(tokens.length);
        });
  }

  @Test
  void aHugeTextLeavesNoTraceInLaterOnes() {
    shingles.read(lowBitsEqual(1 << 15), 1 << 15);
    shingles.read(new long[] {1, 2, 1}, 3);

    assertThat(shingles.size()).isEqualTo(2);
    assertThat(shingles.toArray()).doesNotHaveDuplicates();
  }

  private static long[] lowBitsEqual(int count) {
    long[] tokens = new long[count];
    Arrays.setAll(tokens, i -> unmixed((long) (i + 1) << 17) - 1);
    return tokens;
  }

  private static long unmixed(long hash) {
    long h = hash ^ (hash >>> 33);
    h *= inverse(0xc4ceb9fe1a85ec53L);
    h ^= h >>> 33;
    h *= inverse(0xff51afd7ed558ccdL);
    return h ^ (h >>> 33);
  }

  private static long inverse(long factor) {
    BigInteger two64 = BigInteger.ONE.shiftLeft(64);
    return BigInteger.valueOf(factor).mod(two64).modInverse(two64).longValue();
  }
}
