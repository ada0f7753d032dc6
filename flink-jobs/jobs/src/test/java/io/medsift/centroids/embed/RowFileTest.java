package io.medsift.centroids.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.embedding.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

  @TempDir private Path folder;

  private static List<String> rows(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    RowFile.read(file, (row, line) -> rows.add(line + " " + row));
    return rows;
  }

  @Test
  void skipsBlankLinesAndTheByteOrderMark() throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.writeString(file, "\uFEFF{\"a\":1}\n \n\n{\"b\":\"发烧\"}");
    assertThat(rows(file)).containsExactly("1 {\"a\":1}", "4 {\"b\":\"发烧\"}");
    RowFile surveyed = RowFile.survey(file);
    assertThat(surveyed.rows()).isEqualTo(2);
    assertThat(surveyed.sha256()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
  }

  @Test
  void unpacksGzipByItsContentAndNamesAFileThatIsCutOff() throws IOException {
    Path file = folder.resolve("rows");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 10_000; i++) {
        out.write((Sha256.of(new byte[] {(byte) i}) + i + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(RowFile.survey(file).rows()).isEqualTo(10_000);
    byte[] whole = Files.readAllBytes(file);
    assertThat(RowFile.survey(file).sha256()).isEqualTo(Sha256.of(whole));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> RowFile.survey(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is a gzip file that is cut off or damaged");
  }

  @Test
  void theFingerprintOfAnInputIsThatOfItsContent() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "{}\n");
    Path two = Files.writeString(folder.resolve("two"), "{ }\n");
    Path copy = Files.copy(one, folder.resolve("copy"));
    EmbeddingInput input = EmbeddingInput.ofFiles(List.of(one, two));
    assertThat(input.rows()).isEqualTo(2);
    assertThat(EmbeddingInput.ofFiles(List.of(two, copy)).fingerprint())
        .isEqualTo(input.fingerprint());
    Files.writeString(copy, "{}");
    assertThat(EmbeddingInput.ofFiles(List.of(two, copy)).fingerprint())
        .isNotEqualTo(input.fingerprint());
  }
}
