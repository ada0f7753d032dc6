package io.medsift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.review.rows.OutputTopic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands do the same whatever language the machine speaks, and a run talks to nobody. */
class AnyMachineTest {
  private static final Path DEMO = Path.of("..", "..", "deploy", "demo", "samples.jsonl");
  private static final int SAMPLES = 40;
  private static final List<String> TRAFFIC = List.of("jdk.SocketRead", "jdk.SocketWrite");
  private static final String TURKISH = "tr-TR";
  private static final String ARABIC = "ar-EG-u-nu-arab";
  private static final String HINDI = "hi-IN-u-nu-deva";
  private static final String RECIPE =
      """
      name: any-machine
      deduplicate: {ngram: 4, jaccard: 0.7}
      tracks:
        public_medical: {gates: [quality, deduplicate]}
        synthetic_qa: {gates: [verify, deduplicate]}
        r1_trace: {gates: [deduplicate]}
        general_instruct: {gates: [deduplicate]}
        rl: {gates: []}
      """;

  private final Locale before = Locale.getDefault();

  @TempDir private Path directory;

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {TURKISH, ARABIC, HINDI})
  void helpsInOneLanguage(String language) {
    for (List<String> command : commands(Medsift.commandLine())) {
      List<String> help = new ArrayList<>(command);
      help.add("--help");
      String[] arguments = help.toArray(String[]::new);
      Locale.setDefault(Locale.ROOT);
      String expected = medsift(arguments);
      assertThat(expected).contains("Usage: medsift");
      Locale.setDefault(Locale.forLanguageTag(language));
      assertThat(medsift(arguments)).isEqualTo(expected);
    }
  }

  /** The words that call each command, those of groups too. */
  private static List<List<String>> commands(CommandLine of) {
    List<List<String>> commands = new ArrayList<>(List.of(List.of()));
    of.getSubcommands()
        .forEach(
            (name, each) ->
                commands(each)
                    .forEach(
                        rest ->
                            commands.add(Stream.concat(Stream.of(name), rest.stream()).toList())));
    return commands;
  }

  @Test
  void aRunAndItsExportAreTheSameInTurkishAndArabicAndConnectToThisMachineAlone() throws Exception {
    Path recipe = Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
    Path input = directory.resolve("samples.jsonl");
    try (Stream<String> lines = Files.lines(DEMO)) {
      Files.write(input, lines.limit(SAMPLES).toList());
    }
    Path results = directory.resolve("results");
    Locale.setDefault(Locale.forLanguageTag(TURKISH));
    Set<String> reached;
    try (Recording traffic = new Recording()) {
      TRAFFIC.forEach(event -> traffic.enable(event).withThreshold(Duration.ZERO));
      traffic.start();
      assertThat(
              medsift("run", "--input", "" + input, "--recipe", "" + recipe, "--out", "" + results))
          .contains("40")
          .doesNotContain("ı", "İ");
      traffic.stop();
      Path events = directory.resolve("traffic.jfr");
      traffic.dump(events);
      reached = addresses(events);
    }
    assertThat(reached).isNotEmpty();
    for (String address : reached) {
      assertThat(InetAddress.getByName(address).isLoopbackAddress()).as(address).isTrue();
    }

    Locale.setDefault(Locale.forLanguageTag(ARABIC));
    Path dataset = directory.resolve("dataset");
    medsift("export", "--from", "" + results, "--format", "jsonl", "--out", "" + dataset);
    long accepted;
    try (Stream<String> rows = Files.lines(OutputTopic.ACCEPTED.in(results))) {
      accepted = rows.count();
    }
    assertThat(Files.readString(dataset.resolve("statistics.json")))
        .contains(Long.toString(accepted))
        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    assertThat(Files.readString(dataset.resolve("README.md")))
        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
  }

  private static Set<String> addresses(Path events) throws IOException {
    Set<String> addresses = new TreeSet<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(events)) {
      if (TRAFFIC.contains(event.getEventType().getName())) {
        addresses.add(event.getString("address"));
      }
    }
    return addresses;
  }

  private static String medsift(String... arguments) {
    PrintStream terminal = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      assertThat(Medsift.run(arguments)).isZero();
    } finally {
      System.setOut(terminal);
    }
    return out.toString(UTF_8);
  }
}
