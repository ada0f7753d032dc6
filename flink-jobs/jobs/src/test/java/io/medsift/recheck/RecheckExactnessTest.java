package io.medsift.recheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revision.Action;
import io.medsift.verdict.Revision.Author;
import io.medsift.verdict.Revisions;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The property that defines a recheck, on small graphs, against the whole curation in one loop. */
class RecheckExactnessTest {
  private static final int SEEDS = 2_000;
  private static final String TOPIC = "samples";
  private static final VerdictLog LOG = new VerdictLog(TOPIC, range(), range(), null);
  private static final RecipeStamp RECIPE = new RecipeStamp("test", "0123456789abcdef");
  private static final ReviseFunction REVISING =
      new ReviseFunction(
          LOG,
          "recheck",
          RECIPE,
          new Revision.Index("new", List.of(new Revision.Index.Set("new", "c0ffee", 2))),
          Map.of("new", Set.of("i")),
          1);

  private static TopicRange range() {
    return new TopicRange(KafkaConnection.plain("none:1"), TOPIC, Map.of(), Map.of());
  }

  /**
   * Samples in rank order.
   *
   * @param near which of the earlier each is nearly the same as
   * @param settled which of them another gate rejects
   */
  private record Samples(boolean[][] near, BitSet settled) {
    static Samples of(Random random) {
      int count = 1 + random.nextInt(12);
      double density = random.nextDouble() * 0.6;
      boolean[][] near = new boolean[count][count];
      BitSet settled = new BitSet();
      for (int later = 0; later < count; later++) {
        settled.set(later, random.nextInt(6) == 0);
        for (int earlier = 0; earlier < later; earlier++) {
          near[later][earlier] = random.nextDouble() < density;
        }
      }
      return new Samples(near, settled);
    }

    int count() {
      return near.length;
    }

    /** Decides on those of {@code candidates}, greedily; {@code passed} are not asked again. */
    List<Verdict> decide(BitSet candidates, BitSet contaminated, BitSet passed) {
      List<Verdict> verdicts = new ArrayList<>();
      BitSet accepted = new BitSet();
      for (int at = candidates.nextSetBit(0); at >= 0; at = candidates.nextSetBit(at + 1)) {
        if (contaminated.get(at)) {
          verdicts.add(
              rejected(
                  at, Reason.SHARED_NGRAM, new LeakEvidence.SharedNgram("new", "i", "t", "t", 1)));
        } else if (settled.get(at) && !passed.get(at)) {
          verdicts.add(
              rejected(at, Reason.SHORT_PROMPT, new Evidence.Quality(null, null, null, "short")));
        } else {
          int kept = -1;
          for (int earlier = 0; earlier < at && kept < 0; earlier++) {
            kept = accepted.get(earlier) && near[at][earlier] ? earlier : -1;
          }
          accepted.set(at, kept < 0);
          verdicts.add(
              kept < 0
                  ? verdict(at, Decision.ACCEPTED, null, null)
                  : rejected(
                      at,
                      Reason.NEAR_DUPLICATE,
                      new Evidence.Duplicate("s" + kept, position(kept), 0.8, null)));
        }
      }
      return verdicts;
    }

    List<Verdict> curate(BitSet contaminated) {
      BitSet all = new BitSet();
      all.set(0, count());
      return decide(all, contaminated, new BitSet());
    }
  }

  private static Position position(int at) {
    return new Position(TOPIC, 0, at);
  }

  private static Verdict rejected(int at, Reason reason, Evidence evidence) {
    return verdict(at, Decision.REJECTED, reason, evidence);
  }

  private static Verdict verdict(int at, Decision decision, Reason reason, Evidence evidence) {
    return new Verdict(
        decision,
        reason == null ? null : reason.gate(),
        reason,
        evidence,
        List.of(),
        RECIPE,
        Map.of(),
        position(at),
        at,
        false,
        false);
  }

  private static BitSet accepted(List<Verdict> verdicts) {
    BitSet accepted = new BitSet();
    verdicts.stream()
        .filter(verdict -> verdict.decision() == Decision.ACCEPTED)
        .forEach(verdict -> accepted.set((int) verdict.position().offset()));
    return accepted;
  }

  private static WrittenVerdicts written(List<Verdict> verdicts, Revisions revisions) {
    WrittenVerdicts written = new WrittenVerdicts(TOPIC);
    verdicts.forEach(written::add);
    revisions.forEachLast(written::revise);
    return written;
  }

