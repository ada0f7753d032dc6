package io.medsift.cli.topic;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The topics of a job that a command looks at. */
public final class TopicOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
            + " writes them. Default: accepted, rejected and dead-letters."
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

  /**
   * The topics, all of which exist, on brokers that are named and let the command in.
   *
   * @throws picocli.CommandLine.ParameterException if a topic does not exist
   */
  public CurationTopics topics() throws InterruptedException {
    CurationTopics topics = topics(brokers.connection());
    TopicArgument.require(
        command,
        topics.connection(),
        List.of(topics.samples(), topics.accepted(), topics.rejected(), topics.deadLetters()),
        "name others with --topic or --outputs");
    return topics;
  }

  /** The topics at a connection, whether or not they exist. */
  public CurationTopics topics(KafkaConnection connection) {
    CurationTopics usual = CurationTopics.named(connection);
    CurationTopics topics =
        new CurationTopics(
            connection,
            samples,
            usual.accepted(),
            usual.rejected(),
            usual.deadLetters(),
            usual.promptsDecided());
    return outputs == null ? topics : topics.withOutputs(outputs);
  }
}
