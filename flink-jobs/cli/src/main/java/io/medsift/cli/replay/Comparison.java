package io.medsift.cli.replay;

import io.medsift.cli.output.OutputTopic;
import io.medsift.cli.topic.PositionDeserializer;
import io.medsift.cli.topic.RowLocation;
import io.medsift.curation.CurationTopics;
import io.medsift.curation.read.SamplePosition;
import io.medsift.topic.TopicRange;
import io.medsift.topic.TopicScan;
import io.medsift.verdict.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares the verdicts of two runs over the same samples, position by position: what was decided
 * and by which evidence, but not which recipe says so, nor whether it was late or repeated.
 *
 * <p>Holds 13 bytes for each offset of the range.
 */
final class Comparison {
  private final CurationTopics first;
  private final CurationTopics replay;
  private final TopicRange range;
  private final OutcomeLog log;
  private final Differences differences = new Differences();
  private final Makers firstMakers = new Makers();
  private final Makers replayMakers = new Makers();
  private long matched;

  private Comparison(CurationTopics first, CurationTopics replay, TopicRange range) {
    this.first = first;
    this.replay = replay;
    this.range = range;
    this.log = new OutcomeLog(range);
  }

  /** What differs at the positions of {@code range}. */
  static Differences of(CurationTopics first, CurationTopics replay, TopicRange range) {
    return new Comparison(first, replay, range).run();
  }

  private Differences run() {
    scan(replay, this::remember);
    scan(first, this::compare);
    differences.onlyReplay(log.size() - matched);
    differences.makers(firstMakers.differences(replayMakers));
    return differences;
  }

  private void scan(
      CurationTopics topics, BiConsumer<RowLocation, ConsumerRecord<byte[], byte[]>> consumer) {
    for (OutputTopic output : OutputTopic.values()) {
      TopicRange all = TopicRange.now(topics.connection(), output.of(topics));
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(
              all,
              row -> consumer.accept(new RowLocation(output, row.partition(), row.offset()), row));
    }
  }

  private void remember(RowLocation location, ConsumerRecord<byte[], byte[]> row) {
    SamplePosition at = PositionDeserializer.of(row);
    if (log.holds(at.partition(), at.offset())) {
      Outcome outcome = read(location, row);
      log.put(at.partition(), at.offset(), outcome, location.pack());
      if (outcome.verdict() != null) {
        replayMakers.add(outcome.verdict());
      }
    }
  }

  private void compare(RowLocation location, ConsumerRecord<byte[], byte[]> row) {
    SamplePosition at = PositionDeserializer.of(row);
    if (!log.holds(at.partition(), at.offset())) {
      return;
    }
    Outcome before = read(location, row);
    if (before.verdict() != null) {
      firstMakers.add(before.verdict());
    }
    int now = log.code(at.partition(), at.offset());
    if (now == Outcome.NONE) {
      differences.onlyFirst();
    } else if (log.mark(at.partition(), at.offset())) {
      matched++;
      note(at, before, now);
    }
  }

  private void note(SamplePosition at, Outcome before, int now) {
    if (before.code() != now) {
      differences.changed(
          new Differences.Change(before.code(), now),
          cause(before),
          new Differences.Example(
              at.partition(), at.offset(), before, log.row(at.partition(), at.offset())));
    } else if (before.evidence() == log.evidence(at.partition(), at.offset())) {
      differences.alike();
    } else {
      differences.otherEvidence();
    }
  }

  private Differences.Cause cause(Outcome before) {
    Evidence.Duplicate duplicate = before.duplicate();
    if (duplicate == null) {
      return null;
    }
    int partition = duplicate.kept().partition();
    long offset = duplicate.kept().offset();
    Long start = range.starts().get(partition);
    if (start != null && offset < start) {
      return Differences.Cause.KEPT_BEFORE_RANGE;
    }
    return log.holds(partition, offset) && !Outcome.isAccepted(log.code(partition, offset))
        ? Differences.Cause.KEPT_NOT_ACCEPTED
        : null;
  }

  private static Outcome read(RowLocation location, ConsumerRecord<byte[], byte[]> row) {
    try {
      return Outcome.read(location.output(), row.value());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a row of " + row.topic() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
