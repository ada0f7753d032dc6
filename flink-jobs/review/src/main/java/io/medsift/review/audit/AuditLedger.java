package io.medsift.review.audit;

import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recovery.LostSamples;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What went into a job and what came out of it, by position. Conservation holds when every sample
 * has exactly one row, every row has a sample, and every record of the outputs is a row.
 * Thread-safe once the partitions are known.
 */
public final class AuditLedger {
  private static final int SHOWN = 10;

  private final String topic;
  private final TreeMap<Integer, PartitionLedger> partitions = new TreeMap<>();
  private final List<String> repeats = new ArrayList<>();
  private final StrayRows strays;
  private final Set<LostSamples> lost = new LinkedHashSet<>();

  /**
   * An empty ledger.
   *
   * @param topic of the samples
   * @param starts first offset of each partition
   * @param strays records of the outputs that are no verdicts on samples of the topic
   */
  AuditLedger(String topic, Map<Integer, Long> starts, StrayRows strays) {
    this.topic = topic;
    this.strays = strays;
    starts.forEach((number, start) -> partitions.put(number, new PartitionLedger(number, start)));
  }

  /** The ledger of a partition; null where it has none. */
  PartitionLedger partition(int number) {
    return partitions.get(number);
  }

  /** All of them, in order. */
  public List<PartitionLedger> partitions() {
    return List.copyOf(partitions.values());
  }

  /**
   * Notes a row of a sample.
   *
   * @param place where the row stands, for messages
   */
  void decided(int partition, long offset, OutputTopic output, Object place) {
    if (!partitions.get(partition).decided(offset, output)) {
      synchronized (repeats) {
        if (repeats.size() < SHOWN) {
          repeats.add(new Position(topic, partition, offset) + " (again at " + place + ")");
        }
      }
    }
  }

  /**
   * Whether every sample has exactly one row, every row a sample, and nothing stands in the outputs
   * that may be a row and cannot be read.
   */
  public boolean holds() {
    return missing() == 0
        && sum(PartitionLedger::repeated) == 0
        && unknown() == 0
        && !strays.anyBroken();
  }

  /** Records of the outputs that are no verdicts on samples of the topic. */
  public StrayRows strays() {
    return strays;
  }

  /** Notes what a run has skipped. */
  synchronized void lost(LostSamples samples) {
    lost.add(samples);
  }

  /** What runs have skipped, since the topic no longer held it, a sentence for each. */
  public synchronized List<String> lostLines() {
    return lost.stream()
        .map(
            each ->
                "Lost: %s, which were deleted before the run read them and have no verdict."
                    .formatted(each))
        .toList();
  }

  /** Samples without a row. */
  public long missing() {
    return sum(PartitionLedger::missing);
  }

  /** Whether a position holds a sample without a row. */
  public boolean isMissing(SamplePosition position) {
    PartitionLedger partition = partitions.get(position.partition());
    return partition != null && partition.isMissing(position.offset());
  }

  /**
   * The smallest part of {@code range} that holds all samples without a row.
   *
   * @param fromTheStart of each partition that has one
   */
  public TopicRange missingIn(TopicRange range, boolean fromTheStart) {
    Map<Integer, Long> starts = new HashMap<>(range.starts());
    Map<Integer, Long> ends = new HashMap<>();
    for (PartitionLedger each : partitions.values()) {
      long first = range.starts().get(each.partition());
      ends.put(each.partition(), first);
      each.missingRange()
          .ifPresent(
              missing -> {
                starts.put(each.partition(), fromTheStart ? first : missing.first());
                ends.put(each.partition(), missing.last() + 1);
              });
    }
    return new TopicRange(range.connection(), range.topic(), starts, ends);
  }

  private long unknown() {
    return sum(PartitionLedger::unknown);
  }

  /** Adds up a figure over all partitions. */
  public long sum(ToLongFunction<PartitionLedger> figure) {
    return partitions.values().stream().mapToLong(figure).sum();
  }

  /** What is wrong, each with its first positions; empty where it holds. */
  public List<String> violations() {
    List<String> violations = new ArrayList<>();
    if (missing() > 0) {
      List<Position> first = new ArrayList<>();
      for (PartitionLedger each : partitions.values()) {
        each.forEachMissing(
            SHOWN - first.size(),
            offset -> first.add(new Position(topic, each.partition(), offset)));
      }
      violations.add("%s no verdict: %s".formatted(samples(missing()), shown(first, missing())));
    }
    long repeated = sum(PartitionLedger::repeated);
    if (repeated > 0) {
      violations.add(
          "%s more than one verdict: %s".formatted(samples(repeated), shown(repeats, repeated)));
    }
    if (unknown() > 0) {
      List<Position> first = new ArrayList<>();
      for (PartitionLedger each : partitions.values()) {
        each.forEachUnknown(
            SHOWN - first.size(),
            offset -> first.add(new Position(topic, each.partition(), offset)));
      }
      violations.add(
          "positions that hold no sample have verdicts, %,d of them: %s"
              .formatted(unknown(), shown(first, unknown())));
    }
    if (strays.anyBroken()) {
      violations.add(strays.brokenText());
    }
    return violations;
  }

  private static String samples(long count) {
    return count == 1 ? "1 sample has" : "%,d samples have".formatted(count);
  }

  private static String shown(List<?> first, long all) {
    String text = String.join(", ", first.stream().map(Object::toString).toList());
    return first.size() < all ? text + ", …" : text;
  }
}
