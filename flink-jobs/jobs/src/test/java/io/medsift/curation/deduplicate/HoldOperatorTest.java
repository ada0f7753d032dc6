package io.medsift.curation.deduplicate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.deduplicate.BandsOperator.Candidates;
import io.medsift.curation.deduplicate.HoldOperator.CompareRequest;
import io.medsift.curation.deduplicate.HoldOperator.ShingleSet;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.state.Rank;
import io.medsift.minhash.Signature;
import io.medsift.verdict.Findings;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

class HoldOperatorTest {
  private static final Shards SHARDS = Plans.withShards(8).shards();
  private static final int[] SHINGLES = {3, 1, 4};

  private static final RecursiveComparisonConfiguration EQUAL_FINDINGS =
      RecursiveComparisonConfiguration.builder()
          .withEqualsForType(Findings::equals, Findings.class)
          .build();

  @Test
  void asksForEachPairOnceInTheShardOfTheEarlierSample() throws Exception {
    try (var hold = hold().start()) {
      hold.left(sample(9));
      hold.right(candidates(9, 1, 2, 3));
      hold.right(candidates(9, 2, 3, 4));
      hold.watermark(8);
      assertThat(hold.output()).isEmpty();
      hold.watermark(9);

      List<Rank> asked = new ArrayList<>();
      for (CompareRequest request : hold.output(HoldOperator.REQUESTS)) {
        assertThat(request.sample()).isEqualTo(rank(9));
        assertThat(request.shingles()).containsExactly(SHINGLES);
        for (Rank earlier : Rank.unpack(request.earlier())) {
          assertThat(request.shard()).isEqualTo(SHARDS.keyOf(earlier.position()));
          asked.add(earlier);
        }
      }
      assertThat(asked).containsExactlyInAnyOrder(rank(1), rank(2), rank(3), rank(4));
    }
  }

  @Test
  void sendsShinglesAndSampleOnInTheirShard() throws Exception {
    try (var hold = hold().start()) {
      hold.left(sample(9));
      hold.watermark(9);

      int home = SHARDS.keyOf(rank(9).position());
      assertThat(hold.output(HoldOperator.REQUESTS)).isEmpty();
      assertThat(hold.output(HoldOperator.SETS))
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(new ShingleSet(home, rank(9), "s9", SHINGLES));
      assertThat(hold.output())
          .usingRecursiveFieldByFieldElementComparator(EQUAL_FINDINGS)
          .containsExactly(sample(9).withoutSignature());
    }
  }

  @Test
  void samplesAndTheirPairsSurviveARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var hold = hold().start()) {
      hold.left(sample(9));
      hold.right(candidates(9, 1));
      snapshot = hold.snapshot();
    }
    try (var hold = hold().restore(snapshot)) {
      hold.right(candidates(9, 2));
      hold.watermark(9);

      assertThat(hold.output())
          .usingRecursiveFieldByFieldElementComparator(EQUAL_FINDINGS)
          .containsExactly(sample(9).withoutSignature());
      assertThat(hold.output(HoldOperator.REQUESTS))
          .flatExtracting(request -> Rank.unpack(request.earlier()))
          .containsExactlyInAnyOrder(rank(1), rank(2));
    }
  }

  private static OperatorHarness<SignedSample, Candidates, SignedSample> hold() throws Exception {
    return OperatorHarness.keyed(
        new HoldOperator(Plans.withShards(8)), SHARDS::keyOf, Candidates::shard, Subtask.ONLY);
  }

  private static SignedSample sample(long time) {
    byte[] json = "{}".getBytes(UTF_8);
    Envelope envelope =
        new Envelope(
            rank(time),
            time,
            false,
            false,
            "s" + time,
            "public_medical",
            "x",
            json,
            Findings.NONE,
            null);
    return new SignedSample(envelope, null, null, new Signature(1, 2, new long[0], SHINGLES));
  }

  private static Candidates candidates(long sample, long... earlier) {
    List<Rank> ranks = new ArrayList<>();
    for (long time : earlier) {
      ranks.add(rank(time));
    }
    return new Candidates(SHARDS.keyOf(rank(sample).position()), rank(sample), Rank.pack(ranks));
  }

  private static Rank rank(long time) {
    return new Rank(time, 0, time);
  }
}
