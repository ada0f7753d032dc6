package io.medsift.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashFilterTest {
  private static final long SMALL = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, 150_000, 700_000})
  void neverMissesWhatWasAddedAlsoBeyondItsBound(int added) {
    HashFilter filter = new HashFilter(SMALL);
    new SplittableRandom(1).longs(added).forEach(filter::add);

    assertThat(new SplittableRandom(1).longs(added)).allMatch(filter::mayContain);
    assertThat(filter.bytes()).isLessThanOrEqualTo(SMALL);
  }

  @Test
  void takesFewOthersForAddedUpToItsBound() {
    HashFilter filter = new HashFilter(SMALL);
    new SplittableRandom(1).longs(250_000).forEach(filter::add);

    long taken = new SplittableRandom(2).longs(100_000).filter(filter::mayContain).count();

    assertThat(filter.isFull()).isFalse();
    assertThat(taken).isLessThan(1_000);
  }

  @Test
  void isOfUseAtFourTimesItsBound() {
    HashFilter filter = new HashFilter(SMALL);
    new SplittableRandom(1).longs(1_000_000).forEach(filter::add);

    long taken = new SplittableRandom(2).longs(100_000).filter(filter::mayContain).count();

    assertThat(filter.isFull()).isTrue();
    assertThat(taken).isLessThan(60_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, 150_000, 700_000})
  void saysOfManyWhatItSaysOfEach(int added) {
    HashFilter filter = new HashFilter(SMALL);
    new SplittableRandom(1).longs(added).forEach(filter::add);
    long[] hashes =
        LongStream.concat(
                new SplittableRandom(1).longs(1_000), new SplittableRandom(2).longs(1_000))
            .toArray();

    boolean[] answers = new boolean[hashes.length + 1];
    Arrays.fill(answers, true);
    filter.mayContain(hashes, answers);

    for (int i = 0; i < hashes.length; i++) {
      assertThat(answers[i]).isEqualTo(filter.mayContain(hashes[i]));
    }
  }

  @Test
  void holdsHashesOfEveryKind() {
    HashFilter filter = new HashFilter(SMALL);
    long[] hashes = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32};

    for (long hash : hashes) {
      assertThat(filter.mayContain(hash)).isFalse();
      filter.add(hash);
      assertThat(filter.mayContain(hash)).isTrue();
    }
  }
}
