package io.medsift.review.comparison;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.rows.RowOrigin;
import io.medsift.review.rows.RowOrigins;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares the verdicts of two runs over the same samples, position by position: what was decided
 * and by which evidence, but not which recipe says so, nor whether it was late or repeated. The
 * similarity of a prompt to its cluster may differ by the encoder's error; all else is exact.
 *
 * <p>Holds 17 bytes for each offset of the range.
 */
final class Comparison {
  private final CurationTopics first;
  private final CurationTopics replay;
  private final TopicRange range;
  private final OutcomeLog log;
  private final Differences differences = new Differences();
  private final Versions firstMakers = new Versions();
  private final Versions replayMakers = new Versions();
  private final StrayRows strays = new StrayRows();
  private long matched;

  private record Row(RowLocation location, ComparedOutcome outcome) {}

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
    differences.strays(strays);
    differences.makers(firstMakers.differences(replayMakers));
    return differences;
  }

  private void scan(CurationTopics topics, BiConsumer<Row, SamplePosition> consumer) {
    for (OutputTopic output : OutputTopic.values()) {
      RowOrigins origins = new RowOrigins(output, topics.samples());
      TopicRange all = TopicRange.now(topics.connection(), output.of(topics));
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(all, row -> visit(output, origins.of(row), row, consumer));
    }
  }

  private void visit(
      OutputTopic output,
      RowOrigin origin,
      ConsumerRecord<byte[], byte[]> record,
      BiConsumer<Row, SamplePosition> consumer) {
    String place = record.topic() + "/" + record.partition() + "@" + record.offset();
    if (origin instanceof RowOrigin.Unknown unknown) {
      strays.broken(place, unknown.problem());
    } else if (origin instanceof RowOrigin.Other other) {
      strays.other(output, other.position().topic());
    } else if (origin instanceof RowOrigin.Sample sample
        && log.holds(sample.position().partition(), sample.position().offset())) {
      try {
        ComparedOutcome outcome = ComparedOutcome.read(output, record.value());
        RowLocation location = new RowLocation(output, record.partition(), record.offset());
        consumer.accept(new Row(location, outcome), sample.position());
      } catch (IOException e) {
        strays.broken(place, e.getMessage());
      }
    }
  }

  private void remember(Row row, SamplePosition at) {
    log.put(at.partition(), at.offset(), row.outcome(), row.location().pack());
    if (row.outcome().verdict() != null) {
      replayMakers.add(row.outcome().verdict());
    }
  }

  private void compare(Row row, SamplePosition at) {
    ComparedOutcome before = row.outcome();
    if (before.verdict() != null) {
      firstMakers.add(before.verdict());
    }
    int now = log.code(at.partition(), at.offset());
    if (now == ComparedOutcome.NONE) {
      differences.onlyFirst();
    } else if (log.mark(at.partition(), at.offset())) {
      matched++;
      note(at, before, now);
    }
  }

  private void note(SamplePosition at, ComparedOutcome before, int now) {
    if (before.code() != now) {
      differences.changed(
          new Differences.Change(before.code(), now),
          cause(before),
          new Differences.Example(
              at.partition(), at.offset(), before, log.row(at.partition(), at.offset())));
    } else if (log.sameEvidence(at.partition(), at.offset(), before)) {
      differences.alike();
    } else {
      differences.otherEvidence();
    }
  }

  private Differences.Cause cause(ComparedOutcome before) {
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
    return log.holds(partition, offset) && !ComparedOutcome.isAccepted(log.code(partition, offset))
        ? Differences.Cause.KEPT_NOT_ACCEPTED
        : null;
  }

  /** What the verdicts of a run were made with: recipes and artifacts, as the verdicts say. */
  private static final class Versions {
    private final Map<String, Set<String>> values = new TreeMap<>();
    private Verdict last;

    void add(Verdict verdict) {
      if (last != null
          && last.recipe().equals(verdict.recipe())
          && last.artifacts().equals(verdict.artifacts())) {
        return;
      }
      last = verdict;
      add("recipe", verdict.recipe().name() + " " + verdict.recipe().hash());
      verdict.artifacts().forEach(this::add);
    }

    private void add(String name, String value) {
      values.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value);
    }

    /** What differs from {@code other}, a line for each: name, this, that. */
    List<String> differences(Versions other) {
      Set<String> names = new TreeSet<>(values.keySet());
      names.addAll(other.values.keySet());
      List<String> differences = new ArrayList<>();
      for (String name : names) {
        Set<String> mine = values.getOrDefault(name, Set.of("none"));
        Set<String> others = other.values.getOrDefault(name, Set.of("none"));
        if (!mine.equals(others)) {
          differences.add(
              "%s: %s -> %s".formatted(name, String.join(", ", mine), String.join(", ", others)));
        }
      }
      return differences;
    }
  }
}
