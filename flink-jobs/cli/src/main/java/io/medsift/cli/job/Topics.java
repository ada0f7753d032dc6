package io.medsift.cli.job;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of a job on an embedded broker. */
public final class Topics {
  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

  private Topics() {}

  /** Topics of a job that runs for ever: the broker's clock is the time of a sample. */
  public static CurationTopics live(
      EmbeddedBroker broker, Recipe recipe, int partitions, int longestSample) {
    return create(
        broker,
        recipe,
        partitions,
        partitions,
        Map.of(
            TIMESTAMP_TYPE, "LogAppendTime", MAX_MESSAGE_BYTES, Integer.toString(longestSample)));
  }

  /** Topics of a run over files: the loader's clock is the time of a sample. */
  public static CurationTopics forFiles(EmbeddedBroker broker, Recipe recipe, int partitions) {
    return create(
        broker,
        recipe,
        partitions,
        1,
        Map.of(
            TIMESTAMP_TYPE,
            "CreateTime",
            "message.timestamp.after.max.ms",
            Long.toString(Long.MAX_VALUE)));
  }

  private static CurationTopics create(
      EmbeddedBroker broker,
      Recipe recipe,
      int partitions,
      int outputPartitions,
      Map<String, String> samples) {
    CurationTopics topics = CurationTopics.named(KafkaConnection.plain(broker.bootstrapServers()));
    List<NewTopic> wanted = new ArrayList<>();
    wanted.add(topic(topics.samples(), partitions).configs(samples));
    for (String output : topics.outputs(recipe)) {
      NewTopic topic = topic(output, outputPartitions);
      wanted.add(
          output.equals(topics.promptsDecided())
              ? topic.configs(CurationTopics.PROMPTS_DECIDED_CONFIG)
              : topic);
    }
    broker.createTopics(wanted);
    return topics;
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty());
  }
}
