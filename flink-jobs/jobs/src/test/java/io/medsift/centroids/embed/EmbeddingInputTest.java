package io.medsift.centroids.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.centroids.embed.EmbeddingInput.InputFile;
import io.medsift.rows.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingInputTest {
  @TempDir private Path folder;

  @Test
  void filesTravelWithoutKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(InputFile.class);
  }

  @Test
  void theFingerprintOfAnInputIsThatOfItsContent() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "{}\n");
    Path two = Files.writeString(folder.resolve("two"), "{ }\n");
    Path copy = Files.copy(one, folder.resolve("copy"));
    EmbeddingInput input = input(one, two);
    assertThat(input.rows()).isEqualTo(2);
    assertThat(input(two, copy).fingerprint()).isEqualTo(input.fingerprint());
    Files.writeString(copy, "{}");
    assertThat(input(two, copy).fingerprint()).isNotEqualTo(input.fingerprint());
  }

  private static EmbeddingInput input(Path... files) throws IOException {
    List<RowFile> rows = new ArrayList<>();
    for (Path file : files) {
      rows.add(RowFile.of(file));
    }
    return EmbeddingInput.ofFiles(rows);
  }
}
