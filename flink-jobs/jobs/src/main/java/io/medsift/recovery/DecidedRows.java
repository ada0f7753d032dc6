package io.medsift.recovery;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.PresenceDeserializer;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the rows in the outputs of a run go. It is known where nothing else says that samples are
 * decided: the consumer group expired or was deleted, or the run has another name now.
 */
public final class DecidedRows {
  private static final Logger LOG = LoggerFactory.getLogger(DecidedRows.class);

  /** Offsets looked at before the end of each partition: the last rows are of the last samples. */
  private static final long TAIL = 200;

  /** More are looked at where these hold no record, as after aborted transactions. */
  private static final long GROWTH = 8;

  private static final long LONGEST_TAIL = 1_000_000;

  private final KafkaConnection connection;
  private final String samples;
  private final Map<Integer, Long> held;
  private final Map<Integer, Long> ends = new HashMap<>();
  private final Map<Integer, Long> ofAnother = new HashMap<>();

  private DecidedRows(KafkaConnection connection, String samples, Map<Integer, Long> held) {
    this.connection = connection;
    this.samples = samples;
    this.held = held;
  }

  /**
   * Partition of {@code samples} to the offset after the last sample that has a row, as the last
   * rows of {@code outputs} say; empty where none has, and where an output is no topic yet, or
   * cannot be read.
   *
   * @param held partition to the offset at which the topic {@code samples} ends; rows on samples
   *     that it does not hold are of an earlier topic of the same name, and do not count
   */
  public static Map<Integer, Long> ends(
      KafkaConnection connection, List<String> outputs, String samples, Map<Integer, Long> held) {
    DecidedRows rows = new DecidedRows(connection, samples, held);
    outputs.forEach(rows::readIfPossible);
    if (!rows.ofAnother.isEmpty()) {
      LOG.warn(
          "The outputs hold verdicts on samples up to the offsets {}, but the topic {} ends at {}."
              + " These verdicts are of an earlier topic of this name and are not considered.",
          rows.ofAnother,
          samples,
          held);
    }
    return rows.ends;
  }

  private void readIfPossible(String output) {
    try {
      try {
        read(output);
      } catch (InvalidOffsetException e) {
        read(output); // Retention has deleted what the range began with.
      }
    } catch (IllegalArgumentException e) {
      LOG.info("Not checking whether {} holds verdicts: {}", output, e.getMessage());
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("Not checking whether {} holds verdicts: {}", output, e.getMessage());
    }
  }

  private void read(String output) {
    TopicRange all = TopicRange.now(connection, output);
    Set<Integer> shown = new HashSet<>();
    Map<Integer, Long> from = new HashMap<>(all.ends());
    for (long tail = TAIL; tail <= LONGEST_TAIL; tail *= GROWTH) {
      Map<Integer, Long> until = Map.copyOf(from);
      for (Map.Entry<Integer, Long> start : all.starts().entrySet()) {
        int partition = start.getKey();
        if (!shown.contains(partition)) {
          from.put(partition, Math.max(start.getValue(), all.ends().get(partition) - tail));
        }
      }
      new TopicScan<>(new PresenceDeserializer(), new PresenceDeserializer())
          .read(
              new TopicRange(connection, output, from, until),
              row -> {
                shown.add(row.partition());
                add(row);
              });
    }
  }

  private void add(ConsumerRecord<?, ?> row) {
    boolean isVerdict =
        PositionHeader.job(row.headers()).isEmpty()
            && PositionHeader.topic(row.headers()).filter(samples::equals).isPresent();
    if (isVerdict) {
      PositionHeader.read(row.headers()).ifPresent(this::add);
    }
  }

  private void add(SamplePosition position) {
    long end = held.getOrDefault(position.partition(), 0L);
    (position.offset() < end ? ends : ofAnother)
        .merge(position.partition(), position.offset() + 1, Math::max);
  }
}
