package io.medsift.integration.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.ListeningSockets;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.embedded.Testbed;
import io.medsift.cluster.HeartbeatMain;
import io.medsift.cluster.InvalidOptionException;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.HeartbeatProducer;
import io.medsift.kafka.topic.PresenceDeserializer;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Said;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.process.SecuredBroker;
import io.medsift.testkit.process.StandaloneCluster;
import io.medsift.testkit.scenario.ModelJobScenario;
import io.medsift.testkit.scenario.RunningJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that talks to Kafka, on a broker that wants TLS and SASL. */
@Timeout(1_200)
class SecuredCommandsITCase {
  private static final int CASES = 3;
  private static final int RESPONSES = 2;
  private static final int SAMPLES = CASES * RESPONSES;
  private static final String AN_HOUR = "3600";
  private static final Pattern CASE = Pattern.compile("Case (\\d+)");
  private static final Pattern DASHBOARD = Pattern.compile("Dashboard: (http://\\S+)");
  private static final String RECIPE =
      """
      name: secured
      models:
        generator: {model: writer, max_tokens: 512, concurrency: 2, api_key_env: NOT_SET}
        judge: {model: judge, temperature: 0, concurrency: 2, api_key_env: NOT_SET}
        evolver: {model: evolver, concurrency: 2, api_key_env: NOT_SET}
      generate: {responses: %d, output: unscored}
      evolve: {rounds: 1, track: general_instruct}
      judge: {minimum: 8}
      tracks:
        general_instruct: {gates: [judge, deduplicate]}
      """
          .formatted(RESPONSES);

  @TempDir private static Path directory;
  private static SecuredBroker broker;
  private static ListeningSockets.Watch sockets;
  private static FakeEndpoint model;
  private static Path recipe;
  private static Path seeds;

  @BeforeAll
  static void start() throws Exception {
    sockets = ListeningSockets.Watch.start();
    broker = SecuredBroker.start(directory.resolve("broker"));
    model = FakeEndpoint.saying(SecuredCommandsITCase::answer);
    recipe = Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
    List<String> rows = new ArrayList<>();
    for (int number = 0; number < CASES; number++) {
      rows.add("{\"id\": \"%1$d\", \"prompt\": \"How is Case %1$d treated?\"}".formatted(number));
    }
    seeds = Files.write(directory.resolve("seeds.jsonl"), rows);
  }

  @AfterAll
  static void stop() throws Exception {
    model.close();
    broker.close();
    sockets.close();
    if (ListeningSockets.areKnown()) {
      assertThat(sockets.seen())
          .as("what any command has listened on")
          .isNotEmpty()
          .allMatch(ListeningSockets::isLoopback);
    }
  }

  private static Said answer(ChatCall call) {
    String asked = call.body().path("messages").toString();
    Matcher matcher = CASE.matcher(asked);
    assertThat(matcher.find()).as(asked).isTrue();
    String number = matcher.group(1);
    return switch (call.body().path("model").asText()) {
      case "judge" ->
          Said.of(
              "{\"rationale\": \"It holds.\", \"score\": %s}"
                  .formatted(number.equals("0") ? 5 : 9));
      case "writer" ->
          Said.of("In Case %s try plan %d.".formatted(number, call.seed() % 1_000_000));
      default ->
          Said.of(
              asked.contains("<question> and </question>")
                  ? "<question>How is Case %s treated with renal failure?</question>"
                      .formatted(number)
                  : asked.contains("Compare two questions.")
                      ? "{\"equal\": false}"
                      : "<think>Hm.</think>Colchicine, since the kidneys allow it.");
    };
  }

  @Test
  void ingestWorksWithTheSettings() throws Exception {
    Path rows = Files.copy(seeds, directory.resolve("rows.jsonl"));
    CommandRun ingest =
        done(
            run(
                "ingest",
                "--source",
                "columns",
                "--track",
                "general_instruct",
                "--topic",
                "ingested",
                "--partitions",
                "1",
                "--unmapped",
                directory.resolve("unmapped-rows.jsonl").toString(),
                rows.toString()));
    assertThat(ingest.out()).contains("3 samples").doesNotContain(SecuredBroker.PASSWORD);
    assertThat(records("ingested")).isEqualTo(CASES);
  }

