package io.medsift.cli.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.sources.catalogue.Sources;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsEverySourceOnALine() {
    assertThat(run("sources")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(1 + Sources.all().size());
    assertThat(lines.get(0)).matches("source +track +topic +license +known +columns");
    assertThat(lines)
        .anyMatch(
            line -> line.matches("medmcqa +synthetic_qa +prompts +Apache-2.0 +published +id, .*"))
        .anyMatch(
            line -> line.matches("am-deepseek-r1 +r1_trace .*CC-BY-NC-4.0 \\(non-commercial\\).*"))
        .anyMatch(line -> line.matches("chatdoctor +general_instruct +prompts +not stated .*"))
        .allMatch(line -> line.length() <= 180);
  }

  @Test
  void showsOneWithItsReadingsAndAnExample() {
    assertThat(run("sources", "medmcqa")).isZero();
    assertThat(out.toString())
        .startsWith("medmcqa: openlifescienceai/medmcqa\n")
        .contains("  known    published by its authors\n")
        .contains("topic_name", "(recalled, not confirmed)")
        .contains("cop: Whether cop counts the options from 0 or from 1")
        .contains("0-based | 1-based; the rows of a file show it, or say cop=1-based")
        .contains("\"subject_name\" : \"Biochemistry\"")
        .contains("  dataset   openlifescienceai/medmcqa\n")
        .contains("  files     hf://datasets/openlifescienceai/medmcqa/**train-*.parquet\n")
        .contains("  rows      182,822\n", "  gated     not known\n", "  note      The names");
  }

  @Test
  void saysWhatIsNotPublished() {
    assertThat(run("sources", "evol-instruct")).isZero();
    assertThat(out.toString()).contains("Not published: read your own files.");
  }

  @Test
  void showsEveryOne() {
    List<Integer> codes = new ArrayList<>();
    for (String name : Sources.names()) {
      codes.add(run("sources", name));
    }
    assertThat(codes).containsOnly(0);
    assertThat(out.toString()).doesNotContain("null;").contains("such as prompt=question");
  }

  @Test
  void namesTheNearestToOneWhoMistypedIt() {
    assertThat(run("sources", "medmqca")).isEqualTo(2);
    assertThat(err.toString()).contains("no source 'medmqca'; did you mean 'medmcqa'?");
  }

  private int run(String... arguments) {
    return Medsift.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
