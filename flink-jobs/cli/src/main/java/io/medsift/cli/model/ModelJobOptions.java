package io.medsift.cli.model;

import io.medsift.cli.artifact.RecipeArgument;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.input.InputFiles;
import io.medsift.cli.live.SavedReading;
import io.medsift.cli.live.TopicJob;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.output.DirectoryLock;
import io.medsift.cli.output.PrivateDirectory;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.BrokerFailure;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.cli.topic.TopicArgument;
import io.medsift.curation.CurationJob;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.llm.client.ModelSettings;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.stage.RequestPreview;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the jobs that ask a model between topics of a broker. */
final class ModelJobOptions {
  private static final String BASE_URL = "OPENAI_BASE_URL";
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final int MOST_SLOTS = 8;
  private static final int HIGHEST_PORT = 65_535;
  private static final String NO_ADDRESS = "http://localhost:8000/v1";
  private static final int GIVE_UP_SECONDS = 900;

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
        "Directory that keeps checkpoints and the log; the same command with the same directory"
            + " goes on where it was. Default: medsift- and the name of the command."
      })
  private Path data;

  private boolean begun;
  private boolean isNew;

  @Option(
      names = "--until-end",
      description = {
        "Stop when what the topic holds at the start is answered, instead of waiting for more. The"
            + " next run with the same directory begins after it."
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
        "With --until-end, for generate and annotate: read --dead-letters instead of the topic, and"
            + " ask again about what got no answer that could be read, with another seed. Each run"
            + " takes those that have come since the one before."
      })
  private boolean again;

  @Option(
      names = "--dry-run",
      description = {
        "Ask nothing and write nothing: print the first request as it would be sent, without the"
            + " key, and how many there would be, with tokens and cost. Needs no endpoint. Of the"
            + " topic with --bootstrap-servers, else of --input."
      })
  private boolean dryRun;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      arity = "1..*",
      description = "With --dry-run: files of records, in place of the topic.")
  private List<String> input = new ArrayList<>();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Make topics that are missing, with so many partitions.")
  private Integer partitions;

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
        "Port where Prometheus reads the metrics of the job; they have no password. Default: none."
      })
  private Integer metricsPort;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address of this machine where it reads them; 0.0.0.0 for all. Default:"
              + " ${DEFAULT-VALUE}.")
  private String metricsHost;

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
    if (dryRun && (address == null || address.isBlank())) {
      address = NO_ADDRESS;
    }
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

  /** The connection of a command that begins now: what goes wrong stands in its log. */
  KafkaConnection connection(String commandName) throws IOException, InterruptedException {
    if (!brokers.named()) {
      throw wrong("name the Kafka brokers with --bootstrap-servers HOST:PORT");
    }
    if (!input.isEmpty()) {
      throw wrong("--input is for --dry-run; the job reads its topic");
    }
    TopicJob job = job(commandName);
    try {
      isNew = PrivateDirectory.makeNew(job.data());
    } catch (IOException e) {
      // What begins there says it.
      isNew = false;
    }
    job.begin();
    return brokers.connection();
  }

  /**
   * Requires names of topics that there can be, and that the job does not read what it writes.
   *
   * @param read topic that is read
   * @param written topics that are written, without that of dead letters and the ledger
   */
  void requireNames(String read, List<String> written) {
    List<String> all = new ArrayList<>(written);
    all.add(deadLetters);
    all.add(ledger);
    if (again) {
      all.remove(deadLetters);
    }
    for (String topic : Stream.concat(Stream.of(read), all.stream()).toList()) {
      if (!TOPIC.matcher(topic).matches() || topic.matches("[.]{1,2}")) {
        throw wrong(
            "a topic is named by at most 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-', got"
                + " '"
                + topic
                + "'");
      }
    }
    if (all.contains(read)) {
      throw wrong("the job reads the topic " + read + ", so it cannot write to it");
    }
    if (written.contains(ledger) || (!again && deadLetters.equals(ledger))) {
      throw wrong("the topic " + ledger + " is the ledger's, so nothing else can go there");
    }
  }

  /**
   * Makes sure that the topics of a command are there, or makes them where that is wanted.
   *
   * @throws ParameterException if some are missing; the message names them all
   */
  void topics(KafkaConnection connection, List<String> topics) throws InterruptedException {
    if (partitions != null) {
      TopicArgument.make(connection, topics, partitions);
    }
    TopicArgument.require(
        command, connection, topics, "add --partitions N to have them made, or name others");
  }

  /** How long a model may give no reply to anybody before the command ends. */
  Duration outage() {
    if (giveUpAfter != null) {
      return Duration.ofSeconds(positive("--give-up-after", giveUpAfter));
    }
    return untilEnd ? Duration.ofSeconds(GIVE_UP_SECONDS) : RetryPolicy.UNLIMITED;
  }

  /** Whether nothing is to be asked. */
  boolean dryRun() {
    return dryRun;
  }

  /**
   * Shows what would be asked.
   *
   * @param topic that the job would read
   * @param records what its records are, such as {@code prompts}
   * @param example whether the prompt that comes with Medsift serves where nothing is named
   * @throws CommandFailedException if all would be refused
   */
  void preview(
      Map<ModelRole, AskedModel> models,
      Function<byte[], RequestPreview> job,
      String topic,
      String records,
      boolean example)
      throws IOException, InterruptedException {
    if (!input.isEmpty() && brokers.named()) {
      throw wrong("name either --input or --bootstrap-servers");
    }
    DryRun run = new DryRun(models, job, command.commandLine().getOut());
    if (!input.isEmpty()) {
      run.files(InputFiles.find(input, command));
    } else if (brokers.named()) {
      TopicArgument.require(
          command, brokers.connection(), List.of(topic), "name another, or --input FILE");
      run.topic(TopicRange.now(brokers.connection(), topic));
    } else if (example) {
      run.example();
    } else {
      throw wrong("name what would be asked about: --input FILE, or --bootstrap-servers HOST:PORT");
    }
    run.finish(records);
  }

  /** The work of a command. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  /** Does the work of a command; where it cannot begin, what it has made by then is taken away. */
  int call(String commandName, Work work) throws Exception {
    outage();
    job(commandName);
    if (partitions != null) {
      positive("--partitions", partitions);
    }
    try {
      work.run();
      return ExitCode.DONE;
    } catch (CommandFailedException | ParameterException e) {
      if (isNew && !begun) {
        deleteUnused(directory(commandName));
      }
      throw e;
    }
  }

  // The same command may have come by then, and work there.
  private static void deleteUnused(Path directory) throws IOException {
    DirectoryLock lock;
    try {
      lock = DirectoryLock.on(directory);
    } catch (CommandFailedException another) {
      return;
    }
    try {
      TemporaryDirectory.deleteTree(directory);
    } finally {
      lock.close();
    }
  }

  private Path directory(String commandName) {
    return data == null ? Path.of("medsift-" + commandName + suffix()) : data;
  }

  /** Name of a run of the command. */
  String run(String commandName) {
    return name == null ? "medsift-" + commandName + suffix() : name;
  }

  /**
   * How much of its topic the run of a command reads, which begins now.
   *
   * @throws CommandFailedException if the topic cannot be read, or the directory of the run holds
   *     one that ends where this one does not, or the other way round
   */
  OffsetRange reading(String commandName, KafkaConnection connection, String topic)
      throws IOException {
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

  private String suffix() {
    return again ? "-again" : "";
  }

  /** The topic that a command reads, which is {@code usual} unless it asks again. */
  String read(String usual) {
    if (again && !untilEnd) {
      throw wrong("--ask-again goes with --until-end: it would read what it writes for ever");
    }
    if (again && dryRun) {
      throw wrong("--ask-again does not go with --dry-run");
    }
    return again ? deadLetters : usual;
  }

  /** Refuses to ask again, for a command that cannot. */
  void requireFirst(String why) {
    if (again) {
      throw wrong("--ask-again is not for this command: " + why);
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
   * @param report what is said at the end
   * @throws CommandFailedException if it ends otherwise, or all that it read was refused
   */
  void run(
      String name,
      TopicJob.Definition definition,
      Function<JobCounters, String> line,
      Function<JobCounters, ModelJobReport> report)
      throws Exception {
    AtomicReference<ModelJobReport> made = new AtomicReference<>();
    try {
      job(name)
          .run(
              environment -> {
                definition.define(environment);
                begun = true;
              },
              (counters, nanos) -> line.apply(counters) + failing(counters),
              ProgressDisplay.onStandardError(),
              (counters, failed) -> {
                made.set(report.apply(counters));
                made.get().print(command.commandLine().getOut(), failed);
              },
              () -> made.get().requireSome());
    } catch (IllegalStateException e) {
      throw new CommandFailedException(
          e.getMessage(), "Check --bootstrap-servers and the names of the topics.", e);
    }
  }

  /** What a job waits for, or what it last met. */
  private String failing(JobCounters counters) {
    String last = counters.lastFailure().orElse("");
    long silent = counters.silentSeconds();
    if (last.isEmpty()) {
      return "";
    }
    if (silent == 0) {
      return "  last failure: " + last;
    }
    Duration outage = outage();
    return String.format(
        Locale.ROOT,
        "  waiting for the model, no reply for %,d s%s: %s",
        silent,
        outage.equals(RetryPolicy.UNLIMITED)
            ? ""
            : String.format(Locale.ROOT, " (ends after %,d s)", outage.toSeconds()),
        last);
  }

  /** The job as these options say it is run. */
  TopicJob job(String name) {
    if (webPort < 0 || webPort > HIGHEST_PORT) {
      throw wrong("--web-port must be 0 to " + HIGHEST_PORT + ", got " + webPort);
    }
    if (metricsPort != null && (metricsPort < 1 || metricsPort > HIGHEST_PORT)) {
      throw wrong("--metrics-port must be 1 to " + HIGHEST_PORT + ", got " + metricsPort);
    }
    InetSocketAddress metrics =
        metricsPort == null ? null : new InetSocketAddress(metricsHost, metricsPort);
    if (metrics != null && metrics.isUnresolved()) {
      throw wrong("--metrics-host must be an address of this machine, got " + metricsHost);
    }
    if (parallelism != null && parallelism > CurationJob.MAX_PARALLELISM) {
      throw wrong(
          "--parallelism must be 1 to " + CurationJob.MAX_PARALLELISM + ", got " + parallelism);
    }
    return new TopicJob(
        name,
        directory(name),
        parallelism == null
            ? Math.min(MOST_SLOTS, Runtime.getRuntime().availableProcessors())
            : positive("--parallelism", parallelism),
        webPort,
        metrics,
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
