package io.medsift.integration.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.embedded.Testbed;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.sample.Sample;
import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Fault;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.scenario.ModelJobScenario;
import io.medsift.testkit.scenario.UnscoredSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1_200)
class AnnotateITCase {
  private static final int SAMPLES = Testbed.scaled(200);
  private static final int OPEN = 60;
  private static final int CONCURRENCY = 8;
  private static final int KILLS = Testbed.scaled(1);
  private static final int REFUSED = 21;
  private static final int TOO_LONG = 22;
  private static final String KEY = "A_VARIABLE_THAT_IS_NOT_SET";
  private static final String RECIPE =
      """
      name: annotation-test
      judge: {minimum: 8}
      models:
        judge: {model: judge-model, temperature: 0, concurrency: %1$d, timeout_seconds: 2,
                price_in: 1, price_out: 4, api_key_env: %2$s}
        equivalence: {model: small-model, max_tokens: 10, concurrency: %1$d, timeout_seconds: 2,
                      api_key_env: %2$s}
      tracks:
        general_instruct: {gates: [quality, judge]}
        synthetic_qa: {gates: [verify]}
      """
          .formatted(CONCURRENCY, KEY);

  @TempDir private Path directory;
  private ModelJobScenario scenario;
  private FakeEndpoint model;

  @BeforeEach
  void start() throws Exception {
    scenario = ModelJobScenario.start(directory);
    model =
        FakeEndpoint.start(UnscoredSamples::reply)
            .countedBy(
                call -> UnscoredSamples.number(call) + "/" + call.body().path("messages").size());
    Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
    scenario.createTopics(3, "unscored");
    scenario.createTopics(2, "samples", "dead-letters");
  }

  @AfterEach
  void stop() throws Exception {
    model.close();
  }

  @Tag("long")
  @Test
  void killedWhileTheEndpointFailsItAnnotatesAllAndPaysForNothingTwice() throws Exception {
    List<String> lines = new ArrayList<>(UnscoredSamples.judged(SAMPLES));
    lines.addAll(UnscoredSamples.open(OPEN));
    lines.add("{\"id\":\"poison\"");
    lines.add(
        "{\"id\":\"cut\",\"source\":\"s\",\"track\":\"general_instruct\",\"prompt\":\"What is"
            + " wrong with me, doctor?\",\"response\":\"<think>Let me see\"}");
    scenario.send("unscored", 3, lines);
    model.faultsBy(AnnotateITCase::fault);
    int inFlight = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      int paid = SAMPLES * kill / (KILLS + 2);
      try (MedsiftProcess process = scenario.start("annotate", annotate())) {
        ModelJobScenario.await(process, "answers", () -> model.charged().size() >= paid);
        process.kill();
        inFlight += 2 * CONCURRENCY;
      }
    }
    ModelJobScenario.finish(annotate());

