package io.medsift.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.cli.live.TopicJob;
import io.medsift.cli.progress.JobCounters;
import io.medsift.storage.PrivateFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void showsTheRequestThatWouldBeSent() {
    assertThat(run("generate", "--dry-run", "--base-url", "https://models.example.org/v1"))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .startsWith("POST https://models.example.org/v1/chat/completions")
        .contains("Host: models.example.org")
        .containsPattern("Authorization: (no key|the key) in OPENAI_API_KEY")
        .contains("\"model\":\"Qwen/Qwen3-235B-A22B\"")
        .contains("\\n\\nA. Furosemide\\nB. Amiloride\\n")
        .contains("\\\\boxed{letter}")
        .containsPattern("\"seed\":\\d+")
        .contains("\"temperature\":0.6", "\"top_p\":0.95", "\"max_tokens\":32768");
  }

  @Test
  void showsTheFirstPromptOfAFile() throws Exception {
    Path file = directory.resolve("prompts.jsonl");
    Files.writeString(
        file,
        """

        {"id":"a","source":"s","track":"rl","prompt":"First?"}
        {"id":"b"}
        """);

    assertThat(run("generate", "--dry-run", "--input", file.toString())).isZero();
    assertThat(out.toString())
        .contains("\"content\":\"First?\"")
        .contains(
            "2 prompts read: 1 would be sent to the model, 0 would be passed on "
                + "unchanged, 1 would be")
        .contains("such as: field 'source' is missing")
        .contains("generator, Qwen/Qwen3-235B-A22B: 8 requests, about 8 tokens in, at most")
        .contains("262,144 out.")
        .contains("Cost: not known");

    Files.writeString(file, "{\"id\":\"a\"}\n");
    assertThat(run("generate", "--dry-run", "--input", file.toString())).isOne();
    assertThat(err.toString()).contains("all 1 prompts would be refused: field 'source' is");
  }

  @Test
  void evolveShowsWhatItWouldAsk() throws Exception {
    Path recipe = directory.resolve("own.yaml");
    Files.writeString(
        recipe,
        """
        name: own
        models: {evolver: {model: e, max_tokens: 100, price_in: 1000000, price_out: 1000000}}
        tracks: {synthetic_qa: {gates: []}}
        """);
    assertThat(run("evolve", "--dry-run", "--recipe", recipe.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .startsWith("POST http://localhost:8000/v1/chat/completions")
        .contains("1 seeds read: 1 would be sent to the model")
        .containsPattern("evolver, e: 6 requests, about [\\d,]+ tokens in, at most 600 out")
        .containsPattern("Cost: about \\d+\\.0000 or less");
  }

  @Test
  void annotateShowsWhatItWouldAsk() throws Exception {
    Path recipe = directory.resolve("own.yaml");
    Files.writeString(
        recipe,
        """
        name: own
        judge: {minimum: 8}
        models: {judge: {model: j, max_tokens: 10}, equivalence: {model: e, max_tokens: 10}}
        tracks: {judged: {gates: [judge]}, compared: {gates: [verify]}}
        """);
    Path file = directory.resolve("samples.jsonl");
    String sample =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"%s\",\"prompt\":\"Why?\",\"response\":\"%s\","
            + "\"reference\":{\"kind\":\"long\",\"value\":\"Because.\"}}\n";
    Files.writeString(
        file,
        sample.formatted("judged", "So.")
            + sample.formatted("compared", "So.")
            + sample.formatted("compared", "<think>So")
            + sample.formatted("other", "So."));
    assertThat(
            run("annotate", "--dry-run", "--recipe", recipe.toString(), "--input", file.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains(
            "4 samples read: 2 would be sent to the model, 1 would be passed on "
                + "unchanged, 1 would be")
        .contains("judge, j: 1 request,")
        .contains("equivalence, e: 1 request,");
    assertThat(run("annotate", "--dry-run", "--recipe", recipe.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("name the records: --input FILE");
  }

  @Test
  void aRequestThatIsRepeatedIsPaidForOnce() throws Exception {
    Path recipe = directory.resolve("own.yaml");
    Files.writeString(
        recipe,
        """
        name: own
        judge: {minimum: 8}
        models: {judge: {model: j, max_tokens: 10}}
        tracks: {judged: {gates: [judge]}}
        """);
    Path file = directory.resolve("samples.jsonl");
    String sample =
        "{\"id\":\"%s\",\"source\":\"s\",\"track\":\"judged\",\"prompt\":\"%s\",\"response\":\"So.\"}\n";
    Files.writeString(
        file,
        sample.formatted("a", "Why?")
            + sample.formatted("b", "Why?")
            + sample.formatted("c", "How?")
            + sample.formatted("a", "Why?"));
    assertThat(
            run("annotate", "--dry-run", "--recipe", recipe.toString(), "--input", file.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("4 samples read: 4 would be sent to the model")
        .contains("2 requests would repeat an earlier one, whose answer comes from the ledger.")
        .contains("judge, j: 2 requests,");
  }

  @Test
  void leavesADirectoryAloneThatAnotherRunHasMadeMeanwhile() throws Exception {
    Path data = directory.resolve("data");
    assertThat(PrivateFiles.createNewDirectory(data)).isTrue();
    assertThat(PrivateFiles.createNewDirectory(data)).isFalse();
    assertThat(
            run(
                "generate",
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--data",
                data.toString(),
                "--base-url",
                "http://h/v1"))
        .isOne();
    assertThat(data).isDirectory();
  }

  @Test
  void aJobThatFailedBeforeItReadSaysNothingOfWhatItRead() {
    JobCounters none = new JobCounters();
    StringWriter said = new StringWriter();
    ModelJobReport report =
        new ModelJobReport(
            new ModelJobRequest(
                "generate",
                "prompts",
                "run",
                new TopicJob("generate", directory, 1, 0, null, Duration.ofSeconds(1)),
                Map.of(),
                "prompts",
                List.of(),
                "dead",
                null,
                true,
                Duration.ofSeconds(1)),
            List.of(),
            new PrintWriter(said));
    report.print(none, true);
    assertThat(said.toString()).isEmpty();
    report.print(none, false);
    assertThat(said.toString())
        .startsWith("generate: 0 prompts read from the topic prompts, which holds nothing new.");
  }

  @Test
  void anAddressThatIsNoneIsWrongUsageAndLeavesNothingBehind() throws Exception {
    Path data = directory.resolve("data");
    String[] job = {"generate", "--bootstrap-servers", "127.0.0.1:1", "--data", data.toString()};
    assertThat(run(with(job, "--base-url", "notaurl"))).isEqualTo(2);
    assertThat(err.toString()).contains("--base-url: the base URL must be http or https");
    assertThat(run(with(job, "--base-url", "not a url"))).isEqualTo(2);
    List<String> never =
        List.of(
            "--give-up-after=0",
            "--checkpoint=0",
            "--partitions=0",
            "--parallelism=0",
            "--web-port=70000",
            "--ledger==",
            "--prompts=a b",
            "--samples=..",
            "--dead-letters=" + "x".repeat(250),
            "--samples=prompts",
            "--ledger=prompts",
            "--dead-letters=prompts",
            "--unscored=ledger",
            "--dead-letters=ledger");
    for (String option : never) {
      assertThat(run(with(job, "--base-url", "http://h/v1", option))).as(option).isEqualTo(2);
      assertThat(data).as(option).doesNotExist();
    }
    assertThat(run("generate", "--dry-run", "--checkpoint", "0")).isEqualTo(2);
    // Nobody is there.
    assertThat(run(with(job, "--base-url", "http://h/v1"))).isOne();
    assertThat(data).doesNotExist();
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Path recipe = directory.resolve("own.yaml");
    Files.writeString(recipe, "name: own\ntracks: {a: {gates: []}}\n");

    assertThat(run("generate", "--recipe", recipe.toString(), "--base-url", "http://h/v1"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("the recipe own names no model for the role generator: add models.generator");
    assertThat(run("generate", "--base-url", "http://h/v1")).isEqualTo(2);
    assertThat(err.toString()).contains("name the Kafka brokers with --bootstrap-servers");
    assertThat(run("evolve", "--base-url", "http://h/v1")).isEqualTo(2);
    assertThat(run("evolve", "--help")).isZero();
  }

  @Test
  void saysThatThePortOfTheMetricsIsNone() throws Exception {
    String[] job = {"generate", "--base-url", "http://h/v1", "--bootstrap-servers", "127.0.0.1:1"};

    assertThat(run(with(job, "--metrics-port", "0"))).isEqualTo(2);
    assertThat(err.toString()).contains("--metrics-port must be 1 to 65535, got 0");

    assertThat(run(with(job, "--metrics-port", "1", "--metrics-host", "no.such.host.invalid")))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("--metrics-host must be an address of this machine, got no.such");

    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run(with(job, "--metrics-port", port, "--data", directory.toString()))).isOne();
      assertThat(err.toString())
          .contains("the metrics cannot be served at 127.0.0.1:" + port)
          .contains("Name another --metrics-port or --metrics-host.");
    }
  }

  private static String[] with(String[] job, String... more) {
    return Stream.concat(Stream.of(job), Stream.of(more)).toArray(String[]::new);
  }

  private int run(String... arguments) {
    CommandLine line = Medsift.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
