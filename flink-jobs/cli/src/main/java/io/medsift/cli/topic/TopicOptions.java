package io.medsift.cli.topic;

import io.medsift.curation.CurationTopics;
import io.medsift.topic.KafkaConnection;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The topics of a job that a command looks at. */
public final class TopicOptions {
  @Mixin private BrokerOptions brokers;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "samples",
      description = "Topic of samples. Default: ${DEFAULT-VALUE}.")
  private String samples;

  @Option(
      names = "--outputs",
      paramLabel = "PREFIX",
      description = {
        "Look at PREFIX-accepted, PREFIX-rejected and PREFIX-dead-letters, as 'replay --into'"
            + " leaves them. Default: accepted, rejected and dead-letters."
      })
  private String outputs;

  /** The brokers of the job. */
  public BrokerOptions brokers() {
    return brokers;
  }

  /** Name of the topic of samples. */
  public String samples() {
    return samples;
  }

  /** The topics, on brokers that are named and let the command in. */
  public CurationTopics topics() throws InterruptedException {
    return topics(brokers.connection());
  }

  /** The topics at a connection. */
  public CurationTopics topics(KafkaConnection connection) {
    CurationTopics usual = CurationTopics.named(connection);
    CurationTopics topics =
        new CurationTopics(
            connection, samples, usual.accepted(), usual.rejected(), usual.deadLetters());
    return outputs == null ? topics : topics.withOutputs(outputs);
  }
}
