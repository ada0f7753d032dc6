package io.medsift.integration.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.cli.embedded.Testbed;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.sample.Sample;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Fault;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.scenario.ModelJobScenario;
import io.medsift.testkit.scenario.SeededModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1_200)
class GenerateITCase {
  private static final int PROMPTS = Testbed.scaled(60);
  private static final int RESPONSES = 6;
  private static final int MALFORMED = 7;
  private static final int PARTITIONS = 4;
  private static final int CONCURRENCY = 8;
  private static final int KILLS = Testbed.scaled(1);
  private static final String RECIPE =
      """
      name: generation-test
      models:
        generator:
          model: test-model
          temperature: 0.6
          top_p: 0.95
          max_tokens: 512
          concurrency: %d
          price_in: 1
          price_out: 4
          api_key_env: A_VARIABLE_THAT_IS_NOT_SET
      generate: {responses: %d}
      tracks:
        synthetic_qa: {gates: [verify, deduplicate]}
      """
          .formatted(CONCURRENCY, RESPONSES);

  @TempDir private Path directory;
  private ModelJobScenario scenario;
  private FakeEndpoint model;

  @BeforeEach
  void start() throws Exception {
    scenario = ModelJobScenario.start(directory);
    model =
        FakeEndpoint.saying(SeededModel::answer)
            .countedBy(call -> SeededModel.number(call) + "/" + call.seed());
    Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
  }

  @AfterEach
  void stop() throws Exception {
    model.close();
  }

  @Test
  void killedItWritesTheSameSamplesAndPaysForNothingTwice() throws Exception {
    List<String> prompts = prompts();
    scenario.createTopics(PARTITIONS, "prompts");
    scenario.createTopics(2, "samples", "unscored", "dead-letters");
    scenario.createTopics(2, "samples-again", "dead-letters-again");
    scenario.send("prompts", PARTITIONS, prompts);
    Random random = new Random(17);
    int inFlight = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      long paid = (long) PROMPTS * RESPONSES * kill / (KILLS + 1) + random.nextInt(PROMPTS);
      try (MedsiftProcess process =
          scenario.start("disturbed", generate("disturbed", "samples", "dead-letters", "ledger"))) {
        ModelJobScenario.await(process, "answers", () -> model.charged().size() >= paid);
        process.kill();
        inFlight += CONCURRENCY;
      }
    }
    ModelJobScenario.finish(generate("disturbed", "samples", "dead-letters", "ledger"));
    int charged = model.charged().values().stream().mapToInt(count -> count).sum();

    assertThat(model.charged()).hasSize(PROMPTS * RESPONSES);
    assertThat(charged).isBetween(PROMPTS * RESPONSES, PROMPTS * RESPONSES + inFlight);
    Map<String, String> samples = byId("samples");
    assertThat(samples).hasSize(PROMPTS * RESPONSES);
    assertThat(scenario.read("dead-letters"))
        .hasSize(MALFORMED)
        .allSatisfy(
            letter ->
                assertThat(letter.at("/position/topic").asText())
                    .isEqualTo(scenario.topic("prompts")));

    ModelJobScenario.finish(
        generate("undisturbed", "samples-again", "dead-letters-again", "other-ledger"));
    assertThat(byId("samples-again")).isEqualTo(samples);
    assertThat(model.charged().values().stream().mapToInt(count -> count).sum())
        .isEqualTo(charged + PROMPTS * RESPONSES);
    assertThatSamplesSayHowTheyCameAbout(scenario.read("samples"));

