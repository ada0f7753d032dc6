package io.medsift.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void dataset() throws IOException {
    for (String name :
        List.of(
            "README.md",
            ".gitattributes",
            "data/train-1.parquet",
            "data/train-0.parquet",
            "data/test-0.parquet",
            "SFT/science/x.jsonl.zst",
            "notes.txt",
            ".cache/x.json")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{}");
    }
  }

  @Test
  void takesTheDataFilesOfADirectory() throws IOException {
    assertThat(names(folder.toString()))
        .containsExactly(
            "SFT/science/x.jsonl.zst",
            "data/test-0.parquet",
            "data/train-0.parquet",
            "data/train-1.parquet");
  }

  @Test
  void takesPatternsAndEachFileOnce() throws IOException {
    assertThat(names(folder + "/data/train-*.parquet", folder + "/data/train-1.parquet"))
        .containsExactly("data/train-0.parquet", "data/train-1.parquet");
    assertThat(names(folder + "/**.zst")).containsExactly("SFT/science/x.jsonl.zst");
    assertThat(names(folder + "/d*/test-?.parquet")).containsExactly("data/test-0.parquet");
  }

  @Test
  void takesAnyFileThatIsNamed() throws IOException {
    assertThat(names(folder + "/notes.txt")).containsExactly("notes.txt");
  }

  @Test
  void saysWhatIsNotThere() {
    assertThatThrownBy(() -> names(folder + "/none.parquet"))
        .hasMessageEndingWith("does not exist");
    assertThatThrownBy(() -> names(folder + "/*.orc")).hasMessageStartingWith("no file matches");
    assertThatThrownBy(() -> names(folder + "/none/*.json"))
        .hasMessageStartingWith("no file matches");
    Path empty = folder.resolve("empty");
    assertThat(empty.toFile().mkdir()).isTrue();
    assertThatThrownBy(() -> names(empty.toString())).hasMessageEndingWith("holds no data files");
  }

  private List<String> names(String... arguments) throws IOException {
    return RowFiles.find(List.of(arguments)).stream()
        .map(file -> folder.relativize(file.path()).toString())
        .toList();
  }
}
