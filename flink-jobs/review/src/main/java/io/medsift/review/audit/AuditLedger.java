package io.medsift.review.audit;

import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recovery.LostSamples;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/**
 * Input and output of a job, by position. Conservation holds when every sample has exactly one row,
 * every row has a sample, and every record of the outputs is a row. Thread-safe once the partitions
 * are known.
 */
public final class AuditLedger {
  private static final int SHOWN = 10;

  private final String topic;
  private final TreeMap<Integer, Partition> partitions = new TreeMap<>();
  private final List<String> repeats = new ArrayList<>();
  private final StrayRows strays;
  private final Set<LostSamples> lost = new LinkedHashSet<>();
  private final List<String> wrongRevisions = new ArrayList<>();
  private long revoked;
  private long reinstated;

  /**
   * An empty ledger.
   *
   * @param topic of the samples
   * @param starts first offset of each partition
   * @param strays records of the outputs that are not verdicts on samples of the topic
   */
  AuditLedger(String topic, Map<Integer, Long> starts, StrayRows strays) {
    this.topic = topic;
    this.strays = strays;
    starts.forEach((number, start) -> partitions.put(number, new Partition(number, start)));
  }

  /** Returns the ledger of a partition; null if it has none. */
  Partition partition(int number) {
    return partitions.get(number);
  }

