package io.medsift.cli.job;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** The four topics on an embedded broker. */
public final class Topics {
  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

  private Topics() {}

  /** Topics of a job that runs for ever: the broker's clock is the time of a sample. */
  public static CurationTopics live(EmbeddedBroker broker, int partitions, int longestSample) {
    return create(
        broker,
        partitions,
        partitions,
        Map.of(
            TIMESTAMP_TYPE, "LogAppendTime", MAX_MESSAGE_BYTES, Integer.toString(longestSample)));
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
    List<NewTopic> wanted = new ArrayList<>();
    wanted.add(topic(topics.samples(), partitions).configs(samples));
    for (String output : List.of(topics.accepted(), topics.rejected(), topics.deadLetters())) {
      wanted.add(topic(output, outputPartitions));
    }
    broker.createTopics(wanted);
    return topics;
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty());
  }
}
