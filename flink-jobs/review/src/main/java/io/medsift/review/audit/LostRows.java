package io.medsift.review.audit;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.kafka.topic.OffsetBound;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recovery.SavedState;
import io.medsift.review.ReviewException;
import io.medsift.review.rows.OutputTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds the samples that a run has decided and whose rows were lost with their transaction: the
 * state of the run says that they are decided, since their time is before its watermark, and every
 * transaction that may hold their rows has ended.
 *
 * <p>The run may continue meanwhile once it cannot restart from before the state: if that is a
 * savepoint of a running job, after its next checkpoint, which notes how far it has read. From then
 * on it writes about later samples alone.
 *
 * <p>A sample that is rejected before deduplication has its row as soon as it is read, so such a
 * row may be lost although the watermark of the state has not passed its sample; a later state
 * finds it. A sample that came late, and waits in the state at just its watermark, would be taken
 * for lost; topics with LogAppendTime have none.
 *
 * @param run name of the run that wrote the state
 * @param patience how long to wait for the end of transactions that may hold the rows, and for the
 *     next checkpoint of the run
 */
public record LostRows(CurationTopics topics, SavedState state, String run, Duration patience) {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * The lost samples.
   *
   * @param ledger in which the lost samples are those that are missing
   * @param range the part of the topic that holds them
   */
  public record Found(AuditLedger ledger, TopicRange range) {
    /** Returns the number of lost samples. */
    public long samples() {
      return ledger.missing();
    }
  }

  /**
   * Finds what is lost now.
   *
   * @throws ReviewException if a transaction stays open that may hold the rows, the run may still
   *     restart from before the state, or the state has decided nothing that the topic holds
   */
  public Found find() throws InterruptedException {
    TopicRange decided = requireDecided(state, decided());
    awaitCheckpoint(patience);
    try {
      CommittedEnd.awaitThoseOpenNow(
          topics.connection(),
          Arrays.stream(OutputTopic.values()).map(output -> output.of(topics)).toList(),
          patience);
    } catch (IllegalStateException e) {
      throw new ReviewException(
          "what is lost cannot be known yet: " + e.getMessage(),
          "It may hold the rows. If you want to continue the job, start it, and repair once it"
              + " runs: it commits what can be committed. Otherwise wait until the brokers end"
              + " the transaction: see 'medsift doctor'.",
          e);
    }
    TopicAudit audit = new TopicAudit(topics, decided, false, count -> {});
    AuditLedger ledger = audit.run(Duration.ZERO);
    return new Found(ledger, ledger.missingIn(decided, !audit.brokerTime()));
  }

  /**
   * Requires that the run cannot restart from before the state.
   *
   * @throws ReviewException if it can
   */
  public void requireCheckpoint() throws InterruptedException {
    awaitCheckpoint(Duration.ZERO);
  }

  private void awaitCheckpoint(Duration longest) throws InterruptedException {
    KafkaConnector connector = new KafkaConnector(topics.connection(), run);
    awaitCheckpoint(state, run, () -> committed(connector, topics.samples()), longest);
  }

  /**
   * Waits until the run cannot restart from before a state: it would decide again what is written.
   *
   * @param committed the offsets that the run noted with its checkpoints
   * @throws ReviewException if it still can after {@code longest}
   */
  static void awaitCheckpoint(
      SavedState state, String run, Supplier<Map<Integer, Long>> committed, Duration longest)
      throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!state.settled()) {
      Map<Integer, Long> read = committed.get();
      if (!state.isAheadOf(read)) {
        return;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new ReviewException(
            read.isEmpty()
                ? "no run '%s' is known to have read the topic".formatted(run)
                : ("the run '%s' has no checkpoint after the savepoint %s: it might restart from"
                        + " an earlier checkpoint, and decide these samples again")
                    .formatted(run, state.path()),
            "Name the run that wrote the savepoint (--run), and let it complete a checkpoint; or"
                + " stop it with a savepoint, and pass that one to --state.");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private static Map<Integer, Long> committed(KafkaConnector connector, String topic) {
    try {
      return connector.committedOffsets(topic);
    } catch (IllegalStateException e) {
      throw new ReviewException(
          e.getMessage(),
          "The user needs the permission Describe on the consumer group of the run.",
          e);
    }
  }

  /**
   * Returns the range to check.
   *
   * @throws ReviewException if it holds no samples
   */
  static TopicRange requireDecided(SavedState state, TopicRange decided) {
    if (state.watermark() == Long.MIN_VALUE) {
      throw new ReviewException(
          ("nothing could be checked: %s holds no watermark, so it does not show "
                  + "which samples were decided")
              .formatted(state.path()),
          "Take a later state: a job has a watermark once every partition has samples or"
              + " heartbeats.");
    }
    if (decided.records() == 0) {
      throw new ReviewException(
          ("nothing could be checked: the topic %s holds none of the samples that %s has decided,"
                  + " which are those before %s")
              .formatted(decided.topic(), state.path(), Instant.ofEpochMilli(state.watermark())),
          "Retention may have deleted them. If 'medsift audit' lists samples without a row, take"
              + " a later state.");
    }
    return decided;
  }

  /** Returns the samples that the state has decided, as far as the topic still holds them. */
  private TopicRange decided() {
    OffsetBound end =
        state.watermark() == Long.MIN_VALUE
            ? new OffsetBound.Earliest()
            : new OffsetBound.Time(Instant.ofEpochMilli(state.watermark() + 1));
    TopicRange before =
        TopicRange.between(topics.connection(), topics.samples(), new OffsetBound.Earliest(), end);
    Map<Integer, Long> ends = new HashMap<>();
    before
        .ends()
        .forEach(
            (partition, at) -> {
              long start = before.starts().get(partition);
              long read = state.offsets().getOrDefault(partition, start);
              ends.put(partition, Math.max(start, Math.min(at, read)));
            });
    return new TopicRange(topics.connection(), topics.samples(), before.starts(), ends);
  }
}
