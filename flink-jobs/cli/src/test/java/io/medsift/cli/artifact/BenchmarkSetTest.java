package io.medsift.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkSetTest {
  @TempDir private Path directory;

  @Test
  void takesItsNameFromTheFile() throws Exception {
    assertThat(BenchmarkSet.parse(file("medqa.v2.jsonl.gz")).name()).isEqualTo("medqa.v2");
    assertThat(BenchmarkSet.parse(file(".json")).name()).isEqualTo(".json");
    assertThat(BenchmarkSet.parse(file("a=b.json")).name()).isEqualTo("a=b");
  }

  @Test
  void takesTheNameThatIsGiven() throws Exception {
    String file = file("x=y.jsonl");
    assertThat(BenchmarkSet.parse("medqa=" + file))
        .isEqualTo(new BenchmarkSet("medqa", Path.of(file)));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> BenchmarkSet.parse("=x"))
        .hasMessage("'=x' names no evaluation set: write NAME=FILE");
    assertThatThrownBy(() -> BenchmarkSet.parse("a=" + directory))
        .hasMessage(directory + " is not a file");
  }

  private String file(String name) throws Exception {
    return Files.writeString(directory.resolve(name), "").toString();
  }
}
