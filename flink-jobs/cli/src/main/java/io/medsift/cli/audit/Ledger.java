package io.medsift.cli.audit;

import io.medsift.cli.output.OutputTopic;
import io.medsift.cli.output.StrayRows;
import io.medsift.verdict.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What went into a job and what came out of it, by position. Conservation holds when every sample
 * has exactly one row, every row has a sample, and every record of the outputs is a row.
 * Thread-safe once the partitions are known.
 */
public final class Ledger {
  private static final int SHOWN = 10;

  private final String topic;
  private final TreeMap<Integer, PartitionLedger> partitions = new TreeMap<>();
  private final List<String> repeats = new ArrayList<>();
  private final StrayRows strays;

  /**
   * An empty ledger.
   *
   * @param topic of the samples
   * @param starts first offset of each partition
   * @param strays records of the outputs that are no verdicts on samples of the topic
   */
  Ledger(String topic, Map<Integer, Long> starts, StrayRows strays) {
    this.topic = topic;
    this.strays = strays;
    starts.forEach((number, start) -> partitions.put(number, new PartitionLedger(number, start)));
  }

  /** The ledger of a partition; null where it has none. */
  PartitionLedger partition(int number) {
    return partitions.get(number);
  }

  /** All of them, in order. */
  List<PartitionLedger> partitions() {
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
  StrayRows strays() {
    return strays;
  }

  /** Samples without a row. */
  long missing() {
    return sum(PartitionLedger::missing);
  }

  private long unknown() {
    return sum(PartitionLedger::unknown);
  }

  /** Adds up a figure over all partitions. */
  long sum(ToLongFunction<PartitionLedger> figure) {
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
