package io.medsift.integration.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.Medsift;
import io.medsift.cli.artifact.CentroidSource;
import io.medsift.cli.job.Resources;
import io.medsift.cli.live.LiveCuration;
import io.medsift.cli.live.LiveRequest;
import io.medsift.curation.CurationJob;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.remote.LocalHub;
import io.medsift.sources.SourceCard;
import io.medsift.sources.catalogue.Sources;
import io.medsift.testkit.endpoint.FakeEndpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Follows the commands of {@code deploy/README.md}, "Rebuild the published sets", as they stand on
 * the page, from a Hub on this machine that has datasets of all sources, with models that fail at
 * times. One rebuild has its own broker and curation job, the other those of {@code medsift up}.
 */
@Timeout(900)
class RunbookITCase {
  private static final String RECIPE = "ii-medical-sft";
  private static final Path EVALUATION = Path.of("..", "deploy/demo/benchmarks/ward-rounds.jsonl");
  @TempDir private static Path directory;
  private static final Resources RESOURCES = new Resources();
  private static LocalHub hub;
  private static LiveCuration curation;
  private static FakeEndpoint model;

  private record CommandRun(int exitCode, String out, String err) {}

  @BeforeAll
  static void start() throws Exception {
    hub = RESOURCES.add(LocalHub.start());
    PublishedDatasets.fill(hub, EVALUATION, directory.resolve("published"));
    System.setProperty("HF_ENDPOINT", hub.endpoint());
    System.setProperty("HF_HOME", directory.resolve("huggingface").toString());
    Files.writeString(directory.resolve("evolved.jsonl"), SourceRows.rows("evol-instruct") + "\n");
    Path index = directory.resolve("index");
    CommandRun built =
        run(
            List.of(
                "benchmarks",
                "build",
                "--suite",
                "ii-medical",
                "--set",
                healthBench(),
                "--out",
                index.toString()));
    assertThat(built.exitCode()).as(built.err()).isZero();
    assertThat(built.out()).contains("Built the index of 11 evaluation sets");
    Recipe recipe = RecipeLoader.load(RECIPE);
    LiveRequest request =
        new LiveRequest(
            recipe,
            work -> index,
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
    model = RESOURCES.add(RecipeModels.start());
  }

  @AfterAll
  static void stop() {
    RESOURCES.close();
    System.clearProperty("HF_ENDPOINT");
    System.clearProperty("HF_HOME");
  }

  @Test
  void theCommandsOfThePageRebuildBothDatasets() throws Exception {
    Path shell = Files.createDirectory(directory.resolve("shell"));
    List<List<String>> commands = Runbook.commands("Rebuild the published sets", shell);
    assertThat(commands)
        .containsExactly(List.of("rebuild", "ii-medical-rl"), List.of("rebuild", RECIPE));

    CommandRun prompts = follow(commands.get(0), List.of("--benchmarks", healthBench()));
    assertThat(prompts.out()).contains("medreason-rl                 rl");
    assertThat(groupsOf("ii-medical-rl")).containsExactly("rl");

    CommandRun samples = follow(commands.get(1), options());
    assertThat(samples.out())
        .contains("in the topic samples", "in the topic unscored", "in the topic dead-letters")
        .contains("the model refused, or a content filter withheld the answer, such as: ")
        .contains("samples for the curation job (")
        .contains("OK: each of the")
        .doesNotContain("does not fit the recipe");
    assertThat(groupsOf(RECIPE))
        .containsExactly("general_instruct", "public_medical", "r1_trace", "synthetic_qa");
    assertThatEverySourceIsRead(samples.out());
    assertThatOriginsHaveTheirCommits();
    assertThatWhatWasRefusedIsAskedAgain();

    long asked = model.calls().size();
    CommandRun again = follow(commands.get(1), options());
    assertThat(again.err()).contains("generate: already done", "ingest medqa: already done");
    assertThat(model.calls()).hasSize((int) asked);
  }

  @Test
  void saysWhatCannotBeReadBeforeItBegins() {
    String gated = "PrimeIntellect/SYNTHETIC-1-SFT-Data";
    hub.gate(gated, "a token that nobody has");
    List<String> arguments =
        List.of(
            "rebuild",
            RECIPE,
            "--sources",
            "synthetic-1-sft,m23k",
            "--benchmarks",
            directory.resolve("index").toString(),
            "--out",
            directory.resolve("gated").toString(),
            "--base-url",
            "http://127.0.0.1:1/v1");
    CommandRun refused = run(arguments);
    assertThat(refused.exitCode()).as(refused.out()).isOne();
    assertThat(refused.err())
        .contains("1 dataset cannot be read:", "synthetic-1-sft: ", gated)
        .contains("--data SOURCE=PATH", "--skip-missing")
        .doesNotContain("m23k: ");
    assertThat(directory.resolve("gated")).doesNotExist();

    List<String> planned = new ArrayList<>(arguments);
    planned.add("--plan");
    CommandRun plan = run(planned);
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("Not available: synthetic-1-sft: ")
        .containsPattern("(?m)^m23k +public_medical +23,493 +[1-9][\\d,]* +samples +0$")
        .containsPattern("medsift ingest '?hf://datasets/UCSC-VLAA/m23k-tokenized/");
  }

  @Test
  void namesTheEvaluationSetsThatCannotBeRead() throws Exception {
    List<String> arguments =
        List.of(
            "benchmarks",
            "build",
            "--suite",
            "ii-medical",
            "--set",
            healthBench(),
            "--out",
            directory.resolve("few").toString());
    try (LocalHub empty = LocalHub.start()) {
      System.setProperty("HF_ENDPOINT", empty.endpoint());
      CommandRun refused = run(arguments);
      assertThat(refused.exitCode()).as(refused.out()).isOne();
      assertThat(refused.err())
          .contains("10 evaluation sets of the suite ii-medical cannot be read:", "  Lancet: ")
          .contains("--set NAME=PATH", "--skip-missing");
      assertThat(directory.resolve("few")).doesNotExist();

      List<String> few = new ArrayList<>(arguments);
      few.add("--skip-missing");
      CommandRun built = run(few);
      assertThat(built.exitCode()).as(built.err()).isZero();
      assertThat(built.err()).contains("Left out: Lancet: ", "Left out: NEJM: ");
      assertThat(built.out()).contains("Built the index of 1 evaluation set");
    } finally {
      System.setProperty("HF_ENDPOINT", hub.endpoint());
    }
  }

  private static List<String> options() {
    return List.of(
        "--benchmarks",
        directory.resolve("index").toString(),
        "--data",
        "evol-instruct=" + directory.resolve("evolved.jsonl"),
        "--bootstrap-servers",
        curation.topics().bootstrapServers(),
        "--base-url",
        model.baseUrl().toString(),
        "--checkpoint",
        "1");
  }

  private static void assertThatEverySourceIsRead(String summary) {
    for (String source : Sources.names()) {
      SourceCard card = Sources.named(source).card();
      if (card.published() != null
          && card.published().optional() == null
          && !card.tracks().get(0).equals("rl")) {
        assertThat(summary)
            .containsPattern("(?m)^" + source + " +" + card.tracks().get(0) + " +[1-9]\\d* ");
      }
    }
  }

  private static void assertThatOriginsHaveTheirCommits() throws Exception {
    JsonNode croissant =
        SourceRows.read(
            Files.readString(directory.resolve(RECIPE).resolve("dataset/croissant.json")));
    assertThat(croissant.path("prov:wasDerivedFrom"))
        .filteredOn(origin -> origin.path("url").asText().startsWith("https://huggingface.co/"))
        .hasSizeGreaterThan(10)
        .allSatisfy(origin -> assertThat(origin.path("version").asText()).matches("[0-9a-f]{40}"));
  }

  private static String healthBench() {
    return "HealthBench=" + EVALUATION;
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

  /** Runs a command of the page, in this process, with the places of the test. */
  private static CommandRun follow(List<String> command, List<String> more) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--out", directory.resolve(command.get(1)).toString()));
    arguments.addAll(List.of("--parallelism", "1"));
    arguments.addAll(more);
    CommandRun run = run(arguments);
    assertThat(run.exitCode()).as("%s: %s%s", command, run.out(), run.err()).isZero();
    return run;
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

  private static Set<String> groupsOf(String rebuild) throws Exception {
    JsonNode statistics =
        SourceRows.read(
            Files.readString(directory.resolve(rebuild).resolve("dataset/statistics.json")));
    Set<String> groups = new TreeSet<>();
    statistics.at("/accepted/groups").fieldNames().forEachRemaining(groups::add);
    return groups;
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
}
