package io.medsift.recovery;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.PresenceDeserializer;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the rows in the outputs of a run go. It is known where nothing else says that samples are
 * decided: the consumer group expired or was deleted, or the run has another name now.
 */
public final class DecidedRows {
  private static final Logger LOG = LoggerFactory.getLogger(DecidedRows.class);

  /** Records looked at before the end of each partition: the last rows are of the last samples. */
  private static final long TAIL = 200;

  private DecidedRows() {}

  /**
   * Partition of {@code samples} to the offset after the last sample that has a row, as the last
   * rows of {@code outputs} say; empty where none has, and where an output is no topic yet, or one
   * that this user may not read.
   */
  public static Map<Integer, Long> ends(
      KafkaConnection connection, List<String> outputs, String samples) {
    Map<Integer, Long> ends = new HashMap<>();
    for (String output : outputs) {
      try {
        read(connection, output, samples, ends);
      } catch (IllegalArgumentException | AuthorizationException e) {
        LOG.info("Whether {} holds verdicts is not checked: {}", output, e.getMessage());
      }
    }
    return ends;
  }

  private static void read(
      KafkaConnection connection, String output, String samples, Map<Integer, Long> ends) {
    TopicRange all = TopicRange.now(connection, output);
    Map<Integer, Long> tails = new HashMap<>();
    all.starts()
        .forEach(
            (partition, start) ->
                tails.put(partition, Math.max(start, all.ends().get(partition) - TAIL)));
    new TopicScan<>(new PresenceDeserializer(), new PresenceDeserializer())
        .read(all.from(tails), row -> add(row, samples, ends));
  }

  private static void add(ConsumerRecord<?, ?> row, String samples, Map<Integer, Long> ends) {
    boolean isVerdict =
        PositionHeader.job(row.headers()).isEmpty()
            && PositionHeader.topic(row.headers()).filter(samples::equals).isPresent();
    if (isVerdict) {
      PositionHeader.read(row.headers()).ifPresent(position -> add(position, ends));
    }
  }

  private static void add(SamplePosition position, Map<Integer, Long> ends) {
    ends.merge(position.partition(), position.offset() + 1, Math::max);
  }
}
