package io.medsift.curation.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownBandsTest {
  private static final int SHARDS = 3;
  private static final int BANDS = 1_000;

  @Test
  void neverCallsABandNewThatStateHoldsHoweverFarItHasRead() throws Exception {
    Map<Integer, List<Long>> state = new HashMap<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int shard = 0; shard < SHARDS; shard++) {
      state.put(shard, new ArrayList<>(random.longs(BANDS).boxed().toList()));
    }
    KnownBands known = new KnownBands(KnownBands.mostBytes(), state.keySet());

    for (int read = 0; read <= SHARDS * BANDS + SHARDS; read += 37) {
      assertHeld(known, state);
      long added = random.nextLong();
      known.add(added);
      assertThat(mayHold(known, read % SHARDS, added)).isTrue();
      known.readOn(shard -> state.get(shard).iterator(), 37);
    }
    known.readOn(shard -> state.get(shard).iterator(), Integer.MAX_VALUE);
    assertHeld(known, state);
  }

  @Test
  void callsBandsNewOnceTheStateOfTheirShardIsRead() throws Exception {
    Map<Integer, List<Long>> state = Map.of(0, List.of(1L), 1, List.of(2L));
    KnownBands known = new KnownBands(KnownBands.mostBytes(), List.of(0, 1));

    assertThat(mayHold(known, 0, 5)).isTrue();
    known.readOn(shard -> state.get(shard).iterator(), 2);
    assertThat(mayHold(known, 0, 5)).isFalse();
    assertThat(mayHold(known, 1, 5)).isTrue();
    known.readOn(shard -> state.get(shard).iterator(), 2);
    assertThat(mayHold(known, 1, 5)).isFalse();
  }

  @Test
  void callsEveryBandNewWhereTheJobBeginsWithoutState() {
    assertThat(mayHold(new KnownBands(KnownBands.mostBytes(), List.of()), 0, 5)).isFalse();
  }

  private static void assertHeld(KnownBands known, Map<Integer, List<Long>> state) {
    state.forEach(
        (shard, bands) -> bands.forEach(band -> assertThat(mayHold(known, shard, band)).isTrue()));
  }

  private static boolean mayHold(KnownBands known, int shard, long band) {
    boolean[] answers = new boolean[1];
    known.mayHold(new long[] {band}, any -> shard, answers);
    return answers[0];
  }
}
