package io.medsift.cli.run;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.curation.CurationTopics;
import io.medsift.topic.KafkaConnection;
import java.util.Map;

/** The four topics on an embedded broker. */
public final class Topics {
  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final String LONGEST = "max.message.bytes";

  private Topics() {}

  /** Topics of a job that runs for ever: the broker's clock is the time of a sample. */
  public static CurationTopics live(EmbeddedBroker broker, int partitions, int longestSample) {
    return create(
        broker,
        partitions,
        partitions,
        Map.of(TIMESTAMP_TYPE, "LogAppendTime", LONGEST, Integer.toString(longestSample)));
  }

  /** Topics of a run over files: the loader's clock is the time of a sample. */
  public static CurationTopics forFiles(EmbeddedBroker broker, int partitions) {
    return create(
        broker,
        partitions,
        1,
        Map.of(
            TIMESTAMP_TYPE,
            "CreateTime",
            "message.timestamp.after.max.ms",
            Long.toString(Long.MAX_VALUE)));
  }

  private static CurationTopics create(
      EmbeddedBroker broker, int partitions, int outputPartitions, Map<String, String> samples) {
    CurationTopics topics = CurationTopics.named(KafkaConnection.plain(broker.bootstrapServers()));
    broker.createTopic(topics.samples(), partitions, samples);
    broker.createTopic(topics.accepted(), outputPartitions, Map.of());
    broker.createTopic(topics.rejected(), outputPartitions, Map.of());
    broker.createTopic(topics.deadLetters(), outputPartitions, Map.of());
    return topics;
  }
}
