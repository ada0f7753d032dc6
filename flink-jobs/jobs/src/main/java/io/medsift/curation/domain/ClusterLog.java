package io.medsift.curation.domain;

import io.medsift.codec.PublishedRow;
import io.medsift.codec.RowCodec;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The rows of a run, whose verdicts say what its embeddings decided: the clusters of prompts, and
 * near ties of the rule {@code semantic}. Ranges are fixed when a job is defined, so that a restart
 * finds what the start found.
 */
public record ClusterLog(List<TopicRange> rows) implements Serializable {
  public ClusterLog {
    rows = List.copyOf(rows);
  }

  /**
   * All rows that {@code topics} hold now.
   *
   * @throws IllegalArgumentException if there is no such topic
   */
  public static ClusterLog of(KafkaConnection connection, List<String> topics) {
    return new ClusterLog(topics.stream().map(topic -> TopicRange.now(connection, topic)).toList());
  }

  /**
   * Reads the rows that are still there, and passes over records that are not rows.
   *
   * @return how many records there were
   */
  public long forEach(Consumer<PublishedRow> reader) {
    long records = 0;
    for (TopicRange range : rows) {
      records +=
          new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .read(stillThere(range), record -> read(record, reader));
    }
    return records;
  }

  /** Without what retention has deleted since the job was defined. */
  private static TopicRange stillThere(TopicRange range) {
    Map<Integer, Long> first = TopicRange.now(range.connection(), range.topic()).starts();
    Map<Integer, Long> starts = new HashMap<>(range.starts());
    starts.replaceAll((partition, start) -> Math.max(start, first.getOrDefault(partition, start)));
    return range.from(starts);
  }

  private static void read(ConsumerRecord<byte[], byte[]> record, Consumer<PublishedRow> reader) {
    PublishedRow row;
    try {
      row = record.value() == null ? null : RowCodec.readPublished(record.value());
    } catch (IOException e) {
      // Not a row, so it says nothing of a prompt.
      return;
    }
    if (row != null) {
      reader.accept(row);
    }
  }

  /** Largest possible number of rows. */
  public long records() {
    return rows.stream().mapToLong(TopicRange::records).sum();
  }
}
