package io.medsift.integration.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.embedded.Testbed;
import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Said;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.scenario.ModelJobScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1_200)
@Tag("long")
class EvolveITCase {
  private static final int SEEDS = Testbed.scaled(60);
  private static final int ROUNDS = 2;
  private static final int CONCURRENCY = 4;
  private static final Pattern CASE = Pattern.compile("Case (\\d+)");
  private static final String RECIPE =
      """
      name: evolution-test
      models:
        evolver:
          model: test-model
          temperature: 1
          concurrency: %d
          api_key_env: A_VARIABLE_THAT_IS_NOT_SET
      evolve: {rounds: %d, track: general_instruct}
      judge: {minimum: 8}
      tracks:
        synthetic_qa: {gates: [verify]}
        general_instruct: {gates: [judge]}
      """
          .formatted(CONCURRENCY, ROUNDS);

  @TempDir private Path directory;
  private ModelJobScenario scenario;
  private FakeEndpoint model;

  @BeforeEach
  void start() throws Exception {
    scenario = ModelJobScenario.start(directory);
    model = FakeEndpoint.saying(EvolveITCase::answer);
    Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
  }

  @AfterEach
  void stop() throws Exception {
    model.close();
  }

  /** What becomes of a case goes by its number. */
  private static Said answer(ChatCall call) {
    Matcher matcher = CASE.matcher(call.body().at("/messages/0/content").asText());
    assertThat(matcher.find()).isTrue();
    int number = Integer.parseInt(matcher.group(1));
    String asked = call.body().at("/messages/0/content").asText();
    if (asked.contains("<question> and </question>")) {
      return Said.of(evolved(number, asked));
    }
    if (asked.startsWith("Compare two questions.")) {
      return Said.of("{\"equal\": " + (number % 6 == 3) + "}");
    }
    return Said.of(
        number % 6 == 4
            ? "Sorry, I cannot answer that."
            : "<think>Hm.</think>Colchicine " + number + ", since the kidneys allow it.");
  }

  private static String evolved(int number, String asked) {
    String word = asked.contains("renal") ? "hepatic" : "renal";
    return switch (number % 6) {
      case 1 -> "<question>How is Case " + number + " treated?</question>";
      case 2 -> "<question>The rewritten prompt: case " + number + " with gout</question>";
      case 5 -> "<question>It does not end, Case " + number;
      default ->
          "<question>How is Case %d treated with %s failure?</question>".formatted(number, word);
    };
  }

  @Test
  void everySeedOfEveryRoundIsKeptOrEliminatedOrADeadLetterThroughAKill() throws Exception {
    scenario.createTopics(2, "seeds");
    scenario.createTopics(1, "prompts", "eliminated", "dead-letters");
    List<String> seeds = new ArrayList<>();
    for (int number = 0; number < SEEDS; number++) {
      seeds.add(seed(number));
    }
    seeds.add("{\"id\": \"broken\"");
    scenario.send("seeds", 2, seeds);
    try (MedsiftProcess process = scenario.start("evolve", evolve())) {
      ModelJobScenario.await(process, "answers", () -> model.charged().size() >= 2 * SEEDS);
      process.kill();
    }
    ModelJobScenario.finish(evolve());

    int sixth = SEEDS / 6;
    assertThat(outcomes()).isEqualTo(SEEDS * ROUNDS + 1);
    List<JsonNode> prompts = scenario.read("prompts");
    assertThat(prompts).hasSize(ROUNDS * sixth);
    Set<String> lineages = new HashSet<>();
    for (JsonNode prompt : prompts) {
      assertThatItIsAnEvolvedPrompt(prompt);
      lineages.add(prompt.path("lineage").toString());
    }
    assertThat(lineages).hasSize(ROUNDS * sixth);
    assertThat(scenario.read("eliminated"))
        .extracting(row -> row.at("/elimination/rule").asText())
        .filteredOn("no_information_gain"::equals)
        .hasSize(2 * ROUNDS * sixth);
    assertThat(scenario.read("eliminated"))
        .extracting(row -> row.at("/elimination/rule").asText())
        .filteredOn(rule -> !rule.equals("no_information_gain"))
        .hasSize(2 * ROUNDS * sixth)
        .containsOnly("copied_instruction", "refusal");
    assertThat(scenario.read("dead-letters"))
        .extracting(letter -> letter.path("error").asText())
        .filteredOn(
            error -> error.matches("round [12], [a-z_]+: the evolver model .* in 2 attempts.*"))
        .hasSize(ROUNDS * sixth);
    int charged = model.charged().values().stream().mapToInt(count -> count).sum();
    assertThat(charged - distinctPaid()).isLessThanOrEqualTo(CONCURRENCY);
  }

  private static void assertThatItIsAnEvolvedPrompt(JsonNode prompt) {
    JsonNode lineage = prompt.path("lineage");
    int round = lineage.path("round").asInt();
    String seed = lineage.path("seed_id").asText();
    assertThat(prompt.path("id").asText()).isEqualTo(seed + "-e" + round);
    assertThat(lineage.path("parent_id").asText()).isEqualTo(round == 1 ? seed : seed + "-e1");
    assertThat(prompt.path("source").asText()).isEqualTo("evol_instruct");
    assertThat(prompt.path("upstream_source").asText()).isEqualTo("cases");
    assertThat(prompt.path("track").asText()).isEqualTo("general_instruct");
    assertThat(prompt.path("license").asText()).isEqualTo("MIT");
    assertThat(prompt.has("options")).isFalse();
    assertThat(prompt.at("/reference/kind").asText()).isEqualTo("long");
    assertThat(prompt.at("/reference/value").asText()).startsWith("Colchicine");
    assertThat(prompt.at("/reference/generated").asBoolean()).isTrue();
    assertThat(prompt.path("prompt").asText()).startsWith("How is Case").endsWith("failure?");
  }

  /** Every request of this test is told apart by its conversation. */
  private long distinctPaid() {
    return model.calls().stream().map(call -> call.body().path("messages")).distinct().count();
  }

  private long outcomes() {
    return scenario.count("prompts")
        + scenario.count("eliminated")
        + scenario.count("dead-letters");
  }

  private List<String> evolve() {
    return List.of(
        "evolve",
        "--recipe",
        directory.resolve("recipe.yaml").toString(),
        "--base-url",
        model.baseUrl().toString(),
        "--bootstrap-servers",
        scenario.bootstrapServers(),
        "--seeds",
        scenario.topic("seeds"),
        "--prompts",
        scenario.topic("prompts"),
        "--eliminated",
        scenario.topic("eliminated"),
        "--dead-letters",
        scenario.topic("dead-letters"),
        "--ledger",
        scenario.topic("ledger"),
        "--data",
        scenario.data("evolve").toString(),
        "--name",
        scenario.topic("evolve"),
        "--parallelism",
        "2",
        "--checkpoint",
        "1",
        "--until-end");
  }

  private static String seed(int number) {
    return """
    {"id": "s%1$d", "source": "cases", "track": "synthetic_qa", "license": "MIT",
     "prompt": "How is Case %1$d treated?", "options": {"A": "Rest", "B": "Heat"},
     "reference": {"kind": "letter", "value": "A"}}
    """
        .formatted(number);
  }
}
