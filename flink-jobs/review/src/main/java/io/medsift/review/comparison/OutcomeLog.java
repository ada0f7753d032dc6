package io.medsift.review.comparison;

import io.medsift.embedding.Cosine;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcomes of a run by the positions of its samples, in 21 bytes each: code, hash and
 * similarity of the evidence, hash of the sample, and where the row stands.
 */
final class OutcomeLog {
  private static final int SHIFT = 12;
  private static final int LENGTH = 1 << SHIFT;

  private final Map<Integer, Partition> partitions = new HashMap<>();
  private final TopicRange range;
  private long size;

  private static final class Chunk {
    private final byte[] codes = new byte[LENGTH];
    private final int[] evidence = new int[LENGTH];
    private final int[] contents = new int[LENGTH];
    private final float[] similarities = new float[LENGTH];
    private final long[] rows = new long[LENGTH];
    private final BitSet marked = new BitSet();
  }

  private static final class Partition {
    private final Map<Long, Chunk> chunks = new TreeMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
  }

  /** Receives outcomes that are not marked. */
  @FunctionalInterface
  interface Unmarked {
    void outcome(SamplePosition sample, int code, long row);
  }

  /**
   * A log without outcomes.
   *
   * @param range of the samples that are compared; null for those between the first and the last of
   *     the log
   */
  OutcomeLog(TopicRange range) {
    this.range = range;
  }

  /** Returns whether a sample may be noted here. */
  boolean takes(SamplePosition sample) {
    return range == null || inRange(sample);
  }

  private boolean inRange(SamplePosition sample) {
    Long start = range.starts().get(sample.partition());
    return start != null
        && sample.offset() >= start
        && sample.offset() < range.ends().get(sample.partition());
  }

  /** Returns whether a sample is among those that are compared, once all outcomes are noted. */
  boolean holds(SamplePosition sample) {
    if (range != null) {
      return inRange(sample);
    }
    Partition of = partitions.get(sample.partition());
    return of != null && sample.offset() >= of.first && sample.offset() <= of.last;
  }

  /** Returns whether a sample is before all that are compared. */
  boolean isBefore(SamplePosition sample) {
    if (range != null) {
      Long start = range.starts().get(sample.partition());
      return start != null && sample.offset() < start;
    }
    Partition of = partitions.get(sample.partition());
    return of != null && sample.offset() < of.first;
  }

  /** Notes the outcome of a row. */
  void put(ComparedRun.Row row) {
    long offset = row.sample().offset();
    Partition of = partitions.computeIfAbsent(row.sample().partition(), none -> new Partition());
    of.first = Math.min(of.first, offset);
    of.last = Math.max(of.last, offset);
    Chunk chunk = of.chunks.computeIfAbsent(offset >> SHIFT, none -> new Chunk());
    int index = index(offset);
    size += chunk.codes[index] == ComparedOutcome.NONE ? 1 : 0;
    chunk.codes[index] = (byte) row.outcome().code();
    chunk.evidence[index] = row.outcome().evidence();
    chunk.contents[index] = row.content();
    chunk.similarities[index] = row.outcome().similarity();
    chunk.rows[index] = row.location().pack();
  }

  private static int index(long offset) {
    return (int) (offset & (LENGTH - 1));
  }

  private Chunk chunk(SamplePosition sample) {
    Partition of = partitions.get(sample.partition());
    return of == null ? null : of.chunks.get(sample.offset() >> SHIFT);
  }

  /** The code of a sample; {@link ComparedOutcome#NONE} where it has no row. */
  int code(SamplePosition sample) {
    Chunk chunk = chunk(sample);
    return chunk == null ? ComparedOutcome.NONE : chunk.codes[index(sample.offset())];
  }

  /** Returns whether the sample of a row is the one at its position here, as far as is known. */
  boolean sameSample(ComparedRun.Row row) {
    Chunk chunk = chunk(row.sample());
    int content = chunk == null ? 0 : chunk.contents[index(row.sample().offset())];
    return content == 0 || row.content() == 0 || content == row.content();
  }

  /**
   * Returns whether a sample that has an outcome has the same evidence as {@code other}, but for
   * digits that depend on the processor.
   */
  boolean sameEvidence(SamplePosition sample, ComparedOutcome other) {
    Chunk chunk = chunk(sample);
    int index = index(sample.offset());
    float one = chunk.similarities[index];
    float two = other.similarity();
    return chunk.evidence[index] == other.evidence()
        && (Float.isNaN(one) ? Float.isNaN(two) : Cosine.alike(one, two));
  }

  /** The packed location of the row of a sample; 0 where it has none. */
  long row(SamplePosition sample) {
    Chunk chunk = chunk(sample);
    return chunk == null ? 0 : chunk.rows[index(sample.offset())];
  }

  /** Marks a sample that has an outcome; false where it was marked before. */
  boolean mark(SamplePosition sample) {
    Chunk chunk = chunk(sample);
    int index = index(sample.offset());
    boolean first = !chunk.marked.get(index);
    chunk.marked.set(index);
    return first;
  }

  /** Passes the outcomes that are not marked. */
  void eachUnmarked(Unmarked consumer) {
    partitions.forEach(
        (number, partition) ->
            partition.chunks.forEach(
                (key, chunk) -> {
                  for (int index = 0; index < LENGTH; index++) {
                    if (chunk.codes[index] != ComparedOutcome.NONE && !chunk.marked.get(index)) {
                      consumer.outcome(
                          new SamplePosition(number, (key << SHIFT) + index),
                          chunk.codes[index],
                          chunk.rows[index]);
                    }
                  }
                }));
  }

  /** The number of samples with an outcome. */
  long size() {
    return size;
  }
}
