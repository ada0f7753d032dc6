package io.medsift.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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
        "\n{\"id\":\"a\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"First?\"}\n{\"id\":\"b\"}\n");

    assertThat(
            run("generate", "--dry-run", "--base-url", "http://h/v1", "--input", file.toString()))
        .isZero();
    assertThat(out.toString()).contains("\"content\":\"First?\"");

    Files.writeString(file, "{\"id\":\"a\"}\n");
    assertThat(
            run("generate", "--dry-run", "--base-url", "http://h/v1", "--input", file.toString()))
        .isOne();
    assertThat(err.toString()).contains("is not a prompt: field 'source' is missing");
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

    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run(with(job, "--metrics-port", port, "--data", directory.toString()))).isOne();
      assertThat(err.toString())
          .contains("the metrics cannot be read on port " + port)
          .contains("Name another --metrics-port.");
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
