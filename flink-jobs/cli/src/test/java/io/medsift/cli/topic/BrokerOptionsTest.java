package io.medsift.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BrokerOptionsTest {
  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @Test
  void everyCommandThatTakesBrokersTakesTheirSettings() {
    Set<String> withBrokers = new TreeSet<>();
    collect(Medsift.commandLine(), "--bootstrap-servers", withBrokers);
    assertThat(withBrokers)
        .containsExactly(
            "annotate",
            "audit",
            "console",
            "doctor",
            "embed",
            "evolve",
            "explain",
            "export",
            "generate",
            "ingest",
            "rebuild",
            "recheck",
            "repair",
            "replay");
    Set<String> withSettings = new TreeSet<>();
    collect(Medsift.commandLine(), "--command-config", withSettings);
    assertThat(withSettings).isEqualTo(withBrokers);
  }

  private static void collect(CommandLine line, String option, Set<String> names) {
    if (line.getCommandSpec().findOption(option) != null) {
      names.add(line.getCommandName());
    }
    line.getSubcommands().values().forEach(each -> collect(each, option, names));
  }

  @Test
  void aFileThatCannotBeUsedIsWrongUsage() {
    Path absent = directory.resolve("absent");
    assertThat(run("audit", "--bootstrap-servers", "127.0.0.1:1", "--command-config", absent + ""))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--command-config: " + absent + " does not exist");
    assertThat(
            run("doctor", "--bootstrap-servers", "127.0.0.1:1", "--command-config", directory + ""))
        .isEqualTo(2);
    assertThat(err.toString()).contains(directory + " is not a file");
  }

  @Test
  void aFileWithoutBrokersIsWrongUsage() {
    assertThat(run("export", "--from", "results", "--out", "data", "--command-config", "client"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--command-config goes with --bootstrap-servers");
  }

  @Test
  void warnsOfAFileThatEveryoneMayReadAndQuotesNothingOfIt() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("client.properties"),
            """
            security.protocol=SASL_SSL
            sasl.mechanism=PLAIN
            sasl.jaas.config=org.example.Module required password="planted" secret;
            """);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("audit", "--bootstrap-servers", "127.0.0.1:1", "--command-config", file + ""))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("medsift: " + file + " is readable by everyone (rw-r--r--)")
        .contains("sasl.jaas.config is not of the form")
        .doesNotContain("planted")
        .doesNotContain("secret");
  }

  private int run(String... arguments) {
    return Medsift.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
