package io.medsift.cli.topic;

import io.medsift.curation.CurationTopics;
import picocli.CommandLine.Option;

/** The topics of a job that a command looks at. */
public final class TopicOptions {
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers of the job, comma-separated.")
  private String bootstrapServers;

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

  /** Whether brokers are named. */
  public boolean named() {
    return bootstrapServers != null;
  }

  /** The topics; brokers must be {@link #named()}. */
  public CurationTopics topics() {
    CurationTopics usual = CurationTopics.named(bootstrapServers);
    CurationTopics topics =
        new CurationTopics(
            bootstrapServers, samples, usual.accepted(), usual.rejected(), usual.deadLetters());
    return outputs == null ? topics : topics.withOutputs(outputs);
  }
}