    Map<String, String> verdicts =
        Verdicts.on(
            samples.values(), directory.resolve("recipe.yaml"), directory.resolve("curated"));
    assertThat(verdicts).hasSize(PROMPTS * RESPONSES);
    assertThat(verdicts.values())
        .contains(Verdicts.ACCEPTED, "WRONG_ANSWER", "TRUNCATED_RESPONSE", "EXACT_COPY");
  }

  private void assertThatSamplesSayHowTheyCameAbout(List<JsonNode> samples) throws Exception {
    Set<String> seeds = new HashSet<>();
    int truncated = 0;
    SampleParser parser = new SampleParser(SampleLimits.DEFAULT);
    for (JsonNode json : samples) {
      Sample sample = parser.parse(json.toString().getBytes(UTF_8));
      assertThat(sample.id())
          .isEqualTo(sample.generation().promptId() + "-" + sample.generation().index());
      assertThat(sample.generator()).isEqualTo("test-model");
      assertThat(json.path("mark").asText()).isEqualTo("kept");
      assertThat(json.at("/generation/temperature").asDouble()).isEqualTo(0.6);
      assertThat(json.at("/generation/prompt_version").asText()).startsWith("v1-");
      assertThat(sample.response()).isNotBlank();
      seeds.add(sample.generation().promptId() + " " + sample.generation().seed());
      if (sample.generation().truncated()) {
        truncated++;
        assertThat(sample.generation().finishReason()).isEqualTo("length");
        assertThat(sample.response()).startsWith("<think>").doesNotContain("</think>");
      } else {
        assertThat(sample.response()).contains("\\boxed{").doesNotContain("<think>");
      }
    }
    assertThat(seeds).hasSize(samples.size());
    assertThat(truncated).isBetween(samples.size() / 20, samples.size() / 5);
  }

  @Tag("long")
  @Test
  void aRefusalIsADeadLetterAndAnOutageIsWaitedFor() throws Exception {
    scenario.createTopics(1, "prompts", "samples", "unscored", "dead-letters");
    scenario.send("prompts", 1, List.of(prompt(1), prompt(2), prompt(3)));
    model.script(Fault.status(503, "down"), new Fault.NoAnswer(), Fault.rateLimit("0.1"));
    model.faultsBy(
        call -> SeededModel.number(call) == 2 ? new Fault.Refusal("I cannot help.") : null);

    ModelJobScenario.finish(generate("refusal", "samples", "dead-letters", "ledger"));
    assertThat(scenario.read("samples")).hasSize(2 * RESPONSES);
    assertThat(scenario.read("dead-letters"))
        .hasSize(RESPONSES)
        .allSatisfy(
            letter ->
                assertThat(letter.path("error").asText())
                    .matches(
                        "response \\d of 6: the generator model test-model gave no answer: the"
                            + " model refused: I cannot help\\..*"));
  }

  private List<String> generate(String name, String samples, String deadLetters, String ledger) {
    return List.of(
        "generate",
        "--recipe",
        directory.resolve("recipe.yaml").toString(),
        "--base-url",
        model.baseUrl().toString(),
        "--bootstrap-servers",
        scenario.bootstrapServers(),
        "--prompts",
        scenario.topic("prompts"),
        "--samples",
        scenario.topic(samples),
        "--unscored",
        scenario.topic("unscored"),
        "--dead-letters",
        scenario.topic(deadLetters),
        "--ledger",
        scenario.topic(ledger),
        "--data",
        scenario.data(name).toString(),
        "--name",
        scenario.topic(name),
        "--parallelism",
        "2",
        "--checkpoint",
        "1",
        "--until-end");
  }

  /** Sample id to its text; fails where an id is there twice. */
  private Map<String, String> byId(String topic) {
    Map<String, String> samples = new TreeMap<>();
    for (JsonNode sample : scenario.read(topic)) {
      ObjectNode object = (ObjectNode) sample;
      String before = samples.put(object.path("id").asText(), object.toString());
      assertThat(before).as(object.path("id").asText()).isNull();
    }
    return samples;
  }

  private static List<String> prompts() {
    List<String> prompts = new ArrayList<>();
    for (int number = 0; number < PROMPTS; number++) {
      prompts.add(prompt(number));
    }
    for (int i = 0; i < MALFORMED; i++) {
      prompts.add(i * PROMPTS / MALFORMED, "{\"id\": \"broken-" + i + "\", \"prompt\": ");
    }
    return prompts;
  }

  private static String prompt(int number) {
    return """
    {"id": "q%1$d", "source": "cases", "track": "synthetic_qa", "mark": "kept",
     "prompt": "Case %1$d of the ward round: which treatment comes first?",
     "options": {"A": "Fluids", "B": "Oxygen", "C": "Aspirin", "D": "Surgery"},
     "reference": {"kind": "letter", "value": "%2$s"}}
    """
        .formatted(number, SeededModel.gold(number));
  }
}
