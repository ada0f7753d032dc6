package io.medsift.cli.model;

import io.medsift.cli.CommandFailedException;
import io.medsift.cli.artifact.RecipeArgument;
import io.medsift.cli.live.SavedReading;
import io.medsift.cli.live.TopicJob;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.BrokerFailure;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.topic.KafkaConnection;
import io.medsift.topic.Reading;
import io.medsift.topic.TopicRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the jobs that ask a model between topics of a broker. */
final class ModelJobOptions {
  private static final String BASE_URL = "OPENAI_BASE_URL";
  private static final int MOST_SLOTS = 8;
  private static final int HIGHEST_PORT = 65_535;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "recommended",
      description = "Recipe that comes with Medsift, or a YAML file. Default: ${DEFAULT-VALUE}.")
  private String recipe;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "OpenAI-compatible endpoint, with its version. Default: base_url of the recipe, else"
            + " OPENAI_BASE_URL of the environment."
      })
  private String baseUrl;

  @Mixin private BrokerOptions brokers;

  @Option(
      names = "--ledger",
      paramLabel = "TOPIC",
      defaultValue = "ledger",
      description = {
        "Compacted topic that keeps every answer, so that none is paid for twice; made if absent."
            + " Default: ${DEFAULT-VALUE}."
      })
  private String ledger;

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      defaultValue = "dead-letters",
      description =
          "Topic of records that are no prompts or got no answer. Default: ${DEFAULT-VALUE}.")
  private String deadLetters;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = {
        "Name of the run: its consumer group and the prefix of its transactions. Runs that write at"
            + " the same time need different ones. Default: medsift- and the name of the command."
      })
  private String name;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Directory that keeps checkpoints and the log; the same command with the same directory goes"
            + " on where it was. Default: medsift- and the name of the command."
      })
  private Path data;

  @Option(
      names = "--until-end",
      description = {
        "Stop when what the topic holds at the start is answered, instead of waiting for more. The"
            + " next run with the same directory begins after it."
      })
  private boolean untilEnd;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallel subtasks of the job. Default: one for each processor, at most 8.")
  private Integer parallelism;

  @Option(
      names = "--checkpoint",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = {
        "How often what was written becomes visible to readers of committed records. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private int checkpoint;

  @Option(
      names = "--web-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the dashboard, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int webPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description = {
        "Port where Prometheus reads the metrics of the job, on every address of this machine."
            + " Default: none."
      })
  private Integer metricsPort;

  Recipe recipe() {
    try {
      return RecipeArgument.load(recipe);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** The recipe's model of a role, with an address. */
  AskedModel model(Recipe of, ModelRole role) {
    String name = of.stamp().name();
    AskedModel model =
        of.models()
            .of(role)
            .orElseThrow(
                () ->
                    wrong(
                        "the recipe "
                            + name
                            + " names no model for the role "
                            + role.wireName()
                            + ": add models."
                            + role.wireName()
                            + " with the key 'model'"));
    String address = baseUrl == null ? model.baseUrl() : baseUrl;
    address = address == null ? System.getenv(BASE_URL) : address;
    if (address == null || address.isBlank()) {
      throw wrong(
          "where is the model "
              + model.model()
              + "? Name its endpoint with --base-url, models."
              + role.wireName()
              + ".base_url of the recipe, or "
              + BASE_URL
              + " of the environment");
    }
    return model.at(address);
  }

  /** The connection of a command that begins now: what goes wrong stands in its log. */
  KafkaConnection connection(String commandName) throws InterruptedException {
    if (!brokers.named()) {
      throw wrong("name the Kafka brokers with --bootstrap-servers HOST:PORT");
    }
    job(commandName).begin();
    return brokers.connection();
  }

  /** Name of a run of the command. */
  String run(String commandName) {
    return name == null ? "medsift-" + commandName : name;
  }

  /**
   * How much of its topic the run of a command reads, which begins now.
   *
   * @throws CommandFailedException if the topic cannot be read, or the directory of the run holds
   *     one that ends where this one does not, or the other way round
   */
  Reading reading(String commandName, KafkaConnection connection, String topic) throws IOException {
    try {
      return new SavedReading(job(commandName).data())
          .begin(
              topic,
              run(commandName),
              untilEnd ? () -> TopicRange.now(connection, topic).ends() : null);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    } catch (KafkaException e) {
      throw BrokerFailure.of(e);
    }
  }

  String ledger() {
    return ledger;
  }

  String deadLetters() {
    return deadLetters;
  }

  /**
   * Runs the job of a command until it is stopped, or has read all that it is to read.
   *
   * @param line what is shown of its counters
   */
  void run(String name, TopicJob.Definition definition, Function<JobCounters, String> line)
      throws Exception {
    try {
      job(name)
          .run(
              definition,
              (counters, nanos) -> line.apply(counters),
              ProgressDisplay.onStandardError());
    } catch (IllegalStateException e) {
      throw new CommandFailedException(
          e.getMessage(), "Check --bootstrap-servers and the names of the topics.", e);
    }
  }

  /** The job as these options say it is run. */
  TopicJob job(String name) {
    if (webPort < 0 || webPort > HIGHEST_PORT) {
      throw wrong("--web-port must be 0 to " + HIGHEST_PORT + ", got " + webPort);
    }
    if (metricsPort != null && (metricsPort < 1 || metricsPort > HIGHEST_PORT)) {
      throw wrong("--metrics-port must be 1 to " + HIGHEST_PORT + ", got " + metricsPort);
    }
    return new TopicJob(
        name,
        data == null ? Path.of("medsift-" + name) : data,
        parallelism == null
            ? Math.min(MOST_SLOTS, Runtime.getRuntime().availableProcessors())
            : positive("--parallelism", parallelism),
        webPort,
        metricsPort,
        Duration.ofSeconds(positive("--checkpoint", checkpoint)));
  }

  private int positive(String option, int value) {
    if (value < 1) {
      throw wrong(option + " must be at least 1, got " + value);
    }
    return value;
  }

  ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
