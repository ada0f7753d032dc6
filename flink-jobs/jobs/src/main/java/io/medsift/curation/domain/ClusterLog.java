package io.medsift.curation.domain;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import java.io.Serializable;
import java.util.List;

/**
 * The rows of a run, whose verdicts say the clusters of their prompts. Ranges are fixed when a job
 * is defined, so that a restart finds what the start found.
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

  /** Largest possible number of rows. */
  public long records() {
    return rows.stream().mapToLong(TopicRange::records).sum();
  }
}
