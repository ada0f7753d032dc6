package io.medsift.integration.centroids;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.llm.prompt.LabelPrompt;
import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Fault;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.scenario.TrainedCentroids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1_200)
class LabelByEndpointITCase {
  private static final String SECRET = "sk-not-to-be-seen-0123456789";
  private static final String OUTPUT = "output.txt";
  private static final Pattern TEXT = Pattern.compile("(?s)<<<BEGIN TEXT\n(.*)\nEND TEXT>>>");

  private static final int[] KILLED_AT = {60};

  @TempDir private Path folder;
  private FakeEndpoint server;
  private Path centroids;

  @BeforeEach
  void start() throws IOException {
    server = FakeEndpoint.start(call -> "{\"label\": \"" + labelOf(text(call)) + "\"}");
    centroids = folder.resolve("centroids");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** What the model thinks: the third word where there is one, else Medical or Law in turn. */
  private static String labelOf(String text) {
    String[] words = text.split(" ", 3);
    return words.length > 2 ? words[2] : words[1].matches("p[0-6]") ? "Medical" : "Law";
  }

  private static String text(ChatCall call) {
    Matcher matcher = TEXT.matcher(call.body().at("/messages/0/content").asText());
    return matcher.find() ? matcher.group(1) : "";
  }

  private String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "centroids",
                "label",
                "--centroids",
                centroids.toString(),
                "--base-url",
                server.baseUrl().toString(),
                "--model",
                "test-model",
                "--key-variable",
                "A_VARIABLE_THAT_IS_NOT_SET"));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  @Test
  void majoritiesAndTiesAreThoseOfAHandComputation() throws Exception {
    TrainedCentroids.write(
        centroids,
        List.of(
            List.of(prompt("a 1 Law", 0.1), prompt("a 2 Biology", 0.2), prompt("a 3 Biology", 0.3)),
            // Two each; .9 + .6 for Law, .8 + .8 for Physics.
            List.of(
                prompt("b 1 Law", 0.1),
                prompt("b 2 Physics", 0.2),
                prompt("b 3 Physics", 0.2),
                prompt("b 4 Law", 0.4)),
            // One each, equally near: Chemistry is listed before Business.
            List.of(prompt("c 1 Business", 0.25), prompt("c 2 Chemistry", 0.25)),
            // The middle one is no label, however often it is asked.
            List.of(
                prompt("d 1 Humanities", 0.1), prompt("d 2 Poetry", 0.2), prompt("d 3 Law", 0.3))));

    CommandRun run = CommandRun.of(arguments("--price-in", "2", "--price-out", "8"));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    CentroidArtifact labelled = CentroidArtifact.load(centroids);
    assertThat(List.of(0, 1, 2, 3))
        .extracting(labelled::label)
        .containsExactly("Biology", "Physics", "Chemistry", "Humanities");
    assertThat(List.of(0, 1, 2, 3))
        .extracting(labelled::agreement)
        .containsExactly(2.0 / 3, 0.5, 0.5, 0.5);
    Cluster last = labelled.cluster(3);
    assertThat(last.votes()).containsOnly(Map.entry("Humanities", 1), Map.entry("Law", 1));
    assertThat(last.nearest()).extracting(Cluster.NearestPrompt::label).element(1).isNull();
    assertThat(labelled.manifest().labels()).hasSize(11).endsWith("General or other");
    assertThat(labelled.manifest().classifier().kind()).isEqualTo("endpoint");
    assertThat(labelled.manifest().classifier().description()).contains("test-model");
    assertThat(labelled.manifest().classifier().sha256()).isEqualTo(LabelPrompt.shipped().sha256());
    assertThat(server.calls()).hasSize(13);
    assertThat(run.out()).contains("Labelled 4 clusters", "13 replies", "tokens in", "cost 0.0");
  }

  @Test
  void faultsCostNoClusterItsLabelAndNoAnswerIsAskedTwice() throws Exception {
    TrainedCentroids.numbered(centroids, 6, 10);
    server.script(
        Fault.rateLimit("1"),
        Fault.status(500, "out of memory"),
        new Fault.Hang(),
        new Fault.Body("{\"choices\": oops"),
        new Fault.Refusal("I cannot help with that."),
        Fault.rateLimit(),
        new Fault.ResetInBody(),
        new Fault.HalfJson(),
        new Fault.EmptyChoices());

    CommandRun run = CommandRun.of(arguments("--timeout", "2", "--concurrency", "4"));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    CentroidArtifact labelled = CentroidArtifact.load(centroids);
    int votes = 0;
    for (int cluster = 0; cluster < 6; cluster++) {
      assertThat(labelled.label(cluster)).isEqualTo("Medical");
      votes += labelled.cluster(cluster).votes().values().stream().mapToInt(v -> v).sum();
    }
    assertThat(votes).isEqualTo(59);
    assertThat(server.charged()).hasSize(60).allSatisfy((text, n) -> assertThat(n).isOne());
    assertThat(server.calls()).hasSize(68);
    assertThat(run.out())
        .contains("59 replies", "2 RATE_LIMITED", "1 TIMEOUT", "1 REFUSED", "1 EMPTY_REPLY");

    CommandRun again = CommandRun.of(arguments("--out", folder.resolve("again").toString()));
    assertThat(again.out()).contains("0 replies", "60 prompts answered by earlier runs");
    assertThat(server.calls()).hasSize(68);
    assertThat(folder.resolve("again").resolve("clusters.jsonl"))
        .hasSameBinaryContentAs(centroids.resolve("clusters.jsonl"));
  }

  @Test
  void anAnswerFileOfAnEarlierVersionIsRefusedWithAdvice() throws Exception {
    TrainedCentroids.numbered(centroids, 2, 2);
    Path answers = Files.createDirectories(folder.resolve("earlier"));
    Files.writeString(
        answers.resolve("answers.jsonl"), "{\"label\": \"Law\", \"reply\": \"Law\"}\n");

    CommandRun run = CommandRun.of(arguments("--answers", answers.toString()));

    assertThat(run.exitCode()).isOne();
    assertThat(run.err())
        .contains("answers.jsonl line 1 is not an answer", "another directory with --answers")
        .doesNotContain("This should not happen");
    assertThat(server.calls()).isEmpty();
  }

  @Tag("long")
  @Test
  void aProcessThatIsKilledPaysForNothingTwice() throws Exception {
    TrainedCentroids.numbered(centroids, 20, 10);
    server.latency(Duration.ofMillis(40));
    int inFlight = 4;
    for (int killedAt : KILLED_AT) {
      try (MedsiftProcess process = fork(inFlight)) {
        while (server.charged().size() < killedAt && process.isAlive()) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(process.isAlive()).isTrue();
        process.kill();
      }
    }
    MedsiftProcess last = fork(inFlight);

    assertThat(last.awaitEnd()).as(output()).isZero();
    CentroidArtifact labelled = CentroidArtifact.load(centroids);
    for (int cluster = 0; cluster < 20; cluster++) {
      assertThat(labelled.cluster(cluster).votes())
          .containsOnly(Map.entry("Medical", 7), Map.entry("Law", 3));
    }
    int charged = server.charged().values().stream().mapToInt(count -> count).sum();
    assertThat(server.charged()).hasSize(200);
    // Those that were under way when a process died, and no others.
    assertThat(charged).isBetween(200, 200 + KILLED_AT.length * inFlight);
    assertThat(server.calls()).allMatch(call -> call.authorization().equals("Bearer " + SECRET));
    assertNoFileHolds(SECRET);
  }

  @Test
  void aWrongKeyStopsAtOnceInTheEndpointsWordsWithoutTheKey() throws Exception {
    TrainedCentroids.numbered(centroids, 20, 10);
    server.faultsBy(call -> Fault.status(401, "Incorrect key provided: " + SECRET));

    assertThat(fork(4).awaitEnd()).isOne();
    assertThat(output())
        .contains("the endpoint answered 401: Incorrect key provided: [key]")
        .contains("run the same command again");
    assertThat(server.calls()).hasSizeLessThanOrEqualTo(8);
    assertThat(CentroidArtifact.loadTrained(centroids).label(0)).isNull();
    assertNoFileHolds(SECRET);
  }

  @Test
  void anEndpointThatIsDownStopsTheWorkAndKeepsTheAnswers() throws Exception {
    TrainedCentroids.numbered(centroids, 10, 10);
    server.faultsBy(call -> call.number() > 50 ? Fault.status(503, "down") : null);

    CommandRun run = CommandRun.of(arguments("--attempts", "1", "--concurrency", "2"));

    assertThat(run.exitCode()).isOne();
    assertThat(run.err()).contains("20 prompts in a row got no answer", "503: down");
    server.faultsBy(call -> null);
    CommandRun again = CommandRun.of(arguments());
    assertThat(again.out()).contains("50 replies", "50 prompts answered by earlier runs");
  }

  @Test
  void otherWordsOrLabelsAreOtherAnswers() throws Exception {
    TrainedCentroids.numbered(centroids, 1, 3);
    Path labels = folder.resolve("labels.json");
    Files.writeString(labels, "{\"labels\": [\"Law\", \"Medical\", \"Else\"]}");
    Path prompt = folder.resolve("prompt.txt");
    Files.writeString(prompt, "{labels}\n<<<BEGIN TEXT\n{text}\nEND TEXT>>>");

    CommandRun.of(arguments());
    CommandRun.of(arguments("--labels", labels.toString()));
    CommandRun run =
        CommandRun.of(arguments("--labels", labels.toString(), "--prompt", prompt.toString()));

    assertThat(run.exitCode()).isZero();
    assertThat(server.calls()).hasSize(9);
    assertThat(server.calls().get(8).content()).startsWith("- Law\n- Medical\n- Else\n");
    assertThat(server.calls().get(8).body().at("/response_format").toString())
        .contains("\"enum\":[\"Law\",\"Medical\",\"Else\"]");
    assertThat(CentroidArtifact.load(centroids).manifest().labels())
        .containsExactly("Law", "Medical", "Else");
  }

  @Test
  void aLineThatACrashCutIsAskedAgain() throws Exception {
    TrainedCentroids.numbered(centroids, 1, 3);
    CommandRun.of(arguments("--concurrency", "1"));
    Path log = folder.resolve("centroids-answers").resolve("answers.jsonl");
    byte[] whole = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(whole, whole.length - 5));

    CommandRun run = CommandRun.of(arguments());

    assertThat(run.out()).contains("1 replies", "2 prompts answered by earlier runs");
    assertThat(Files.readAllLines(log)).hasSize(3);
  }

  @Test
  void aClusterWithoutVotesGetsTheLastLabelWithAgreementZero() throws Exception {
    TrainedCentroids.numbered(centroids, 2, 2);
    server.faultsBy(call -> text(call).startsWith("c1") ? new Fault.Refusal("No.") : null);

    CommandRun run = CommandRun.of(arguments());

    assertThat(run.out()).contains("1 clusters have no vote at all");
    CentroidArtifact labelled = CentroidArtifact.load(centroids);
    assertThat(labelled.label(1)).isEqualTo("General or other");
    assertThat(labelled.agreement(1)).isZero();
  }

  private MedsiftProcess fork(int concurrency) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(arguments("--concurrency", Integer.toString(concurrency))));
    command.set(command.indexOf("A_VARIABLE_THAT_IS_NOT_SET"), "A_KEY");
    return MedsiftProcess.start(folder, command, Map.of("A_KEY", SECRET));
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve(OUTPUT), ISO_8859_1);
  }

  /** Neither the output of the processes, nor their log, nor what they leave. */
  private void assertNoFileHolds(String secret) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(secret);
      }
    }
  }

  private static Cluster.NearestPrompt prompt(String text, double distance) {
    return Cluster.NearestPrompt.unlabelled(text, distance);
  }
}
