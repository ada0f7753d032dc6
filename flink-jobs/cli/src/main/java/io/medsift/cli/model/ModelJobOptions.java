package io.medsift.cli.model;

import io.medsift.cli.argument.Usage;
import io.medsift.cli.artifact.RecipeOption;
import io.medsift.cli.live.TopicJob;
import io.medsift.cli.live.TopicJobOptions;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.llm.client.ModelSettings;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.stage.ModelJob;
import io.medsift.llm.stage.RequestPreview;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the jobs that ask a model between topics of a broker. */
final class ModelJobOptions {
  private static final String BASE_URL = "OPENAI_BASE_URL";
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final String NO_ADDRESS = "http://localhost:8000/v1";
  private static final int GIVE_UP_SECONDS = 900;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private RecipeOption recipe;

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
        "Compacted topic that stores every answer, so that no request is paid "
            + "for twice; created if missing. Default: ${DEFAULT-VALUE}."
      })
  private String ledger;

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      defaultValue = "dead-letters",
      description =
          "Topic of records that could not be read or got no answer. Default: ${DEFAULT-VALUE}.")
  private String deadLetters;

  @Mixin private TopicJobOptions job;

  @Option(
      names = "--until-end",
      description = {
        "Stop when all records that the topic holds at the start are answered, "
            + "instead of waiting for more. The next run with the same directory "
            + "starts after them."
      })
  private boolean untilEnd;

  @Option(
      names = "--give-up-after",
      paramLabel = "SECONDS",
      description = {
        "Exit with code 1 if no request has received a reply from the model for this long; answers"
            + " so far are kept. Default: "
            + GIVE_UP_SECONDS
            + " with --until-end; without it, the job waits for its model."
      })
  private Integer giveUpAfter;

  @Option(
      names = "--ask-again",
      description = {
        "With --until-end, for generate and annotate: read --dead-letters "
            + "instead of the topic, and request the records without a usable answer "
            + "again, with another seed. Each run takes the dead letters added since "
            + "the previous one."
      })
  private boolean again;

  @Mixin private DryRunOptions dryRun;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Create missing topics with this many partitions.")
  private Integer partitions;

  /** Returns the recipe. */
  Recipe recipe() {
    return recipe.load();
  }

  /** Returns the recipe's model of a role, with an address. */
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
    if (dryRun.given() && (address == null || address.isBlank())) {
      address = NO_ADDRESS;
    }
    if (address == null || address.isBlank()) {
      throw wrong(
          "there is no endpoint for the model "
              + model.model()
              + ": name it with --base-url, models."
              + role.wireName()
              + ".base_url of the recipe, or "
              + BASE_URL
              + " of the environment");
    }
    AskedModel addressed = model.at(address);
    try {
      ModelSettings.of(addressed);
      return addressed;
    } catch (IllegalArgumentException e) {
      throw wrong(
          (baseUrl != null
                  ? "--base-url: "
                  : model.baseUrl() != null
                      ? "models." + role.wireName() + " of the recipe: "
                      : BASE_URL + " of the environment: ")
              + e.getMessage());
    }
  }

  /**
   * Returns the run of a command.
   *
   * @param records what it reads, in the plural, such as {@code prompts}
   * @param written topics that are named as outputs, whether or not its recipe needs them
   * @throws ParameterException if an option is wrong
   */
  ModelJobRun run(
      ModelJob modelJob, String records, Map<ModelRole, AskedModel> models, List<String> written) {
    String name = modelJob.command();
    String read = modelJob.topics().input();
    if (!brokers.named()) {
      throw wrong("name the Kafka brokers with --bootstrap-servers HOST:PORT");
    }
    dryRun.requireNoInput();
    requireNames(read, written);
    return new ModelJobRun(
        new ModelJobRequest(
            name,
            records,
            runName(name),
            job(name),
            models,
            read,
            modelJob.requiredTopics(),
            deadLetters,
            partitions,
            untilEnd,
            outage()),
        brokers,
        command);
  }

  // A job must not read what it writes.
  private void requireNames(String read, List<String> written) {
    List<String> all = new ArrayList<>(written);
    all.add(deadLetters);
    all.add(ledger);
    if (again) {
      all.remove(deadLetters);
    }
    for (String topic : Stream.concat(Stream.of(read), all.stream()).toList()) {
      if (!TOPIC.matcher(topic).matches() || topic.matches("[.]{1,2}")) {
        throw wrong(
            "the name of a topic has 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-',"
                + " got '"
                + topic
                + "'");
      }
    }
    if (all.contains(read)) {
      throw wrong("the job reads the topic " + read + ", so it cannot write to it");
    }
    if (written.contains(ledger) || (!again && deadLetters.equals(ledger))) {
      throw wrong("the topic " + ledger + " is the ledger, so nothing else can be written to it");
    }
  }

  /** Returns how long a model may give no reply to any request before the command ends. */
  Duration outage() {
    if (giveUpAfter != null) {
      return Duration.ofSeconds(Usage.atLeast(command, "--give-up-after", giveUpAfter, 1));
    }
    return untilEnd ? Duration.ofSeconds(GIVE_UP_SECONDS) : RetryPolicy.UNLIMITED;
  }

  /** Returns whether nothing is to be asked. */
  boolean dryRun() {
    return dryRun.given();
  }

  /**
   * Shows what would be asked.
   *
   * @param preview of the requests for a record
   * @param topic that the job would read
   * @param records what its records are, such as {@code prompts}
   * @param example whether the prompt that comes with Medsift serves where nothing is named
   * @throws CommandFailedException if all would be refused
   */
  void preview(
      Map<ModelRole, AskedModel> models,
      Function<byte[], RequestPreview> preview,
      String topic,
      String records,
      boolean example)
      throws IOException, InterruptedException {
    dryRun.run(
        new DryRun(models, preview, command.commandLine().getOut()),
        brokers,
        topic,
        records,
        example);
  }

  /** Checks the options that do not depend on the recipe; a command calls it first. */
  void check(String name) {
    outage();
    job(name);
    if (partitions != null) {
      Usage.atLeast(command, "--partitions", partitions, 1);
    }
  }

  /** Returns the name of the run of a command. */
  String runName(String name) {
    return job.run("medsift-" + name + suffix());
  }

  /** Returns the directory of the run of a command. */
  Path data(String name) {
    return job(name).data();
  }

  private TopicJob job(String name) {
    return job.job(name, "medsift-" + name + suffix());
  }

  private String suffix() {
    return again ? "-again" : "";
  }

  /** Returns the topic that a command reads, which is {@code usual} unless it asks again. */
  String read(String usual) {
    if (again && !untilEnd) {
      throw wrong(
          "--ask-again goes with --until-end: otherwise it would read its own " + "output forever");
    }
    if (again && dryRun.given()) {
      throw wrong("--ask-again does not go with --dry-run");
    }
    return again ? deadLetters : usual;
  }

  /** Throws if it is to ask again, for a command that cannot. */
  void requireFirst(String why) {
    if (again) {
      throw wrong("--ask-again does not work with this command: " + why);
    }
  }

  /** Returns the topics that all model jobs have, of a job that reads {@code input}. */
  ModelJob.Topics topics(String input) {
    return new ModelJob.Topics(input, deadLetters, ledger);
  }

  ParameterException wrong(String message) {
    return Usage.wrong(command, message);
  }
}
