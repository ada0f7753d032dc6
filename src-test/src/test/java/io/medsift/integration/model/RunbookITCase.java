package io.medsift.integration.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.Medsift;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.artifact.CentroidSource;
import io.medsift.cli.job.Resources;
import io.medsift.cli.live.LiveCuration;
import io.medsift.cli.live.LiveRequest;
import io.medsift.curation.CurationJob;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Fault;
import io.medsift.testkit.endpoint.Said;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Follows the commands of {@code deploy/README.md}, "Rebuild the published sets", as they stand on
 * the page, over rows of all sources, with models that fail at times. Broker and curation job are
 * those of {@code medsift up}.
 */
@Timeout(900)
class RunbookITCase {
  private static final String RECIPE = "ii-medical-sft";
  private static final Set<String> MODEL_JOBS = Set.of("generate", "annotate");
  private static final String WRONG = "It seems likely that";
  private static final String[] WORDS = {
    "sodium", "murmur", "biopsy", "fever", "lesion", "dose", "artery", "culture", "enzyme", "rash",
    "edema", "reflex", "plasma", "nodule", "sepsis", "tremor", "gait", "stool", "spleen", "fundus"
  };

  @TempDir private static Path directory;
  private static final Resources RESOURCES = new Resources();
  private static final List<JsonNode> KNOWN = new ArrayList<>();
  private static LiveCuration curation;
  private static FakeEndpoint model;

  private record CommandRun(int exitCode, String out, String err) {}

  @BeforeAll
  static void start() throws Exception {
    Recipe recipe = RecipeLoader.load(RECIPE);
    LiveRequest request =
        new LiveRequest(
            recipe,
            BenchmarkArtifact.shipped(),
            CentroidSource.from(null, recipe),
            1,
            0,
            0,
            directory.resolve("up"));
    curation =
        LiveCuration.start(
            request,
            (environment, settings) -> {
              CurationJob.define(environment, settings);
              environment.enableCheckpointing(1_000);
            },
            RESOURCES);
    model =
        RESOURCES.add(FakeEndpoint.saying(RunbookITCase::answer).faultsBy(RunbookITCase::fault));
  }

  @AfterAll
  static void stop() {
    RESOURCES.close();
  }

  @Test
  void everyGroupReachesTheExportAndTheAuditHolds() throws Exception {
    Path shell = Files.createDirectory(directory.resolve("shell"));
    List<List<String>> commands = Runbook.commands("Rebuild the published sets", shell);
    Path evaluation = Files.createDirectory(directory.resolve("evaluation"));
    Files.copy(
        Path.of("..", "deploy/demo/benchmarks/ward-rounds.jsonl"),
        evaluation.resolve("ward-rounds.jsonl"));
    SourceRows.write("medreason", directory.resolve("medreason"));
    Set<String> sources = new TreeSet<>();
    for (List<String> command : commands) {
      if (command.get(0).equals("ingest")) {
        String source = command.get(command.indexOf("--source") + 1);
        sources.add(source);
        SourceRows.write(source, directory.resolve(source));
        KNOWN.addAll(SourceRows.samples(source));
      }
    }
    assertThat(sources).hasSize(22);

    Map<String, CommandRun> ran = new LinkedHashMap<>();
    for (List<String> command : commands) {
      CommandRun run = follow(command);
      assertThat(run.exitCode()).as("%s: %s%s", command, run.out(), run.err()).isZero();
      ran.merge(
          command.get(0),
          run,
          (one, other) -> new CommandRun(0, one.out() + other.out(), one.err() + other.err()));
    }

    assertThat(ran.get("generate").out())
        .contains("in the topic samples", "in the topic unscored", "in the topic dead-letters")
        .contains("the model refused, or a content filter withheld the answer, such as: ")
        .doesNotContain("does not fit the recipe");
    assertThatWhatWasRefusedIsAskedAgain();
    assertThat(ran.get("annotate").out()).contains("samples for the curation job (");
    assertThat(tracksOf("II-Medical-RL")).containsExactly("rl");
    assertThat(tracksOf("II-Medical-Reasoning-SFT"))
        .containsExactly("general_instruct", "public_medical", "r1_trace", "synthetic_qa");
  }