  @Tag("long")
  @Test
  void everyCommandWorksWithTheSettings() throws Exception {
    createTopics(
        "prompts", "eliminated", "unscored", "samples", "accepted", "rejected", "dead-letters");
    CommandRun ingest =
        run(
            "ingest",
            "--source",
            "columns",
            "--track",
            "general_instruct",
            "--topic",
            "seeds",
            "--partitions",
            "1",
            "--unmapped",
            directory.resolve("unmapped.jsonl").toString(),
            seeds.toString());
    assertThat(ingest.err()).isEmpty();
    assertThat(ingest.out()).contains("3 samples");

    askModels();
    curate();

    assertThat(done(run("audit")).out())
        .contains("OK: each of the %d samples has exactly one verdict".formatted(SAMPLES));
    String index = directory.resolve("index").toString();
    assertThat(done(run("explain", "samples/0@0", "--no-color", "--index", index)).out())
        .contains("Case")
        .containsPattern("accepted|rejected");
    CommandRun replay =
        done(
            run(
                "replay",
                "--recipe",
                recipe.toString(),
                "--into",
                "again",
                "--parallelism",
                "1",
                "--compare",
                "--fail-on-difference"));
    assertThat(replay.out()).contains("%1$d positions, %1$d decided alike".formatted(SAMPLES));
    CommandRun repair = repairOfAll();
    assertThat(done(run("doctor", "--patience", AN_HOUR, "--lag", AN_HOUR)).out())
        .contains("ok     brokers: 1 answer at " + broker.users())
        .doesNotContain("WRONG");
    Path dataset = directory.resolve("dataset");
    assertThat(done(run("export", "--out", dataset.toString(), "--rejected")).out())
        .contains("4 rows");
    assertThat(
            done(run(
                    "centroids",
                    "embed",
                    "--topic",
                    "prompts",
                    "--out",
                    directory.resolve("embeddings").toString()))
                .out())
        .contains("3 distinct prompts of ");
    for (CommandRun one : List.of(ingest, replay, repair)) {
      assertThat(one.out() + one.err()).doesNotContain(SecuredBroker.PASSWORD);
    }
  }

  /** Seeds to prompts, to responses, to scores: the last in a process that shows its pages. */
  private static void askModels() throws Exception {
    for (String command : List.of("evolve", "generate")) {
      List<String> arguments = new ArrayList<>(asking(command));
      arguments.add("--until-end");
      ModelJobScenario.finish(arguments);
    }
    assertThat(records("prompts")).isEqualTo(CASES);
    assertThat(records("unscored")).isEqualTo(SAMPLES);
    Path work = Files.createDirectories(directory.resolve("annotate"));
    try (MedsiftProcess annotate = MedsiftProcess.start(work, asking("annotate"))) {
      ModelJobScenario.await(annotate, "samples", () -> records("samples") >= SAMPLES);
      assertThatNoPageShowsThePassword(annotate.output());
      assertThat(annotate.output()).doesNotContain(SecuredBroker.PASSWORD);
    }
    // The log, and the checkpoints with the state of the connectors.
    assertThat(SecretSearch.filesWith(work, "medsift")).isNotEmpty();
    assertThat(SecretSearch.filesWith(work, SecuredBroker.PASSWORD)).isEmpty();
  }

  private static void assertThatNoPageShowsThePassword(String output) throws Exception {
    Matcher dashboard = DASHBOARD.matcher(output);
    assertThat(dashboard.find()).as(output).isTrue();
    FlinkRest rest = new FlinkRest(URI.create(dashboard.group(1)).getPort());
    String job = rest.awaitJob();
    for (String page : FlinkRest.pagesOf(job)) {
      assertThat(rest.text(page)).as(page).isNotEmpty().doesNotContain(SecuredBroker.PASSWORD);
    }
  }

  private static List<String> asking(String command) throws Exception {
    return arguments(
        command,
        broker.users(),
        broker.userFile(),
        "--recipe",
        recipe.toString(),
        "--base-url",
        model.baseUrl().toString(),
        "--data",
        directory.resolve(command).resolve("data").toString(),
        "--parallelism",
        "1",
        "--checkpoint",
        "1");
  }

