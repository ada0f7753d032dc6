package io.medsift.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.rows.RowFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkSetTest {
  @TempDir private Path directory;

  @Test
  void takesItsNameFromTheFile() throws Exception {
    assertThat(only(file("medqa.v2.jsonl.gz")).name()).isEqualTo("medqa.v2");
    assertThat(only(file(".json")).name()).isEqualTo(".json");
    assertThat(only(file("a=b.json")).name()).isEqualTo("a=b");
  }

  @Test
  void takesTheNameThatIsGiven() throws Exception {
    String file = file("x=y.jsonl");
    assertThat(only("medqa=" + file))
        .isEqualTo(new BenchmarkSet("medqa", file, List.of(RowFile.of(Path.of(file)))));
  }

  @Test
  void aNameHoldsAllFilesAndWithoutOneEachIsASet() throws Exception {
    file("train-0.jsonl");
    file("train-1.jsonl");
    file("notes.txt");
    assertThat(only("mmlu=" + directory).files()).hasSize(2);
    assertThat(only("mmlu=" + directory.resolve("train-*")).files()).hasSize(2);
    assertThat(BenchmarkSet.parse(directory.toString()))
        .extracting(BenchmarkSet::name)
        .containsExactly("train-0", "train-1");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> BenchmarkSet.parse("=x"))
        .hasMessage("'=x' names no evaluation set: write NAME=PATH");
    assertThatThrownBy(() -> BenchmarkSet.parse("a=" + directory))
        .hasMessage(directory + " holds no data files");
    assertThatThrownBy(() -> BenchmarkSet.parse("a=nowhere.jsonl"))
        .hasMessage("nowhere.jsonl does not exist");
    assertThatThrownBy(() -> BenchmarkArtifact.from(List.of(directory.toString()), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory + " is not a benchmark index: it has no manifest.json.");
  }

  private static BenchmarkSet only(String argument) {
    List<BenchmarkSet> sets = BenchmarkSet.parse(argument);
    assertThat(sets).hasSize(1);
    return sets.get(0);
  }

  private String file(String name) throws Exception {
    return Files.writeString(directory.resolve(name), "").toString();
  }
}
