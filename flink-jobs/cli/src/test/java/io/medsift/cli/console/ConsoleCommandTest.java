package io.medsift.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.ListeningSockets;
import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.cli.topic.WrittenTopics;
import io.medsift.console.ReviewConsole;
import io.medsift.console.ReviewConsole.Beside;
import io.medsift.console.comparison.OtherRun;
import io.medsift.console.stream.FollowedTopics;
import io.medsift.console.web.Access;
import io.medsift.curation.write.CurationTopics;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Revision;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCommandTest extends BrokerCommandTest {
  private static final Evidence SCORE = new Evidence.Score(3, 8, "judge", "v1");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path index;

  private static String get(ReviewConsole console, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(console.address()).resolve(path)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }

  private static void await(ReviewConsole console, String path, String text) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String page = get(console, path);
    while (!page.contains(text)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(path + " does not show " + text + ": " + page);
      }
      Thread.sleep(100);
      page = get(console, path);
    }
  }

  @Test
  void followsTheTopicsAndGoesOnAfterARestart() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      CurationTopics topics = job.topics();
      Position kept = job.sample(0, "kept", "Ascorbic acid prevents scurvy.");
      Position poor = job.sample(1, "poor", "No idea.");
      Position aborted = job.sample(1, "aborted", "Never decided.");
      job.begin();
      job.accept(aborted);
      job.abort();
      job.begin();
      job.accept(kept);
      job.reject(poor, Reason.LOW_SCORE, SCORE);
      job.commit();
      try (FollowedTopics stream = FollowedTopics.open(topics, index);
          ReviewConsole console = ReviewConsole.start(stream, null, Access.loopback(), 0)) {
        await(console, "/verdicts", "2 verdicts");
        assertThat(get(console, "/verdicts?q=scurvy")).contains("1 verdict<", "kept");
        assertThat(get(console, "/verdicts?max_score=4")).contains("1 verdict<", "poor");
        assertThat(get(console, "/verdicts/" + kept.topic() + "/0/" + kept.offset()))
            .contains("Ascorbic acid");

        job.begin().bury(job.sample(0, "{"), "it is no sample");
        job.commit();
        await(console, "/verdicts", "3 verdicts");
        assertThat(get(console, "/")).contains("dead letters");
        revoke(topics, kept);
        await(console, "/verdicts?revised=revoked", "1 verdict<");
        assertThat(get(console, "/verdicts/" + kept.topic() + "/0/" + kept.offset()))
            .contains("revoked");
        if (ListeningSockets.areKnown()) {
          int port = URI.create(console.address()).getPort();
          assertThat(ListeningSockets.ofThisProcess())
              .filteredOn(socket -> socket.getPort() == port)
              .extracting(InetSocketAddress::getAddress)
              .isNotEmpty()
              .allMatch(address -> address.isLoopbackAddress());
        }
      }
      job.begin().accept(aborted);
      job.commit();
      try (FollowedTopics stream = FollowedTopics.open(topics, index);
          ReviewConsole console = ReviewConsole.start(stream, null, Access.loopback(), 0)) {
        await(console, "/verdicts", "4 verdicts");
        await(console, "/verdicts?revised=revoked", "1 verdict<");
      }
    }
  }

  @Test
  void comparesAReplayWithTheFirstRun() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1);
        WrittenTopics again = new WrittenTopics(broker, 1, job)) {
      Position poor = job.sample(0, "poor", "No idea.");
      Position kept = job.sample(0, "kept", "Ascorbic acid prevents scurvy.");
      job.begin();
      job.accept(poor);
      job.accept(kept);
      job.commit();
      again.begin();
      again.reject(poor, Reason.LOW_SCORE, SCORE);
      again.accept(kept);
      again.commit();
      OtherRun replay = OtherRun.of(again.topics());
      try (FollowedTopics stream = FollowedTopics.open(job.topics(), index);
          ReviewConsole console =
              ReviewConsole.start(stream, new Beside(null, null, replay), Access.loopback(), 0)) {
        await(console, "/verdicts", "2 verdicts");
        await(console, "/compare", "2 samples decided by both, 50.0 % alike");
        assertThat(get(console, "/compare")).contains("Compare again", "accepted → low score");
        assertThat(get(console, "/compare?from=accepted&to=judge"))
            .contains("poor", "score 3.0, needs 8.0");
        assertThat(get(console, "/compare/" + poor.topic() + "/0/" + poor.offset()))
            .contains("This run", "Other run", "No idea.", "rejected, low score");
      }
    }
  }

  private void revoke(CurationTopics topics, Position position) {
    RevisionTopic revisions = RevisionTopic.of(topics);
    broker.createTopic(revisions.name(), 1, Map.of());
    revisions.write(
        revisions.name(),
        List.of(
            new Revision(
                Revision.VERSION,
                Revision.Action.REVOKE,
                position,
                "kept",
                new Revision.Author(Revision.Author.Kind.REVIEWER, "ada"),
                null,
                null,
                "no",
                null,
                null,
                7)));
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    assertThat(run("console")).isEqualTo(2);
    assertThat(err.toString()).contains("--bootstrap-servers, or --from");
    assertThat(run("console", "--from", index.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("holds no results");
    Path results = Files.createDirectory(index.resolve("results"));
    Files.createFile(results.resolve("report.html"));
    String another = results.resolve("../results").toString();
    assertThat(run("console", "--from", results.toString(), "--compare", another)).isEqualTo(2);
    assertThat(err.toString())
        .contains("--compare " + another + " are the results that --from shows");
    Path token = index.resolve("token");
    Files.writeString(token, "short");
    List<List<String>> refused =
        List.of(
            List.of("--port", "70000"),
            List.of("--listen", "0.0.0.0"),
            List.of("--listen", "0.0.0.0", "--token-file", token.toString()),
            List.of("--listen", "no.such.host.invalid"),
            List.of("--token-file", token.toString()),
            List.of("--tls-keystore", token.toString()),
            List.of("--tls-keystore", token.toString(), "--tls-password-file", token.toString()),
            List.of("--data", index.toString()),
            List.of("--compare", "no-such-directory"),
            List.of("--compare", index.toString()),
            List.of("--probe", token.toString()));
    List<String> named =
        List.of(
            "--port must be",
            "--listen 0.0.0.0 is beyond loopback",
            "needs --token-file and --tls-keystore",
            "is not an address",
            "16 characters or more",
            "go together",
            "cannot be opened with the password in --tls-password-file",
            "--data keeps an index",
            "--compare no-such-directory does not exist",
            "holds no results of 'run'",
            "is not a result of 'medsift benchmarks probe --out'");
    for (int i = 0; i < refused.size(); i++) {
      List<String> command = new ArrayList<>(List.of("console", "--from", "x"));
      command.addAll(refused.get(i));
      assertThat(run(command.toArray(String[]::new))).as("%s", command).isEqualTo(2);
      assertThat(err.toString()).contains(named.get(i));
    }
  }
}