  private static List<Revision> recheck(
      Samples samples, WrittenVerdicts written, BitSet contaminated, boolean freeing)
      throws IOException {
    BitSet candidates = new BitSet();
    BitSet passed = new BitSet();
    for (int at = 0; at < samples.count(); at++) {
      SamplePosition sample = new SamplePosition(0, at);
      candidates.set(at, CandidateFunction.isCandidate(written, sample, freeing));
      passed.set(at, written.standing(sample) != WrittenVerdicts.Standing.CONTAMINATED);
    }
    List<Revision> revisions = new ArrayList<>();
    for (Verdict verdict : samples.decide(candidates, contaminated, passed)) {
      REVISING.revision(written, row(verdict)).ifPresent(revisions::add);
    }
    return revisions;
  }

  private static OutputRecord row(Verdict verdict) {
    long at = verdict.position().offset();
    return new OutputRecord(
        verdict.decision() == Decision.ACCEPTED
            ? OutputRecord.Kind.ACCEPTED
            : OutputRecord.Kind.REJECTED,
        new SamplePosition(0, at),
        ("s" + at).getBytes(UTF_8),
        RowCodec.rejected("{}".getBytes(UTF_8), verdict));
  }

  private static BitSet kept(Samples samples, WrittenVerdicts written) {
    BitSet kept = new BitSet();
    for (int at = 0; at < samples.count(); at++) {
      kept.set(at, written.kept(new SamplePosition(0, at)));
    }
    return kept;
  }

  private static BitSet random(Random random, int count, int oneIn) {
    BitSet set = new BitSet();
    for (int at = 0; at < count; at++) {
      set.set(at, random.nextInt(oneIn) == 0);
    }
    return set;
  }

  /** A recheck after another, and each against the curation from the start. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void acceptedLessRevokedAndReinstatedIsWhatAReplayAccepts(boolean freeing) throws Exception {
    long revoked = 0;
    long reinstated = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Samples samples = Samples.of(random);
      BitSet contaminated = random(random, samples.count(), 5);
      List<Verdict> first = samples.curate(contaminated);
      BitSet ofTheRun = (BitSet) contaminated.clone();
      Revisions revisions = new Revisions();
      for (int round = 0; round < 3; round++) {
        if (round == 2) {
          // A set of the recheck before has changed: what it revoked may come back.
          contaminated.and(ofTheRun);
        }
        if (freeing) {
          contaminated.andNot(random(random, samples.count(), 4));
        }
        contaminated.or(random(random, samples.count(), 5));
        List<Revision> made = recheck(samples, written(first, revisions), contaminated, freeing);
        for (Revision revision : made) {
          revisions.add(revision, 0);
          revoked += revision.keeps() ? 0 : 1;
          reinstated += revision.keeps() ? 1 : 0;
        }
        WrittenVerdicts revised = written(first, revisions);
        assertThat(kept(samples, revised))
            .as("seed %d, round %d", seed, round)
            .isEqualTo(accepted(samples.curate(contaminated)));
        assertThat(recheck(samples, revised, contaminated, freeing))
            .as("again, seed %d", seed)
            .isEmpty();
      }
    }
    // Chains: not only what repeats an item is revoked.
    assertThat(revoked).isGreaterThan(SEEDS);
    assertThat(reinstated).isGreaterThan(SEEDS / 4);
  }

  @Test
  void aReviewersWordStandsButForANewItem() throws Exception {
    WrittenVerdicts written = new WrittenVerdicts(TOPIC);
    Verdict accepted = verdict(0, Decision.ACCEPTED, null, null);
    Verdict duplicate =
        rejected(0, Reason.NEAR_DUPLICATE, new Evidence.Duplicate("s1", position(1), 0.8, null));
    Verdict leak =
        rejected(0, Reason.SHARED_NGRAM, new LeakEvidence.SharedNgram("new", "i", "t", "t", 1));
    Verdict oldLeak =
        rejected(0, Reason.SHARED_NGRAM, new LeakEvidence.SharedNgram("old", "i", "t", "t", 1));
    written.add(accepted);
    revise(written, reviewed(Action.REVOKE));
    assertThat(REVISING.revision(written, row(accepted))).isEmpty();

    written = new WrittenVerdicts(TOPIC);
    written.add(duplicate);
    revise(written, reviewed(Action.REINSTATE));
    assertThat(REVISING.revision(written, row(duplicate))).isEmpty();
    assertThat(REVISING.revision(written, row(oldLeak))).isEmpty();
    Optional<Revision> revision = REVISING.revision(written, row(leak));
    assertThat(revision).map(Revision::reason).contains(Reason.SHARED_NGRAM);
    assertThat(revision).map(Revision::evidence).contains(leak.evidence());
    Verdict oldItem =
        rejected(0, Reason.SHARED_NGRAM, new LeakEvidence.SharedNgram("new", "old", "t", "t", 1));
    assertThat(REVISING.revision(written, row(oldItem))).isEmpty();
  }

  /** The reviewer saw what the recheck had found, and took the sample back. */
  @Test
  void aReviewersWordStandsHoweverOftenTheSameItemIsFound() throws Exception {
    WrittenVerdicts written = new WrittenVerdicts(TOPIC);
    written.add(verdict(0, Decision.ACCEPTED, null, null));
    Verdict leak =
        rejected(0, Reason.SHARED_NGRAM, new LeakEvidence.SharedNgram("new", "i", "t", "t", 1));
    Revision revoked = REVISING.revision(written, row(leak)).orElseThrow();
    revise(written, revoked);
    revise(written, reviewed(Action.REINSTATE));
    assertThat(REVISING.revision(written, row(leak))).isEmpty();
  }

