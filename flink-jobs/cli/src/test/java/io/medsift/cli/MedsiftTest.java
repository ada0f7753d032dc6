package io.medsift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.review.rows.OutputTopic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MedsiftTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void namesItsVersions() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("medsift ").contains("Flink 2.3.0, Kafka 4.2.1");
  }

  @Test
  void helpsWithEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("run")
        .contains("demo")
        .contains("up")
        .contains("benchmarks");
    assertThat(run("run", "--help")).isZero();
    assertThat(run("benchmarks", "build", "--help")).isZero();
  }

  @Test
  void asksForACommand() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("medsift: a command is missing");
    assertThat(run("benchmarks")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --inptu x --out y        | there is no option --inptu; did you mean --input?",
        "run --inptu=x --out y        | there is no option --inptu; did you mean --input?",
        "run --zzzzzzzzzz x --out y   | there is no option --zzzzzzzzzz",
        "dmeo                         | there is no command 'dmeo'; did you mean demo?",
        "zzzzzzzz                     | there is no command 'zzzzzzzz'; the commands are run,"
            + " demo,",
        "recipe shwo                  | there is no command 'shwo'; did you mean show?",
        "demo now                     | unexpected argument 'now'",
        "run --input x                | an argument is missing: --out DIR",
        "run                          | arguments are missing: --input FILE, --out DIR",
        "run --input x --out          | --out needs a value: --out DIR",
        "run --input x --out y --out z | --out is given more than once",
        "up --port nine               | --port must be a whole number of at most 2147483647, got"
            + " 'nine'",
        "up --port 99999999999        | --port must be a whole number of at most 2147483647, got",
        "export --format csv --out x  | --format must be parquet or jsonl, got 'csv'",
        "help rnu                     | there is no command 'rnu'; did you mean run?",
      })
  void saysPlainlyWhatIsWrongWithACommand(String command, String message) {
    assertThat(run(command.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("medsift: " + message).contains("\nSee medsift");
    assertThat(err.toString().lines()).hasSize(2);
  }

  @Test
  void takesValuesInCapitalsToo() {
    run("export", "--format", "JSONL", "--out", directory.toString());
    assertThat(err.toString()).doesNotContain("--format");
  }

  @Test
  void helpsInEitherWay() {
    assertThat(run("run", "--help")).isZero();
    String page = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("help", "run")).isZero();
    assertThat(out.toString()).isEqualTo(page);
  }

  @Test
  void showsTheSameHelpWhereOnlyTheCommandThatIsUsedIsComplete() {
    CommandLine whole = Medsift.commandLine();
    CommandLine quick = Medsift.commandLine("run"::equals);
    assertThat(quick.getUsageMessage()).isEqualTo(whole.getUsageMessage());
    assertThat(quick.getSubcommands().get("run").getUsageMessage())
        .isEqualTo(whole.getSubcommands().get("run").getUsageMessage());
    assertThat(quick.getSubcommands().get("export").getCommandSpec().options()).isEmpty();
  }

  @Test
  void namesAnInputThatDoesNotExist() {
    assertThat(run("run", "--input", "nowhere.jsonl", "--out", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("medsift: --input nowhere.jsonl does not exist");
  }

  @Test
  void refusesWhatDoesNotGoWithASource() throws Exception {
    String out = directory.toString();
    assertThat(run("run", "--input", input(), "--track", "r1_trace", "--out", out)).isEqualTo(2);
    assertThat(err.toString()).contains("options on rows of a source go with --source");
    assertThat(run("run", "--input", input(), "--source", "medmcqua", "--out", out)).isEqualTo(2);
    assertThat(err.toString()).contains("medmcqua").contains("medmcqa");
    assertThat(run("run", "--input", input(), "--source", "columns", "--track", "r2", "--out", out))
        .isEqualTo(2);
    assertThat(err.toString()).contains("the recipe recommended has no track 'r2' (it has: ");
  }

  @Test
  void asksForEvaluationSetsWhenTheRecipeDecontaminates() throws Exception {
    assertThat(run("run", "--input", input(), "--out", directory.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("the recipe recommended decontaminates: name the evaluation sets");
  }

  @Test
  void keepsResultsThatAreThere() throws Exception {
    String input = input();
    Files.writeString(OutputTopic.REJECTED.in(directory), "");
    int code = run("run", "--input", input, "--benchmarks", input, "--out", directory.toString());
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("already holds results; add --overwrite");
  }

  @Test
  void refusesTwoEvaluationSetsOfOneName() throws Exception {
    String input = input();
    int code =
        run(
            "benchmarks",
            "build",
            "--set",
            "a=" + input,
            "a=" + input,
            "--out",
            directory.resolve("index").toString());
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("two evaluation sets have the name 'a'");
  }

  @Test
  void namesAnEvaluationSetThatDoesNotExist() {
    assertThat(run("benchmarks", "build", "--set", "a=nowhere", "--out", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("medsift: nowhere does not exist");
  }

  @Test
  void refusesNumbersOutOfRange() throws Exception {
    String input = input();
    assertThat(
            run("run", "--input", input, "--benchmarks", input, "--parallelism", "0", "--out", "x"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--parallelism must be 1 to 128, got 0");
    assertThat(run("up", "--console-port", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--console-port goes with --console");
    assertThat(run("up", "--port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("--port must be 0 to 65535, got 70000");
  }

  @Test
  void refusesWhatCannotBeUsedBeforeItBegins() throws Exception {
    String input = input();
    String out = directory.resolve("out").toString();
    String empty = Files.writeString(directory.resolve("empty.jsonl"), "").toString();
    String folder = Files.createDirectory(directory.resolve("folder")).toString();
    refused(
        "--parallelism must be 1 to 128, got 100000",
        "run",
        "--input",
        input,
        "--benchmarks",
        input,
        "--parallelism",
        "100000",
        "--out",
        out);
    refused(
        "--benchmarks nope does not exist",
        "run",
        "--input",
        input,
        "--benchmarks",
        "nope",
        "--out",
        out);
    refused(
        "--out " + input + " is a file, not a directory", "run", "--input", input, "--out", input);
    refused("--out " + input + " is a file, not a directory", "demo", "--out", input);
    refused("--data " + input + " is a file, not a directory", "up", "--data", input);
    refused(
        "--input " + empty + " is empty",
        "run",
        "--input",
        empty,
        "--benchmarks",
        input,
        "--out",
        out);
    refused(empty + " is empty", "ingest", empty, "--source", "columns", "--out", out);
    refused(
        "nowhere.jsonl does not exist",
        "ingest",
        "nowhere.jsonl",
        "--source",
        "columns",
        "--out",
        out);
    refused(
        "--out " + folder + " is a directory, not a file",
        "ingest",
        input,
        "--source",
        "columns",
        "--out",
        folder,
        "--overwrite");
    refused("--set " + empty + " is empty", "benchmarks", "build", "--set", empty, "--out", out);
    refused(
        "--centroids " + input + " is a file, not a directory",
        "run",
        "--input",
        input,
        "--benchmarks",
        input,
        "--centroids",
        input,
        "--out",
        out);
    assertThat(Path.of(out)).doesNotExist();
  }

  private void refused(String message, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(run(arguments)).as(message).isEqualTo(2);
    assertThat(err.toString()).startsWith("medsift: " + message + "\n");
  }

  @Test
  void failsWithOneSentenceAndAdvice() {
    CommandLine line = commandLine();
    line.addSubcommand("fail", new Failing());
    line.setExecutionExceptionHandler(line.getExecutionExceptionHandler());
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute("fail")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("medsift: the disk is full.\nMake room.\n");
  }

  @CommandLine.Command(name = "fail")
  private static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new CommandFailedException("the disk is full", "Make room.");
    }
  }

  private String input() throws Exception {
    Path input = directory.resolve("input.jsonl");
    Files.writeString(input, "{}\n");
    return input.toString();
  }

  private int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  private CommandLine commandLine() {
    return Medsift.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
