package io.medsift.integration.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Said;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.process.TcpProxy;
import io.medsift.testkit.scenario.ModelJobScenario;
import io.medsift.testkit.scenario.SeededModel;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prompts through generation, annotation and curation. */
@Tag("long")
@Timeout(1_800)
class PipelineITCase {
  private static final int PROMPTS = 100;
  private static final int RESPONSES = 3;
  private static final int CONCURRENCY = 8;
  private static final long OUTAGE_MILLIS = 10_000;
  private static final String RECIPE =
      """
      name: pipeline-test
      models:
        generator: {model: writer, max_tokens: 512, concurrency: %1$d, api_key_env: NOT_SET}
        judge: {model: judge, temperature: 0, concurrency: %1$d, api_key_env: NOT_SET}
      generate: {responses: %2$d}
      judge: {minimum: 8}
      tracks:
        open: {gates: [judge, deduplicate]}
      """
          .formatted(CONCURRENCY, RESPONSES);

  @TempDir private Path directory;
  private ModelJobScenario scenario;
  private FakeEndpoint model;
  private TcpProxy network;

  @BeforeEach
  void start() throws Exception {
    scenario = ModelJobScenario.start(directory);
    model =
        FakeEndpoint.saying(PipelineITCase::answer)
            .countedBy(call -> call.seed() + " " + call.body().path("messages"));
    network = TcpProxy.to(model.baseUrl().getPort());
    Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
  }

  @AfterEach
  void stop() throws Exception {
    network.close();
    model.close();
  }

  private static Said answer(ChatCall call) {
    return call.body().path("model").asText().equals("judge")
        ? Said.of("{\"rationale\": \"Well argued.\", \"score\": " + score(call) + "}")
        : SeededModel.answer(call);
  }

  private static int score(ChatCall call) {
    return 5 + Math.floorMod(call.content().hashCode(), 6);
  }

  @Test
  void verdictsAreAsUndisturbedThoughProcessesAreKilledAndTheEndpointGoesAwayAndComesBack()
      throws Exception {
    scenario.createTopics(4, "prompts");
    List<String> prompts = new ArrayList<>();
    for (int number = 0; number < PROMPTS; number++) {
      prompts.add(prompt(number));
    }
    scenario.send("prompts", 4, prompts);

    Map<String, String> disturbed = pipeline("disturbed", 1, 2, true);
    int paid = paid();
    int once = model.charged().size();
    assertThat(paid - once)
        .as("in flight at 3 kills and 2 outages")
        .isLessThanOrEqualTo(5 * CONCURRENCY);

    Map<String, String> undisturbed = pipeline("undisturbed", 0, 0, false);
    assertThat(undisturbed).isEqualTo(disturbed);
    assertThat(model.charged()).hasSize(once);
    assertThat(paid() - paid).isEqualTo(once);
    assertThat(disturbed).hasSize(PROMPTS * RESPONSES);
    assertThat(disturbed.values()).contains(Verdicts.ACCEPTED, "LOW_SCORE");
  }

  private int paid() {
    return model.charged().values().stream().mapToInt(count -> count).sum();
  }

  private Map<String, String> pipeline(
      String run, int killsOfGenerate, int killsOfAnnotate, boolean outages) throws Exception {
    scenario.createTopics(2, run + "-unscored", run + "-samples", run + "-dead-letters");
    long all = (long) PROMPTS * RESPONSES;
    List<String> ends =
        List.of(
            "--unscored",
            scenario.topic(run + "-unscored"),
            "--samples",
            scenario.topic(run + "-samples"));
    stage("generate", run, ends, killsOfGenerate);
    await("generate", run, ends, run + "-unscored", all, outages);
    stage("annotate", run, ends, killsOfAnnotate);
    await("annotate", run, ends, run + "-samples", all, outages);
    assertThat(scenario.count(run + "-dead-letters")).isZero();
    return curate(run);
  }

  /** Starts a job and kills it, as often as that, in the midst of its work. */
  private void stage(String command, String run, List<String> ends, int kills) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      int wanted = paid() + PROMPTS * RESPONSES / 4 + 7 * kill;
      try (MedsiftProcess process = start(command, run, ends)) {
        ModelJobScenario.await(process, "answers", () -> paid() >= wanted);
        process.kill();
      }
    }
  }

  /** Runs a job until it has written all; the endpoint may go away meanwhile, and come back. */
  private void await(
      String command, String run, List<String> ends, String topic, long rows, boolean outage)
      throws Exception {
    try (MedsiftProcess process = start(command, run, ends)) {
      if (outage) {
        int wanted = paid() + PROMPTS / 4;
        ModelJobScenario.await(process, "answers before the outage", () -> paid() >= wanted);
        network.cut(true);
        Thread.sleep(OUTAGE_MILLIS);
        network.cut(false);
      }
      ModelJobScenario.await(process, "records", () -> scenario.count(topic) >= rows);
    }
  }

  private MedsiftProcess start(String command, String run, List<String> ends) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--recipe",
                directory.resolve("recipe.yaml").toString(),
                "--base-url",
                URI.create("http://127.0.0.1:" + network.port())
                    .resolve(model.baseUrl().getPath())
                    .toString(),
                "--bootstrap-servers",
                scenario.bootstrapServers(),
                "--dead-letters",
                scenario.topic(run + "-dead-letters"),
                "--ledger",
                scenario.topic(run + "-ledger"),
                "--data",
                "data",
                "--name",
                scenario.topic(run + "-" + command),
                "--parallelism",
                "2",
                "--checkpoint",
                "1"));
    if (command.equals("generate")) {
      arguments.addAll(List.of("--prompts", scenario.topic("prompts")));
    }
    arguments.addAll(ends);
    return scenario.start(run + "-" + command, arguments);
  }

  /** Sample id to what curation decides; the samples are sorted, as their order decides too. */
  private Map<String, String> curate(String run) throws Exception {
    Map<String, String> samples = new TreeMap<>();
    for (JsonNode sample : scenario.read(run + "-samples")) {
      assertThat(samples.put(sample.path("id").asText(), sample.toString())).isNull();
    }
    return Verdicts.on(
        samples.values(), directory.resolve("recipe.yaml"), directory.resolve(run + "-curated"));
  }

  private static String prompt(int number) {
    return """
    {"id": "q%1$d", "source": "cases", "track": "open",
     "prompt": "Case %1$d of the ward round: how is it treated?",
     "reference": {"kind": "long", "value": "With rest, and with fluids in case %1$d."}}
    """
        .formatted(number);
  }
}