  /** With the seed of the next round, the model does not refuse any more. */
  private static void assertThatWhatWasRefusedIsAskedAgain() {
    CommandRun again =
        modelJob(
            List.of(
                "generate",
                "--bootstrap-servers",
                curation.topics().bootstrapServers(),
                "--recipe",
                RECIPE,
                "--ask-again",
                "--data",
                directory.resolve("data-again").toString(),
                "--until-end"));
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out())
        .containsPattern("generate: [1-9]\\d* prompts? read from the topic dead-letters\\.")
        .containsPattern(" 0  dead letters");
  }

  /** Runs a command of the page, in this process: its paths become those of the test. */
  private static CommandRun follow(List<String> command) throws Exception {
    List<String> arguments = new ArrayList<>();
    for (String argument : command) {
      boolean path =
          argument.endsWith("/")
              || (arguments.size() > 1
                  && Set.of("--out", "--benchmarks", "--from", "--set")
                      .contains(arguments.get(arguments.size() - 1)));
      arguments.add(
          argument.equals("localhost:9092")
              ? curation.topics().bootstrapServers()
              : path ? directory.resolve(argument).toString() : argument);
    }
    String name = arguments.get(0);
    if (name.equals("ingest")) {
      arguments.addAll(List.of("--unmapped", directory.resolve("unmapped.jsonl").toString()));
    }
    if (MODEL_JOBS.contains(name)) {
      return modelJob(arguments);
    }
    if (name.equals("export")) {
      arguments.addAll(List.of("--format", "jsonl", "--lineage"));
    }
    return run(arguments);
  }

  private static CommandRun modelJob(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    if (!all.contains("--base-url")) {
      all.addAll(List.of("--base-url", model.baseUrl().toString()));
    }
    if (!all.contains("--data")) {
      all.addAll(List.of("--data", directory.resolve("data-" + all.get(0)).toString()));
    }
    all.addAll(List.of("--checkpoint", "1", "--parallelism", "1"));
    return run(all);
  }

  private static CommandRun run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Medsift.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return new CommandRun(
        line.execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
  }

  private static Set<String> tracksOf(String dataset) throws Exception {
    Set<String> tracks = new TreeSet<>();
    try (Stream<Path> files = Files.walk(directory.resolve(dataset))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          tracks.add(SourceRows.read(line).path("track").asText());
        }
      }
    }
    return tracks;
  }

  @Test
  void aTopicThatIsMissingIsNamedWithTheOthersAndMadeWhereThatIsWanted() {
    List<String> evolve =
        List.of(
            "evolve",
            "--bootstrap-servers",
            curation.topics().bootstrapServers(),
            "--recipe",
            RECIPE,
            "--prompts",
            "evolved",
            "--until-end");
    CommandRun refused = modelJob(evolve);
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err())
        .contains("there is no topic seeds, nor evolved, nor eliminated at")
        .contains("add --partitions N to create them");
    assertThat(directory.resolve("data-evolve")).doesNotExist();

    List<String> making = new ArrayList<>(evolve);
    making.addAll(List.of("--partitions", "1"));
    CommandRun empty = modelJob(making);
    assertThat(empty.exitCode()).as(empty.err()).isZero();
    assertThat(empty.out()).contains("evolve: 0 seeds read from the topic seeds, which holds");
  }

  @Test
  void aRunOfWhichNothingCameFailsAndSaysWhy() throws Exception {
    Path file = directory.resolve("unfit.jsonl");
    Files.writeString(
        file, "{\"instruction\": \"Why?\", \"input\": \"\", \"output\": \"Because.\"}\n");
    List<String> job =
        List.of(
            "generate",
            "--bootstrap-servers",
            curation.topics().bootstrapServers(),
            "--recipe",
            RECIPE,
            "--prompts",
            "unfit-prompts",
            "--name",
            "unfit",
            "--data",
            directory.resolve("data-unfit").toString(),
            "--until-end");
    CommandRun ingest =
        run(
            List.of(
                "ingest",
                "--source",
                "alpaca",
                file.toString(),
                "--track",
                "no-track",
                "--topic",
                "unfit-prompts",
                "--unmapped",
                directory.resolve("unmapped.jsonl").toString(),
                "--partitions",
                "1",
                "--bootstrap-servers",
                curation.topics().bootstrapServers()));
    assertThat(ingest.exitCode()).as(ingest.err()).isZero();

    List<String> making = new ArrayList<>(job);
    making.addAll(List.of("--partitions", "1"));
    CommandRun refused = modelJob(making);
    assertThat(refused.exitCode()).as(refused.out()).isOne();
    assertThat(refused.out())
        .containsPattern("1  does not fit the recipe, such as: track 'no-track' is not in recipe");
    assertThat(refused.err())
        .contains(
            "none of the prompts in the topic unfit-prompts gave an output (1 read): "
                + "all are in the topic");
  }

  @Test
  void anEndpointThatCannotBeReachedEndsABoundedRun() throws Exception {
    Path file = directory.resolve("evol.jsonl");
    Files.writeString(file, SourceRows.rows("evol-instruct"));
    CommandRun ingest =
        run(
            List.of(
                "ingest",
                "--source",
                "evol-instruct",
                file.toString(),
                "--topic",
                "unreached-prompts",
                "--unmapped",
                directory.resolve("unmapped.jsonl").toString(),
                "--partitions",
                "1",
                "--recipe",
                RECIPE,
                "--bootstrap-servers",
                curation.topics().bootstrapServers()));
    assertThat(ingest.exitCode()).as(ingest.err()).isZero();

    CommandRun ended =
        modelJob(
            List.of(
                "generate",
                "--bootstrap-servers",
                curation.topics().bootstrapServers(),
                "--recipe",
                RECIPE,
                "--prompts",
                "unreached-prompts",
                "--ledger",
                "unreached-ledger",
                "--partitions",
                "1",
                "--name",
                "unreached",
                "--data",
                directory.resolve("data-unreached").toString(),
                "--base-url",
                "http://127.0.0.1:1/v1",
                "--give-up-after",
                "2",
                "--until-end"));
    assertThat(ended.exitCode()).as(ended.out()).isOne();
    assertThat(ended.err())
        .contains("the generator model cannot be called: no request got a reply for ")
        .contains("the endpoint http://127.0.0.1:1/v1 cannot be reached: ");
  }

  private static Fault fault(ChatCall call) {
    if (call.content().contains("naturopathy") && call.seed() % 4 == 0) {
      return new Fault.Refusal("I would rather not.");
    }
    return switch ((int) (call.number() % 17)) {
      case 3 -> Fault.status(503, "overloaded");
      case 7 -> Fault.rateLimit("0.05");
      case 11 -> new Fault.ResetInBody();
      case 15 -> new Fault.EmptyChoices();
      default -> null;
    };
  }

  private static Said answer(ChatCall call) {
    String asked = call.body().path("model").asText();
    if (asked.startsWith("gpt-4o")) {
      boolean first = call.body().path("messages").size() == 1;
      if (first && call.content().hashCode() % 5 == 0) {
        return Said.of("I like it.");
      }
      int score = call.content().contains(WRONG) ? 4 : 9;
      return Said.of("{\"rationale\": \"It says what it should.\", \"score\": " + score + "}");
    }
    if (asked.startsWith("Qwen/Qwen2.5")) {
      return Said.of(call.content().contains(WRONG) ? "False" : "True");
    }
    return response(call);
  }

  /** Of eight responses about five are right, two wrong, and one is cut. */
  private static Said response(ChatCall call) {
    SplittableRandom random = new SplittableRandom(call.seed());
    String trace = "Let me see: " + words(random);
    int kind = random.nextInt(8);
    if (kind == 7) {
      return new Said("<think>" + trace, null, "length");
    }
    List<String> references =
        KNOWN.stream()
            .filter(sample -> call.content().contains(sample.path("prompt").asText()))
            .map(sample -> sample.at("/reference/value").asText())
            .toList();
    if (references.isEmpty() || kind > 4) {
      return Said.of(WRONG + " " + words(random) + " \\boxed{nothing of all that}");
    }
    String reference = references.get(random.nextInt(references.size()));
    return new Said(words(random) + ". So: \\boxed{" + reference + "}", trace, "stop");
  }

  private static String words(SplittableRandom random) {
    String[] words = new String[40];
    Arrays.setAll(words, i -> WORDS[random.nextInt(WORDS.length)] + random.nextInt(50));
    return String.join(" ", words);
  }
}
