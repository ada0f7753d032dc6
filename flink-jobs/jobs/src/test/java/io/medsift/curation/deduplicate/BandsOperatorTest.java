package io.medsift.curation.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.curation.CurationJob;
import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.deduplicate.BandsOperator.Candidates;
import io.medsift.curation.deduplicate.CopiesOperator.SampleBands;
import io.medsift.curation.state.Rank;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandsOperatorTest {

  @Test
  void pairsASampleWithThoseOfLowerRankThatShareABand() throws Exception {
    try (var bands = bands(Plans.withCap(32)).start()) {
      bands.left(message(3, 40, 8));
      bands.left(message(1, 40, 7, 8));
      bands.left(message(2, 40, 7));
      bands.watermark(3);

      assertThat(pairs(bands))
          .isEqualTo(Map.of(rank(2), List.of(rank(1)), rank(3), List.of(rank(1))));
    }
  }

  @Test
  void namesAnEarlierSampleOnceHoweverManyBandsTheyShare() throws Exception {
    try (var bands = bands(Plans.withCap(32)).start()) {
      bands.left(message(1, 40, 7, 8, 9));
      bands.left(message(2, 40, 7, 8, 9));
      bands.watermark(3);

      assertThat(pairs(bands)).isEqualTo(Map.of(rank(2), List.of(rank(1))));
      assertThat(bands.count("candidate_pairs")).isEqualTo(1);
    }
  }

  @Test
  void aFullBucketKeepsTheLowestRanksAndIsStillComparedWith() throws Exception {
    try (var bands = bands(Plans.withCap(2)).start()) {
      bands.left(message(4, 40, 7));
      bands.left(message(3, 40, 7));
      bands.left(message(2, 40, 7));
      bands.left(message(1, 40, 7));
      bands.watermark(3);
      bands.watermark(4);

      assertThat(pairs(bands))
          .isEqualTo(
              Map.of(
                  rank(2), List.of(rank(1)),
                  rank(3), List.of(rank(1), rank(2)),
                  rank(4), List.of(rank(1), rank(2))));
      assertThat(bands.count("full_bucket_hits")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"70, 100, true", "69, 100, false", "100, 70, true", "100, 69, false", "7, 10, true"})
  void leavesOutOnlySizesThatCannotReachTheThreshold(int earlier, int later, boolean paired)
      throws Exception {
    try (var bands = bands(Plans.withCap(32)).start()) {
      bands.left(message(1, earlier, 7));
      bands.left(message(2, later, 7));
      bands.watermark(3);

      assertThat(pairs(bands).containsKey(rank(2))).isEqualTo(paired);
    }
  }

  @Test
  void bucketsSurviveARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var bands = bands(Plans.withCap(32)).start()) {
      bands.left(message(1, 40, 7));
      bands.left(message(5, 40, 7));
      bands.watermark(3);
      snapshot = bands.snapshot();
    }
    try (var bands = bands(Plans.withCap(32)).restore(snapshot)) {
      bands.left(message(4, 40, 7));
      bands.watermark(6);

      assertThat(pairs(bands))
          .isEqualTo(Map.of(rank(4), List.of(rank(1)), rank(5), List.of(rank(1), rank(4))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 1_000_000})
  void findsBandsInStateAfterRestoreRescaleAndMerge(int mostRecent) throws Exception {
    DeduplicationPlan plan = Plans.withShards(8);
    int samples = 60;
    OperatorSubtaskState one;
    try (var bands = bands(plan, Subtask.ONLY, mostRecent).start()) {
      for (int i = 1; i <= samples; i++) {
        bands.left(inShard(plan, i, i));
      }
      bands.watermark(samples);
      one = bands.snapshot();
    }
    OperatorSubtaskState[] halves = new OperatorSubtaskState[2];
    int found = 0;
    for (int i = 0; i < 2; i++) {
      Subtask half = new Subtask(i, 2);
      try (var bands = bands(plan, half, mostRecent).restore(one)) {
        found += repeat(bands, plan, half, samples, samples + 1);
        halves[i] = bands.snapshot();
      }
    }
    assertThat(found).isEqualTo(samples);
    // What waited goes to pages while it is restored, and the other way round.
    try (var bands = bands(plan, Subtask.ONLY, 1_000_000 / mostRecent).restore(halves)) {
      assertThat(repeat(bands, plan, Subtask.ONLY, samples, 3 * samples)).isEqualTo(samples);
      // By now the filter has read all keys; what it does not know is looked up no more.
      assertThat(repeat(bands, plan, Subtask.ONLY, samples, 5 * samples)).isEqualTo(samples);
    }
  }

  /**
   * Bands that wait for their pages, some since before a restart; on pages, which are appended to
   * and split; and in buckets once the filter is full.
   */
  @ParameterizedTest
  @CsvSource({
    "4, 20000, 50000000, 1",
    "4, 20000, 50000000, 3000",
    "4, 20000, 50000000, 1000000",
    "40, 100000, 0, 1",
    "40, 100000, 60000, 50000"
  })
  void findsTheSameAsAMapOfBuckets(
      int bandsOfSample, int differentBands, long filterBytes, int mostRecent) throws Exception {
    DeduplicationPlan plan = Plans.withShards(8);
    SplittableRandom random = new SplittableRandom(3);
    Map<Long, List<Rank>> buckets = new HashMap<>();
    OperatorSubtaskState state = null;
    long time = 0;
    for (int round = 0; round < 3; round++) {
      try (var bands =
          OperatorHarness.keyed(
              new BandsOperator(plan, filterBytes, mostRecent), SampleBands::shard, Subtask.ONLY)) {
        var running = state == null ? bands.start() : bands.restore(state);
        for (int mark = 0; mark < 2; mark++) {
          Map<Rank, Set<Rank>> expected = new HashMap<>();
          for (int i = 0; i < 1_000; i++) {
            time++;
            long[] some =
                random
                    .longs(bandsOfSample, 0, differentBands)
                    .map(BandsOperatorTest::mixed)
                    .distinct()
                    .toArray();
            running.left(new SampleBands(plan.shards().keyOf(some[0]), rank(time), 40, some));
            for (long band : some) {
              List<Rank> bucket = buckets.computeIfAbsent(band, key -> new ArrayList<>());
              for (Rank earlier : bucket) {
                expected.computeIfAbsent(rank(time), key -> new HashSet<>()).add(earlier);
              }
              if (bucket.size() < 32) {
                bucket.add(rank(time));
              }
            }
          }
          running.watermark(time);
          Map<Rank, Set<Rank>> found = new HashMap<>();
          pairs(running).forEach((sample, earlier) -> found.put(sample, new HashSet<>(earlier)));
          assertThat(found).isEqualTo(expected);
          state = running.snapshot();
        }
      }
    }
  }

  private static long mixed(long value) {
    return (value * 0x9e3779b97f4a7c15L) ^ ((value * 0xd6e8feb86659fd93L) >>> 32);
  }

  @Test
  void whatWaitsForSeveralShardsGoesToEachAfterARescale() throws Exception {
    DeduplicationPlan plan = Plans.withShards(8);
    OperatorSubtaskState snapshot;
    try (var bands = bands(plan).start()) {
      long[] many = LongStream.range(0, 40).toArray();
      bands.left(new SampleBands(plan.shards().keyOf(many[0]), rank(5), 40, many));
      snapshot = bands.snapshot();
    }
    int found = 0;
    for (int i = 0; i < 2; i++) {
      Subtask half = new Subtask(i, 2);
      try (var bands = bands(plan, half).restore(snapshot)) {
        // A lower rank that comes later, with one of the bands.
        found += repeat(bands, plan, half, 39, 5);
      }
    }
    assertThat(found).isEqualTo(39);
  }

  @Test
  void refusesABandOfAnotherSubtask() throws Exception {
    DeduplicationPlan plan = Plans.withShards(8);
    try (var bands = bands(plan, new Subtask(0, 2)).start()) {
      long[] many = LongStream.range(0, 40).toArray();
      int own = 0;
      while (KeyGroupRangeAssignment.assignKeyToParallelOperator(
              plan.shards().keyOf((long) own), CurationJob.MAX_PARALLELISM, 2)
          != 0) {
        own++;
      }
      int shard = plan.shards().keyOf((long) own);
      assertThatThrownBy(() -> bands.left(new SampleBands(shard, rank(5), 40, many)))
          .hasStackTraceContaining("must have the parallelism of find copies");
    }
  }

  /** Sends each band once more, and counts the samples that find the first with theirs. */
  private static int repeat(
      OperatorHarness<SampleBands, Void, Candidates> bands,
      DeduplicationPlan plan,
      Subtask subtask,
      int samples,
      int from)
      throws Exception {
    for (int i = 1; i <= samples; i++) {
      int key = plan.shards().keyOf((long) i);
      if (KeyGroupRangeAssignment.assignKeyToParallelOperator(
              key, CurationJob.MAX_PARALLELISM, subtask.parallelism())
          == subtask.index()) {
        bands.left(inShard(plan, from + i, i));
      }
    }
    bands.watermark(from + samples);
    int found = 0;
    for (Candidates candidates : bands.output()) {
      List<Rank> earlier = Rank.unpack(candidates.earlier());
      long first = earlier.get(0).time();
      found += first <= samples ? 1 : 0;
    }
    return found;
  }

  private static SampleBands inShard(DeduplicationPlan plan, long time, long band) {
    return new SampleBands(plan.shards().keyOf(band), rank(time), 40, new long[] {band});
  }

  @Test
  void addressesPairsToTheShardOfTheLaterSample() throws Exception {
    DeduplicationPlan plan = Plans.withShards(8);
    try (var bands = bands(plan).start()) {
      bands.left(new SampleBands(plan.shards().keyOf(7), rank(1), 40, new long[] {7}));
      bands.left(new SampleBands(plan.shards().keyOf(7), rank(2), 40, new long[] {7}));
      bands.watermark(3);

      assertThat(bands.output())
          .extracting(Candidates::shard)
          .containsExactly(plan.shards().keyOf(rank(2).position()));
    }
  }

  private static OperatorHarness<SampleBands, Void, Candidates> bands(DeduplicationPlan plan)
      throws Exception {
    return bands(plan, Subtask.ONLY);
  }

  private static OperatorHarness<SampleBands, Void, Candidates> bands(
      DeduplicationPlan plan, Subtask subtask) throws Exception {
    return bands(plan, subtask, 1_000);
  }

  private static OperatorHarness<SampleBands, Void, Candidates> bands(
      DeduplicationPlan plan, Subtask subtask, int mostRecent) throws Exception {
    return OperatorHarness.keyed(
        new BandsOperator(plan, KnownBands.mostBytes(), mostRecent), SampleBands::shard, subtask);
  }

  private static Rank rank(long time) {
    return new Rank(time, 0, time);
  }

  private static SampleBands message(long time, int size, long... bands) {
    return new SampleBands(Plans.withCap(1).shards().key(0), rank(time), size, bands);
  }

  private static Map<Rank, List<Rank>> pairs(OperatorHarness<SampleBands, Void, Candidates> bands) {
    Map<Rank, List<Rank>> pairs = new LinkedHashMap<>();
    for (Candidates candidates : bands.output()) {
      pairs.put(candidates.sample(), Rank.unpack(candidates.earlier()));
    }
    return pairs;
  }
}