  private static long records(String topic) {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
      return new TopicScan<>(new PresenceDeserializer(), new PresenceDeserializer())
          .read(TopicRange.now(broker.connection(), topic), record -> {});
    } catch (Exception e) {
      throw new AssertionError("the topic " + topic + " cannot be read", e);
    }
  }

  private static void curate() throws Exception {
    EmbeddedCluster cluster = Testbed.cluster();
    var environment = cluster.environment(1);
    CurationJob.define(
        environment,
        new CurationSettings(
            RecipeLoader.load(recipe.toString()),
            null,
            null,
            CurationTopics.named(broker.connection()),
            true,
            "curation"));
    JobResult result = cluster.result(cluster.submit(environment, "curation")).get();
    assertThat(result.isSuccess()).as(result.getSerializedThrowable() + "").isTrue();
  }

  /** Repairs a run whose rows are all lost. */
  private static CommandRun repairOfAll() throws Exception {
    CurationTopics decided = CurationTopics.named(broker.connection()).withOutputs("decided");
    for (String prefix : List.of("decided", "lost")) {
      createTopics(prefix + "-accepted", prefix + "-rejected", prefix + "-dead-letters");
    }
    EmbeddedCluster cluster = Testbed.cluster();
    var environment = cluster.environment(1);
    CurationJob.define(
        environment,
        new CurationSettings(
            RecipeLoader.load(recipe.toString()), null, null, decided, false, "decided"));
    RunningJob job = new RunningJob(cluster, cluster.submit(environment, "decided"));
    String state;
    HeartbeatProducer heartbeats =
        HeartbeatProducer.start(broker.connection(), "samples", Duration.ofSeconds(1));
    try {
      new TestTopics(broker.connection().settings())
          .await(List.of(decided.accepted(), decided.rejected(), decided.deadLetters()), SAMPLES);
      state = Path.of(URI.create(job.stopWithSavepoint(directory.resolve("state")))).toString();
    } finally {
      heartbeats.close();
    }
    String[] command = {
      "repair",
      "--outputs",
      "lost",
      "--recipe",
      recipe.toString(),
      "--parallelism",
      "1",
      "--state",
      state
    };
    CommandRun repair = done(run(command));
    assertThat(repair.out()).contains(SAMPLES + " rows of lost samples written.");
    assertThat(done(run(command)).out()).contains("Nothing is lost: ");
    assertThat(done(run("audit", "--outputs", "lost")).out()).contains("OK: ");
    return repair;
  }

  private static void createTopics(String... names) throws Exception {
    try (Admin admin = Admin.create(broker.connection().settings())) {
      admin
          .createTopics(
              Stream.of(names)
                  .map(
                      name ->
                          new NewTopic(name, Optional.of(1), Optional.empty())
                              .configs(Map.of("message.timestamp.type", "LogAppendTime")))
                  .toList())
          .all()
          .get();
    }
  }

  /** Each with what it needs beside the brokers. */
  static Stream<List<String>> commands() throws IOException {
    List<String> asked =
        List.of("--recipe", recipe.toString(), "--base-url", model.baseUrl().toString());
    String nowhere = directory.resolve("nowhere").toString();
    return Stream.of(
        List.of(
            "ingest",
            "--source",
            "columns",
            "--topic",
            "seeds",
            "--unmapped",
            nowhere,
            seeds.toString()),
        with("generate", asked, "--data", nowhere),
        with("evolve", asked, "--data", nowhere),
        with("annotate", asked, "--data", nowhere),
        List.of("export", "--out", nowhere),
        List.of("audit"),
        List.of("explain", "samples/0@0"),
        List.of("replay", "--recipe", recipe.toString(), "--into", "refused"),
        List.of("repair", "--recipe", recipe.toString(), "--state", state()),
        List.of("console", "--port", "0"),
        List.of("doctor"),
        List.of("centroids", "embed", "--topic", "prompts", "--out", nowhere));
  }

  /** A directory that looks like a savepoint. */
  private static String state() throws IOException {
    Path state = Files.createDirectories(directory.resolve("a-savepoint"));
    Files.write(state.resolve("_metadata"), new byte[0]);
    return state.toString();
  }

  private static List<String> with(String command, List<String> options, String... more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(options);
    all.addAll(List.of(more));
    return all;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandSaysWhatTheBrokerWants(List<String> command) {
    List<String> plain = new ArrayList<>(command);
    plain.addAll(List.of("--bootstrap-servers", broker.users()));
    CommandRun refused = CommandRun.of(plain.toArray(String[]::new));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out() + refused.err())
        .contains("the broker at " + broker.users() + " requires TLS, perhaps with SASL")
        .contains("with --command-config that has security.protocol=SASL_SSL");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandSaysThatItIsNotLetIn(List<String> command) throws Exception {
    Path wrong = broker.userFile("wrong-secret-52");
    CommandRun refused =
        CommandRun.of(
            arguments(command.get(0), broker.users(), wrong, rest(command)).toArray(String[]::new));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out() + refused.err())
        .contains("authentication failed at the broker " + broker.users() + ": ")
        .contains("invalid credentials with SASL mechanism SCRAM-SHA-512")
        .contains("user and password in the file that --command-config names")
        .doesNotContain("wrong-secret-52");
  }

  @Test
  void theJobAndItsHeartbeatsSayWhatTheBrokerWants() throws Exception {
    String[] plain = {"--kafka.bootstrap-servers", broker.users()};
    assertThatThrownBy(() -> HeartbeatMain.main(plain))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("requires TLS, perhaps with SASL")
        .hasMessageContaining("with medsift.kafka.properties-file that has security.protocol");
    String[] wrong = {
      "--kafka.bootstrap-servers", broker.users(),
      "--kafka.properties-file", broker.userFile("wrong-secret-52").toString()
    };
    assertThatThrownBy(() -> HeartbeatMain.main(wrong))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("invalid credentials");
  }

  @Test
  void heartbeatsReachEveryPartition() throws Exception {
    new TestTopics(broker.connection().settings()).create("beaten", 2, Map.of());
    Path log = directory.resolve("heartbeats.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(StandaloneCluster.QUICK);
    command.addAll(
        List.of(
            "-Xmx64m",
            HeartbeatMain.class.getName(),
            "--kafka.bootstrap-servers",
            broker.users(),
            "--kafka.properties-file",
            broker.userFile().toString(),
            "--topics.samples",
            "beaten"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process heartbeats = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      FlinkRest.await(
          "heartbeats",
          () ->
              !heartbeats.isAlive()
                  || TopicRange.now(broker.connection(), "beaten").ends().values().stream()
                      .allMatch(end -> end > 0));
      assertThat(heartbeats.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(Files.readString(log)).doesNotContain(SecuredBroker.PASSWORD);
      assertThat(ListeningSockets.of(heartbeats.pid())).isEmpty();
    } finally {
      heartbeats.destroyForcibly();
    }
  }

  @Test
  void aCertificateLetsClientsInWhereOneIsWanted() throws Exception {
    CommandRun withOne =
        CommandRun.of(
            arguments("doctor", broker.certificates(), broker.certificateFile())
                .toArray(String[]::new));
    assertThat(withOne.out()).contains("ok     brokers: 1 answer at " + broker.certificates());

    Path without =
        Files.writeString(
            directory.resolve("without.properties"),
            Files.readString(broker.certificateFile()).replaceAll("ssl\\.keystore.*", ""));
    CommandRun refused =
        CommandRun.of(arguments("audit", broker.certificates(), without).toArray(String[]::new));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("is readable by everyone")
        .contains("TLS with the broker at " + broker.certificates() + " failed")
        .contains("ssl.keystore");
  }

  @Test
  void aBrokerThatIsNotTrustedIsNotTalkedTo() throws Exception {
    Path suspicious =
        Files.writeString(
            directory.resolve("suspicious.properties"),
            Files.readString(broker.userFile()).replaceAll("ssl\\.truststore.*", ""));
    CommandRun refused =
        CommandRun.of(arguments("audit", broker.users(), suspicious).toArray(String[]::new));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("unable to find valid certification path")
        .contains("ssl.truststore")
        .doesNotContain(SecuredBroker.PASSWORD);
  }

  private static CommandRun run(String... command) throws Exception {
    return CommandRun.of(
        arguments(command[0], broker.users(), broker.userFile(), rest(List.of(command)))
            .toArray(String[]::new));
  }

  private static CommandRun done(CommandRun run) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    return run;
  }

  private static String[] rest(List<String> command) {
    return command.subList(1, command.size()).toArray(String[]::new);
  }

  private static List<String> arguments(
      String command, String servers, Path settings, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    arguments.addAll(
        List.of("--bootstrap-servers", servers, "--command-config", settings.toString()));
    return arguments;
  }
}
