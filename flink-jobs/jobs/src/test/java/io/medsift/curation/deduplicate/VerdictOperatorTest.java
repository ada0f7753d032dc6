package io.medsift.curation.deduplicate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.codec.SampleLimits;
import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.deduplicate.ResolverOperator.RejectedSample;
import io.medsift.curation.deduplicate.ResolverOperator.Rejection;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.state.Rank;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Findings;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class VerdictOperatorTest {
  private static final Shards SHARDS = Plans.withShards(8).shards();
  private static final Rejection NEAR = new Rejection(position(1), "s1", .8, null, false);
  private static final Rejection COPY = new Rejection(position(1), "s1", .8, position(2), true);

  private enum Reading {
    FIRST,
    LATE,
    AGAIN
  }

  @Test
  void decidesWhenTheWatermarkHasPassedASample() throws Exception {
    try (var decide = decide().start()) {
      decide.left(sample(3, 3, Reading.FIRST));
      decide.left(sample(2, 2, Reading.FIRST));
      decide.left(sample(1, 1, Reading.FIRST));
      decide.right(rejection(2, 2, NEAR));
      decide.watermark(2);
      assertThat(verdicts(decide)).containsOnlyKeys("s1", "s2");
      decide.right(rejection(3, 3, COPY));
      decide.watermark(3);
      assertThat(verdicts(decide)).containsOnlyKeys("s3");
    }
  }

  @Test
  void saysWhyAndInWhoseFavour() throws Exception {
    try (var decide = decide().start()) {
      decide.left(sample(1, 1, Reading.FIRST));
      decide.left(sample(2, 2, Reading.FIRST));
      decide.left(sample(3, 3, Reading.FIRST));
      decide.right(rejection(2, 2, NEAR));
      decide.right(rejection(3, 3, COPY));
      decide.watermark(3);

      Map<String, Verdict> verdicts = verdicts(decide);
      Position kept = new Position("samples", 0, 1);
      assertThat(verdicts.get("s1").decision()).isEqualTo(Decision.ACCEPTED);
      assertThat(verdicts.get("s2").reason()).isEqualTo(Reason.NEAR_DUPLICATE);
      assertThat(verdicts.get("s2").evidence())
          .isEqualTo(new Evidence.Duplicate("s1", kept, .8, null));
      assertThat(verdicts.get("s3").reason()).isEqualTo(Reason.EXACT_COPY);
      assertThat(verdicts.get("s3").evidence())
          .isEqualTo(new Evidence.Duplicate("s1", kept, .8, new Position("samples", 0, 2)));
      assertThat(verdicts.get("s3").position()).isEqualTo(new Position("samples", 0, 3));
    }
  }

  @Test
  void samplesAndRejectionsThatWaitSurviveARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var decide = decide().start()) {
      decide.left(sample(1, 1, Reading.FIRST));
      decide.left(sample(2, 2, Reading.FIRST));
      decide.right(rejection(2, 2, NEAR));
      snapshot = decide.snapshot();
    }
    try (var decide = decide().restore(snapshot)) {
      decide.watermark(2);

      assertThat(decisions(decide))
          .isEqualTo(Map.of("s1", Decision.ACCEPTED, "s2", Decision.REJECTED));
    }
  }

  @Test
  void aSampleReadAgainRepeatsItsFirstVerdict() throws Exception {
    OperatorSubtaskState snapshot;
    Map<String, Verdict> first;
    try (var decide = decide().start()) {
      decide.left(sample(1, 1, Reading.FIRST));
      decide.left(sample(2, 2, Reading.FIRST));
      decide.right(rejection(2, 2, NEAR));
      decide.watermark(2);
      first = verdicts(decide);
      snapshot = decide.snapshot();
    }
    try (var decide = decide().restore(snapshot)) {
      decide.left(sample(1, 5, Reading.AGAIN));
      decide.left(sample(2, 5, Reading.AGAIN));
      decide.watermark(5);

      Map<String, Verdict> again = verdicts(decide);
      assertThat(again).containsOnlyKeys(first.keySet());
      again.forEach(
          (id, verdict) -> {
            assertThat(verdict.repeated()).isTrue();
            assertThat(verdict.decision()).isEqualTo(first.get(id).decision());
            assertThat(verdict.evidence()).isEqualTo(first.get(id).evidence());
          });
    }
  }

  @Test
  void aSampleReadAgainThatWasNeverDecidedGetsAFreshVerdict() throws Exception {
    try (var decide = decide().start()) {
      decide.left(sample(2, 5, Reading.AGAIN));
      decide.right(rejection(2, 5, NEAR));
      decide.left(sample(3, 5, Reading.AGAIN));
      decide.watermark(5);

      assertThat(decisions(decide))
          .isEqualTo(Map.of("s2", Decision.REJECTED, "s3", Decision.ACCEPTED));
    }
  }

  @Test
  void aLateSampleThatWaitedThroughARestartAgreesWithItsRepetitionThatCameFirst() throws Exception {
    OperatorSubtaskState snapshot;
    try (var decide = decide().start()) {
      decide.left(sample(2, 50, Reading.LATE));
      snapshot = decide.snapshot();
    }
    try (var decide = decide().restore(snapshot)) {
      decide.left(sample(2, 20, Reading.AGAIN));
      decide.right(rejection(2, 20, NEAR));
      decide.watermark(20);
      assertThat(decisions(decide)).isEqualTo(Map.of("s2", Decision.REJECTED));
      decide.watermark(50);
      assertThat(decisions(decide)).isEqualTo(Map.of("s2", Decision.REJECTED));
    }
  }

  private static OperatorHarness<SignedSample, RejectedSample, OutputRecord> decide()
      throws Exception {
    VerdictWriter writer =
        new VerdictWriter(
            "samples", new RecipeStamp("test", "0"), Map.of(), SampleLimits.DEFAULT, false);
    return OperatorHarness.keyed(
        new VerdictOperator(Plans.withShards(8), Map.of(), writer),
        SHARDS::keyOf,
        RejectedSample::shard,
        Subtask.ONLY);
  }

  private static Map<String, Verdict> verdicts(
      OperatorHarness<SignedSample, RejectedSample, OutputRecord> decide) throws Exception {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (OutputRecord row : decide.output()) {
      CuratedRow curated = RowCodec.readRow(row.value());
      assertThat(row.kind())
          .isEqualTo(
              curated.verdict().decision() == Decision.ACCEPTED
                  ? OutputRecord.Kind.ACCEPTED
                  : OutputRecord.Kind.REJECTED);
      verdicts.put(new String(row.key(), UTF_8), curated.verdict());
    }
    return verdicts;
  }

  private static Map<String, Decision> decisions(
      OperatorHarness<SignedSample, RejectedSample, OutputRecord> decide) throws Exception {
    Map<String, Decision> decisions = new TreeMap<>();
    verdicts(decide).forEach((id, verdict) -> decisions.put(id, verdict.decision()));
    return decisions;
  }

  private static SignedSample sample(long offset, long time, Reading reading) {
    String json =
        "{\"id\":\"s%d\",\"source\":\"x\",\"track\":\"public_medical\",\"prompt\":\"p\"}"
            .formatted(offset);
    Envelope envelope =
        new Envelope(
            new Rank(time, 0, offset),
            time,
            reading == Reading.LATE,
            reading == Reading.AGAIN,
            "s" + offset,
            "public_medical",
            "x",
            json.getBytes(UTF_8),
            Findings.NONE,
            null);
    return new SignedSample(envelope, null, null, null);
  }

  private static RejectedSample rejection(long offset, long time, Rejection rejection) {
    return new RejectedSample(SHARDS.keyOf(position(offset)), new Rank(time, 0, offset), rejection);
  }

  private static SamplePosition position(long offset) {
    return new SamplePosition(0, offset);
  }
}