  /** Then it is decided as if nobody had looked at it. */
  @Test
  void aReviewersWordThatWasTakenBackIsNone() throws Exception {
    WrittenVerdicts written = new WrittenVerdicts(TOPIC);
    Verdict accepted = verdict(0, Decision.ACCEPTED, null, null);
    written.add(accepted);
    revise(written, reviewed(Action.REVOKE));
    revise(written, reviewed(Action.REINSTATE));
    Verdict duplicate =
        rejected(0, Reason.NEAR_DUPLICATE, new Evidence.Duplicate("s1", position(1), 0.8, null));
    Revision revoked = REVISING.revision(written, row(duplicate)).orElseThrow();
    assertThat(revoked.reason()).isEqualTo(Reason.NEAR_DUPLICATE);
    revise(written, revoked);
    assertThat(REVISING.revision(written, row(accepted))).map(Revision::keeps).contains(true);
    // Against the recheck's word, and back to it.
    revise(written, reviewed(Action.REINSTATE));
    assertThat(REVISING.revision(written, row(duplicate))).isEmpty();
    revise(written, reviewed(Action.REVOKE));
    assertThat(REVISING.revision(written, row(accepted))).map(Revision::keeps).contains(true);
  }

  /** The last revision says what holds, and is not repeated. */
  @Test
  void whatARecheckRevokedIsRevokedAnewForAnotherItemOnce() throws Exception {
    WrittenVerdicts written = new WrittenVerdicts(TOPIC);
    written.add(verdict(0, Decision.ACCEPTED, null, null));
    Verdict leak = leak("i", "t");
    revise(written, REVISING.revision(written, row(leak)).orElseThrow());
    assertThat(REVISING.revision(written, row(leak))).isEmpty();
    Verdict duplicate =
        rejected(0, Reason.NEAR_DUPLICATE, new Evidence.Duplicate("s1", position(1), 0.8, null));
    for (Verdict now : List.of(leak("j", "t"), leak("j", "changed"), leak("i", "t"), duplicate)) {
      Revision anew = REVISING.revision(written, row(now)).orElseThrow();
      assertThat(anew.keeps()).isFalse();
      assertThat(anew.evidence()).isEqualTo(now.evidence());
      revise(written, anew);
      assertThat(REVISING.revision(written, row(now))).isEmpty();
      assertThat(written.kept(new SamplePosition(0, 0))).isFalse();
    }
    assertThat(REVISING.revision(written, row(verdict(0, Decision.ACCEPTED, null, null))))
        .map(Revision::keeps)
        .contains(true);
  }

  private static Verdict leak(String item, String text) {
    return rejected(
        0, Reason.SHARED_NGRAM, new LeakEvidence.SharedNgram("new", item, text, "t", 1));
  }

  private static void revise(WrittenVerdicts written, Revision revision) {
    written.survey().revisions().add(revision, 0);
    written.revise(revision);
  }

  private static Revision reviewed(Action action) {
    return new Revision(
        Revision.VERSION,
        action,
        position(0),
        "s0",
        new Author(Author.Kind.REVIEWER, "ada"),
        null,
        null,
        "looked at it",
        null,
        null,
        1);
  }
}
