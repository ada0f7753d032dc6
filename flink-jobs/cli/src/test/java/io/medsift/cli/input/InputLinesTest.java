package io.medsift.cli.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.CommandFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputLinesTest {
  @TempDir private Path directory;

  @Test
  void keepsBytesThatAreNoText() throws Exception {
    assertThat(lines("a\u00ff\u0000b\r\n\n  \nlast"))
        .containsExactly("1:a\u00ff\u0000b\r", "2:", "3:  ", "4:last");
    assertThat(lines("")).isEmpty();
    assertThat(lines("one\n")).containsExactly("1:one");
  }

  @Test
  void leavesOutTheByteOrderMark() throws Exception {
    assertThat(lines("\u00ef\u00bb\u00bf{}\n")).containsExactly("1:{}");
  }

  @Test
  void unpacksGzipWhateverItsName() throws Exception {
    Path file = directory.resolve("samples.jsonl");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("one\ntwo".getBytes(ISO_8859_1));
    }
    assertThat(read(file, 100)).containsExactly("1:one", "2:two");
  }

  @Test
  void readsLinesLongerThanItsBuffer() throws Exception {
    String line = "x".repeat(200_000);
    assertThat(lines(line + "\n" + line)).containsExactly("1:" + line, "2:" + line);
  }

  @Test
  void refusesALineAboveTheLimit() throws Exception {
    Path file = directory.resolve("samples.jsonl");
    Files.writeString(file, "short\n" + "x".repeat(101));
    assertThatThrownBy(() -> read(file, 100))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(file + " line 2 is longer than 100 bytes");
  }

  @Test
  void knowsBlankLines() {
    assertThat(InputLines.isBlank(" \t\r".getBytes(ISO_8859_1))).isTrue();
    assertThat(InputLines.isBlank("\u0000".getBytes(ISO_8859_1))).isFalse();
  }

  private List<String> lines(String content) throws IOException {
    Path file = directory.resolve("samples.jsonl");
    Files.write(file, content.getBytes(ISO_8859_1));
    return read(file, 1 << 20);
  }

  private static List<String> read(Path file, int longest) throws IOException {
    List<String> lines = new ArrayList<>();
    InputLines.read(
        file, longest, (line, number) -> lines.add(number + ":" + new String(line, ISO_8859_1)));
    return lines;
  }
}