  /** Returns the ledgers of all partitions, in order. */
  public List<Partition> partitions() {
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
   * Returns whether every sample has exactly one row, every row has a sample, every record of the
   * outputs can be read, and every revision changes a verdict.
   */
  public boolean holds() {
    return missing() == 0
        && sum(Partition::repeated) == 0
        && unknown() == 0
        && !strays.anyBroken()
        && wrongRevisions.isEmpty();
  }

  /** Records of the outputs that are not verdicts on samples of the topic. */
  public StrayRows strays() {
    return strays;
  }

  /** Notes what a run has skipped. */
  synchronized void lost(LostSamples samples) {
    lost.add(samples);
  }

  /**
   * Returns samples that runs skipped, since the topic no longer held them, a sentence for each.
   */
  public synchronized List<String> lostLines() {
    return lost.stream()
        .map(
            each ->
                "Lost: %s, which were deleted before the run read them and have no verdict."
                    .formatted(each))
        .toList();
  }

  /**
   * Notes what revisions have changed.
   *
   * @param accepted how many accepted samples are revoked
   * @param rejected how many rejected samples are reinstated
   * @param wrong revisions that change nothing that there is, a clause for each
   */
  void revised(long accepted, long rejected, List<String> wrong) {
    revoked = accepted;
    reinstated = rejected;
    wrongRevisions.addAll(wrong);
  }

  /** Returns a line on what revisions have changed; empty if they have changed nothing. */
  public Optional<String> revisionLine() {
    if (revoked == 0 && reinstated == 0) {
      return Optional.empty();
    }
    long accepted = sum(each -> each.rows(OutputTopic.ACCEPTED));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Revisions: of %,d accepted samples %,d are revoked, and %,d rejected ones are"
                + " reinstated: %,d are in the data.",
            accepted,
            revoked,
            reinstated,
            accepted - revoked + reinstated));
  }

  /** Returns a sentence that says what holds; empty if there are no samples. */
  public Optional<String> proof() {
    long samples = sum(Partition::samples);
    if (samples == 0) {
      return Optional.empty();
    }
    return Optional.of(
        samples == 1
            ? "OK: the one sample has exactly one verdict."
            : String.format(
                Locale.ROOT, "OK: each of the %,d samples has exactly one verdict.", samples));
  }

  /** Returns the number of samples without a row. */
  public long missing() {
    return sum(Partition::missing);
  }

  /** Returns whether a position holds a sample without a row. */
  public boolean isMissing(SamplePosition position) {
    Partition partition = partitions.get(position.partition());
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
    for (Partition each : partitions.values()) {
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
    return sum(Partition::unknown);
  }

  /** Adds up a figure over all partitions. */
  public long sum(ToLongFunction<Partition> figure) {
    return partitions.values().stream().mapToLong(figure).sum();
  }

  /** Returns the violations, each with its first positions; empty if conservation holds. */
  public List<String> violations() {
    List<String> violations = new ArrayList<>();
    if (missing() > 0) {
      List<Position> first = new ArrayList<>();
      for (Partition each : partitions.values()) {
        each.forEachMissing(
            SHOWN - first.size(),
            offset -> first.add(new Position(topic, each.partition(), offset)));
      }
      violations.add("%s no verdict: %s".formatted(samples(missing()), shown(first, missing())));
    }
    long repeated = sum(Partition::repeated);
    if (repeated > 0) {
      violations.add(
          "%s more than one verdict: %s".formatted(samples(repeated), shown(repeats, repeated)));
    }
    if (unknown() > 0) {
      List<Position> first = new ArrayList<>();
      for (Partition each : partitions.values()) {
        each.forEachUnknown(
            SHOWN - first.size(),
            offset -> first.add(new Position(topic, each.partition(), offset)));
      }
      violations.add(
          String.format(
              Locale.ROOT,
              "%,d positions that hold no sample have verdicts: %s",
              unknown(),
              shown(first, unknown())));
    }
    if (strays.anyBroken()) {
      violations.add(strays.brokenText());
    }
    violations.addAll(wrongRevisions);
    return violations;
  }

  private static String samples(long count) {
    return count == 1 ? "1 sample has" : String.format(Locale.ROOT, "%,d samples have", count);
  }

  private static String shown(List<?> first, long all) {
    String text = String.join(", ", first.stream().map(Object::toString).toList());
    return first.size() < all ? text + ", …" : text;
  }

  /**
   * Offsets of one partition that were read, and that have rows. Three bits for each offset;
   * offsets from {@code start} to 2^31 above it. Thread-safe.
   */
  public static final class Partition {
    private final int partition;
    private final long start;
    private final BitSet read = new BitSet();
    private final BitSet decided = new BitSet();
    private final BitSet repeated = new BitSet();
    private final Map<OutputTopic, Long> rows = new EnumMap<>(OutputTopic.class);

    /** An empty ledger of a partition from {@code start} on. */
    Partition(int partition, long start) {
      this.partition = partition;
      this.start = start;
      for (OutputTopic topic : OutputTopic.values()) {
        rows.put(topic, 0L);
      }
    }

    public int partition() {
      return partition;
    }

    public long start() {
      return start;
    }

    /** Notes a sample. */
    synchronized void read(long offset) {
      read.set(index(offset));
    }

    /**
     * Notes a row.
     *
     * @return whether it is the first of its offset
     */
    synchronized boolean decided(long offset, OutputTopic topic) {
      int index = index(offset);
      rows.merge(topic, 1L, Long::sum);
      if (decided.get(index)) {
        repeated.set(index);
        return false;
      }
      decided.set(index);
      return true;
    }

    private int index(long offset) {
      long index = offset - start;
      if (index < 0 || index >= Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "offset %d of partition %d is not within 2^31 of %d",
                offset,
                partition,
                start));
      }
      return (int) index;
    }

    /** Returns the number of samples. */
    public synchronized long samples() {
      return read.cardinality();
    }

    /** Returns the number of rows of an output. */
    public synchronized long rows(OutputTopic topic) {
      return rows.get(topic);
    }

    /** Returns the number of samples without a row. */
    public synchronized long missing() {
      return difference(read, decided).cardinality();
    }

    /** Offsets, the last included. */
    record Offsets(long first, long last) {}

    /** The first and the last sample without a row; empty where each has one. */
    synchronized Optional<Offsets> missingRange() {
      BitSet missing = difference(read, decided);
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of(new Offsets(start + missing.nextSetBit(0), start + missing.length() - 1));
    }

    /** Returns whether an offset holds a sample without a row. */
    synchronized boolean isMissing(long offset) {
      long index = offset - start;
      return index >= 0
          && index < read.length()
          && read.get((int) index)
          && !decided.get((int) index);
    }

    /** Returns the number of offsets with more than one row. */
    public synchronized long repeated() {
      return repeated.cardinality();
    }

    /** Returns the number of offsets with a row and no sample. */
    public synchronized long unknown() {
      return difference(decided, read).cardinality();
    }

    synchronized void forEachMissing(int limit, LongConsumer offset) {
      forEach(difference(read, decided), limit, offset);
    }

    synchronized void forEachUnknown(int limit, LongConsumer offset) {
      forEach(difference(decided, read), limit, offset);
    }

    private void forEach(BitSet set, int limit, LongConsumer offset) {
      set.stream().limit(limit).forEach(index -> offset.accept(start + index));
    }

    private static BitSet difference(BitSet all, BitSet without) {
      BitSet difference = (BitSet) all.clone();
      difference.andNot(without);
      return difference;
    }
  }
}
