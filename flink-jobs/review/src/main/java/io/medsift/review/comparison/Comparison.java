package io.medsift.review.comparison;

import io.medsift.curation.write.CurationTopics;
import io.medsift.embedding.Cosine;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.rows.RowOrigin;
import io.medsift.review.rows.StrayRows;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revisions;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
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
 * and by which evidence, but not which recipe says so, nor whether it was late or repeated. Of the
 * first run the last revision counts that no reviewer made, as a replay knows no reviewers. The
 * similarity of a prompt to its cluster may differ by the encoder's error; all else is exact.
 *
 * <p>Holds 17 bytes for each offset of the range.
 */
public final class Comparison {
  private final CurationTopics first;
  private final CurationTopics replay;
  private final TopicRange range;
  private final Revisions revisions;
  private final OutcomeLog log;
  private final Differences differences = new Differences();
  private final Versions firstVersions = new Versions();
  private final Versions replayVersions = new Versions();
  private final StrayRows strays = new StrayRows();
  private long matched;

  private record Row(RowLocation location, ComparedOutcome outcome) {}

  private Comparison(CurationTopics first, CurationTopics replay, TopicRange range) {
    this.first = first;
    this.replay = replay;
    this.range = range;
    this.revisions = RevisionTopic.of(first).read();
    this.log = new OutcomeLog(range);
  }

  /** Compares the verdicts on the positions of {@code range}. */
  public static Differences of(CurationTopics first, CurationTopics replay, TopicRange range) {
    return new Comparison(first, replay, range).run();
  }

  private Differences run() {
    scan(replay, this::remember);
    scan(first, this::compare);
    differences.onlyReplay(log.size() - matched);
    differences.strays(strays);
    differences.versions(firstVersions.differences(replayVersions));
    return differences;
  }

  private void scan(CurationTopics topics, BiConsumer<Row, SamplePosition> consumer) {
    for (OutputTopic output : OutputTopic.values()) {
      RowOrigin.Reader origins = new RowOrigin.Reader(output, topics.samples());
      TopicRange all = TopicRange.now(topics.connection(), output.of(topics));
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(all, row -> visit(output, origins.read(row), row, consumer));
    }
  }

  private void visit(
      OutputTopic output,
      RowOrigin origin,
      ConsumerRecord<byte[], byte[]> record,
      BiConsumer<Row, SamplePosition> consumer) {
    Position place = new Position(record.topic(), record.partition(), record.offset());
    SamplePosition sample = strays.sampleOf(output, origin, place);
    if (sample != null && log.holds(sample.partition(), sample.offset())) {
      try {
        ComparedOutcome outcome = ComparedOutcome.read(output, record.value());
        RowLocation location = new RowLocation(output, record.partition(), record.offset());
        consumer.accept(new Row(location, outcome), sample);
      } catch (IOException e) {
        strays.broken(place, e.getMessage());
      }
    }
  }

  private void remember(Row row, SamplePosition at) {
    log.put(at.partition(), at.offset(), row.outcome(), row.location().pack());
    if (row.outcome().verdict() != null) {
      replayVersions.add(row.outcome().verdict());
    }
  }

  private void compare(Row row, SamplePosition at) {
    ComparedOutcome written = row.outcome();
    if (written.verdict() != null) {
      firstVersions.add(written.verdict());
    }
    Position position = new Position(first.samples(), at.partition(), at.offset());
    if (revisions.reviewed(position)) {
      differences.reviewed();
    }
    ComparedOutcome before = revisions.lastOfJobs(position).map(written::revised).orElse(written);
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

  /** Recipes and artifacts of a run, as its verdicts name them. */
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

    /** Returns the differences from {@code other}, a line for each. */
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

  /**
   * The outcome at each offset of a range, in 17 bytes: its code, its evidence's hash and
   * similarity, and where its row stands.
   */
  private static final class OutcomeLog {
    private final Map<Integer, Partition> partitions = new TreeMap<>();

    private static final class Partition {
      private final long start;
      private final byte[] codes;
      private final int[] evidence;
      private final float[] similarities;
      private final long[] rows;
      private final BitSet marked = new BitSet();

      private Partition(long start, int length) {
        this.start = start;
        this.codes = new byte[length];
        this.evidence = new int[length];
        this.similarities = new float[length];
        this.rows = new long[length];
      }
    }

    OutcomeLog(TopicRange range) {
      range
          .starts()
          .forEach(
              (number, start) ->
                  partitions.put(
                      number,
                      new Partition(start, Math.toIntExact(range.ends().get(number) - start))));
    }

    /** Returns whether an offset is in the range. */
    boolean holds(int partition, long offset) {
      Partition of = partitions.get(partition);
      return of != null && offset >= of.start && offset < of.start + of.codes.length;
    }

    /** Notes an outcome; {@code row} is its packed location. */
    void put(int partition, long offset, ComparedOutcome outcome, long row) {
      Partition of = partitions.get(partition);
      int index = (int) (offset - of.start);
      of.codes[index] = (byte) outcome.code();
      of.evidence[index] = outcome.evidence();
      of.similarities[index] = outcome.similarity();
      of.rows[index] = row;
    }

    /** The code of an offset in the range; {@link ComparedOutcome#NONE} where it has no row. */
    int code(int partition, long offset) {
      Partition of = partitions.get(partition);
      return of.codes[(int) (offset - of.start)];
    }

    /**
     * Returns whether the outcome of an offset has the same evidence as {@code other}, but for
     * digits that depend on the processor.
     */
    boolean sameEvidence(int partition, long offset, ComparedOutcome other) {
      Partition of = partitions.get(partition);
      int index = (int) (offset - of.start);
      float one = of.similarities[index];
      float two = other.similarity();
      return of.evidence[index] == other.evidence()
          && (Float.isNaN(one) ? Float.isNaN(two) : Cosine.alike(one, two));
    }

    /** The packed location of the row of an offset that has an outcome. */
    long row(int partition, long offset) {
      Partition of = partitions.get(partition);
      return of.rows[(int) (offset - of.start)];
    }

    /** Marks an offset that has an outcome; false where it was marked before. */
    boolean mark(int partition, long offset) {
      Partition of = partitions.get(partition);
      int index = (int) (offset - of.start);
      boolean first = !of.marked.get(index);
      of.marked.set(index);
      return first;
    }

    /** Returns the number of offsets with an outcome. */
    long size() {
      long size = 0;
      for (Partition of : partitions.values()) {
        for (byte code : of.codes) {
          size += code == ComparedOutcome.NONE ? 0 : 1;
        }
      }
      return size;
    }
  }
}
