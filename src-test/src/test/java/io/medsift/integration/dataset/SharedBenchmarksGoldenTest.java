package io.medsift.integration.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.SharedData;
import io.medsift.cli.Medsift;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real evaluation sets through the command that builds an index of any layout. */
class SharedBenchmarksGoldenTest {
  private static final List<String> SETS =
      List.of(
          "medmcqa_dev",
          "medqa_test_4opt",
          "pubmedqa_pqal",
          "mmlu_medical",
          "medagents_mmlu_pro",
          "bioasq_7b_11b",
          "medxpertqa_text_sampled",
          "apollo_xmedbench");

  @TempDir private Path directory;

  @Test
  void readsTheCommonRowsAsTheIndexStoresThem() {
    SharedData data = SharedData.required();
    BenchmarkIndex.Builder expected = new BenchmarkIndex.Builder();
    List<String> arguments = new ArrayList<>(List.of("benchmarks", "build", "--set"));
    for (String set : SETS) {
      expected.add(set, data.file("eval/" + set));
      arguments.add(data.file("eval/" + set).toString());
    }
    Path index = directory.resolve("index");
    arguments.addAll(List.of("--out", index.toString()));
    StringWriter err = new StringWriter();
    int code =
        Medsift.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    List<EvaluationItem> built = BenchmarkIndex.load(index).items();
    List<EvaluationItem> stored = expected.build().items();
    assertThat(built).hasSize(24_916).hasSameSizeAs(stored);
    int answersMore = 0;
    for (int i = 0; i < built.size(); i++) {
      EvaluationItem item = built.get(i);
      if (stored.get(i).answer().isEmpty() && item.answer().isPresent()) {
        assertThat(item.answer().get()).as(item.id()).matches("[A-E]+");
        answersMore++;
        item =
            new EvaluationItem(
                item.set(), item.id(), item.question(), item.options(), Optional.empty());
      }
      assertThat(item).isEqualTo(stored.get(i));
    }
    assertThat(answersMore).as("rows with a letter and no words").isEqualTo(1089 + 62);
  }
}