    int charged = model.charged().values().stream().mapToInt(count -> count).sum();
    assertThat(charged).isBetween(model.charged().size(), model.charged().size() + inFlight);
    // Copies are asked about once.
    assertThat(model.charged().keySet()).noneMatch(key -> key.matches("\\d{0,3}[49]/1"));
    Map<String, JsonNode> samples = byId();
    assertThat(samples).hasSize(lines.size() - 3);
    assertJudged(samples);
    assertCompared(samples);
    assertThat(samples.get("cut").at("/annotations/skipped/reason").asText())
        .isEqualTo("UNFINISHED_RESPONSE");
    assertThat(errors())
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).contains("JSON"),
            error ->
                assertThat(error)
                    .startsWith(
                        "the judge model judge-model gave no answer: the model refused: Not this"
                            + " one."),
            error ->
                assertThat(error).contains("the endpoint answered 400: The prompt is too long"));

    int calls = model.calls().size();
    scenario.send("unscored", 3, UnscoredSamples.judged(20));
    ModelJobScenario.finish(annotate());
    assertThat(model.calls()).hasSize(calls);
    assertThat(scenario.read("samples")).hasSize(lines.size() - 3 + 20);
  }

  /** The connector's own source would wait for ever once it is restored. */
  @Tag("long")
  @Test
  void aRunUntilTheEndEndsAfterAKillTooByItsOwnRecipeAndTheNextGoesOnBehindIt() throws Exception {
    scenario.send("unscored", 3, UnscoredSamples.judged(20));
    model.faultsBy(call -> new Fault.Hang());
    try (MedsiftProcess process = scenario.start("annotate", annotate())) {
      ModelJobScenario.await(process, "a checkpoint with questions", this::hasCheckpoints);
      process.kill();
    }
    model.faultsBy(call -> null);
    assertThatItNeedsAllItsStages();
    ModelJobScenario.finish(annotate());
    assertThat(byId()).hasSize(20);

    scenario.send("unscored", 3, UnscoredSamples.open(3));
    ModelJobScenario.finish(annotate());
    assertThat(byId()).hasSize(23);
  }

  private void assertThatItNeedsAllItsStages() throws Exception {
    Path recipe = directory.resolve("recipe.yaml");
    Files.writeString(recipe, RECIPE.replaceFirst(" +equivalence: [^}]*}\n", ""));
    CommandRun refused = CommandRun.of(annotate().toArray(String[]::new));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "the annotate job cannot resume from its checkpoint: the checkpoint has state of an")
        .contains("Start it with the previous recipe, or start over");
    Files.writeString(recipe, RECIPE);
  }

  @Tag("long")
  @Test
  void aModelIsAskedAboutEvaluationItemsNearToAPromptAndPaidForOnce() throws Exception {
    Path set =
        Files.writeString(
            directory.resolve("own.jsonl"),
            """
            {"id":"nerve","question":"A patient cannot extend the wrist after a fracture of the \
            shaft of the humerus. Which nerve is injured?"}
            """);
    Path index = directory.resolve("index");
    CommandRun built =
        CommandRun.of("benchmarks", "build", "--set", "" + set, "--semantic", "--out", "" + index);
    assertThat(built.exitCode()).as(built.err()).isZero();
    Files.writeString(
        directory.resolve("recipe.yaml"),
        """
        name: leak-test
        decontaminate: [{rule: aligned}, {rule: semantic, decide: model}]
        models: {leak: {model: leak-model, timeout_seconds: 2, api_key_env: %s}}
        tracks: {t: {gates: [decontaminate]}}
        """
            .formatted(KEY));
    String paraphrase =
        "Following a humeral shaft fracture, someone is unable to extend their wrist. Damage to"
            + " which nerve explains this?";
    scenario.send(
        "unscored",
        3,
        List.of(
            unscored("one", paraphrase),
            unscored("two", paraphrase),
            unscored("far", "Name the capital of France.")));
    model.close();
    model =
        FakeEndpoint.start(
                call ->
                    call.body().path("messages").size() == 1
                        ? "I would say so."
                        : "{\"rationale\": \"Both ask for the nerve.\", \"same\": [1]}")
            .countedBy(call -> "" + call.body().path("messages").size())
            .script(Fault.rateLimit("0.1"), Fault.status(500, "out of memory"), new Fault.Hang());
    List<String> annotate = new ArrayList<>(annotate());
    annotate.addAll(List.of("--benchmarks", index.toString()));
    ModelJobScenario.finish(annotate);

    assertThat(model.charged()).isEqualTo(Map.of("1", 1, "3", 1));
    Map<String, JsonNode> samples = byId();
    for (String id : List.of("one", "two")) {
      JsonNode annotations = samples.get(id).path("annotations");
      assertThat(annotations.at("/leak/items/0/item").asText()).isEqualTo("nerve");
      assertThat(annotations.at("/leak/items/0/same").booleanValue()).isTrue();
      assertThat(annotations.at("/leak/prompt_version").asText()).isEqualTo("leak-1");
    }
    assertThat(samples.get("far").at("/annotations/leak/items").isEmpty()).isTrue();

    int calls = model.calls().size();
    scenario.send("unscored", 3, List.of(unscored("three", paraphrase)));
    ModelJobScenario.finish(annotate);
    assertThat(model.calls()).hasSize(calls);
    assertThat(byId()).hasSize(4);
  }

  private static String unscored(String id, String prompt) {
    return "{\"id\":\"%s\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"%s\"}"
        .formatted(id, prompt);
  }

  /** Two, of which the second began after all had been read. */
  private boolean hasCheckpoints() {
    if (model.calls().size() < CONCURRENCY) {
      return false;
    }
    try (Stream<Path> files = Files.walk(directory.resolve("annotate"))) {
      return files.anyMatch(file -> file.toString().matches(".*/chk-([3-9]|\\d\\d+)/_metadata"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private void assertJudged(Map<String, JsonNode> samples) throws Exception {
    SampleParser parser = new SampleParser(SampleLimits.DEFAULT);
    for (int number = 0; number < SAMPLES; number++) {
      int content = number % 5 == 4 ? number - 1 : number;
      if (content == REFUSED || content == TOO_LONG) {
        continue;
      }
      JsonNode json = samples.get("judged-" + number);
      Sample sample = parser.parse(json.toString().getBytes(UTF_8));
      assertThat(sample.annotations().judge())
          .returns(UnscoredSamples.score(content), judge -> judge.score())
          .returns("judge-model", judge -> judge.model())
          .returns("judge-2", judge -> judge.promptVersion())
          .returns("case " + content, judge -> judge.rationale())
          .matches(judge -> judge.promptTokens() > 50 && judge.completionTokens() > 2);
      assertThat(json.path("mark").asText()).isEqualTo("kept");
    }
  }

  private static void assertCompared(Map<String, JsonNode> samples) {
    for (int number = 0; number < OPEN; number++) {
      JsonNode annotations = samples.get("open-" + number).path("annotations");
      if (number % 3 == 0) {
        assertThat(annotations.isMissingNode()).as("rules decide").isTrue();
      } else {
        assertThat(annotations.at("/equivalence/equivalent").asBoolean())
            .isEqualTo(UnscoredSamples.equivalent(10_000 + number));
        assertThat(annotations.at("/equivalence/extracted").asText())
            .isEqualTo("Let the patient rest and drink, as in case " + (10_000 + number) + ".");
      }
    }
  }

  private static Fault fault(ChatCall call) {
    int number = UnscoredSamples.number(call);
    if (number == REFUSED) {
      return new Fault.Refusal("Not this one.");
    }
    if (number == TOO_LONG) {
      return Fault.status(400, "The prompt is too long");
    }
    return switch ((int) (call.number() % 97)) {
      case 5 -> Fault.rateLimit("0.1");
      case 15 -> Fault.rateLimit();
      case 25 -> Fault.status(500, "out of memory");
      case 35 -> new Fault.ResetInBody();
      case 45 -> new Fault.HalfJson();
      case 55 -> new Fault.EmptyChoices();
      case 65 -> new Fault.Hang();
      case 75 -> new Fault.NoAnswer();
      default -> null;
    };
  }

  private List<String> annotate() {
    return List.of(
        "annotate",
        "--recipe",
        directory.resolve("recipe.yaml").toString(),
        "--bootstrap-servers",
        scenario.bootstrapServers(),
        "--base-url",
        model.baseUrl().toString(),
        "--unscored",
        scenario.topic("unscored"),
        "--samples",
        scenario.topic("samples"),
        "--dead-letters",
        scenario.topic("dead-letters"),
        "--ledger",
        scenario.topic("ledger"),
        "--data",
        scenario.data("annotate").toString(),
        "--name",
        scenario.topic("annotate"),
        "--checkpoint",
        "1",
        "--parallelism",
        "2",
        "--until-end");
  }

  private Map<String, JsonNode> byId() {
    Map<String, JsonNode> samples = new TreeMap<>();
    for (JsonNode sample : scenario.read("samples")) {
      assertThat(samples.put(sample.path("id").asText(), sample)).isNull();
    }
    return samples;
  }

  private List<String> errors() {
    return scenario.read("dead-letters").stream()
        .map(letter -> letter.path("error").asText())
        .toList();
  }
}
