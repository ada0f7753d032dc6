package io.medsift.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
  private static final RowLimits LIMITS = new RowLimits(1 << 20, 64);

  @TempDir private Path directory;

  @Test
  void keepsBytesThatAreNoText() throws Exception {
    assertThat(records("a\u00ff\u0000b\r\n\n  \nlast"))
        .containsExactly("1:a\u00ff\u0000b\r", "4:last");
    assertThat(records("")).isEmpty();
    assertThat(records("one\n")).containsExactly("1:one");
    assertThat(records("{\"id\": \n{\"id\": 2}")).containsExactly("1:{\"id\": ", "2:{\"id\": 2}");
  }

  @Test
  void countsBlankLines() throws Exception {
    try (RecordReader reader = write("{}\n\n \t\r\n\u0000\n\n").openRecords(LIMITS)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).as("a byte that is no white space").isTrue();
      assertThat(reader.next()).isFalse();
      assertThat(reader.blankLines()).isEqualTo(3);
    }
  }

  @Test
  void leavesOutTheByteOrderMark() throws Exception {
    assertThat(records("\u00ef\u00bb\u00bf{}\n")).containsExactly("1:{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"a\": 1}, {\"a\":2 }]", "[\n  {\"a\": 1},\n  {\"a\":2 }\n]\n"})
  void takesTheElementsOfAnArrayAsTheyStand(String array) throws Exception {
    assertThat(records(array)).containsExactly("1:{\"a\": 1}", "2:{\"a\":2 }");
  }

  @Test
  void unpacksWhateverTheName() throws Exception {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write("one\ntwo".getBytes(ISO_8859_1));
    }
    assertThat(read(write(gzip.toByteArray()), LIMITS)).containsExactly("1:one", "2:two");
    byte[] zstandard = Zstd.compress("one\ntwo".getBytes(ISO_8859_1));
    assertThat(read(write(zstandard), LIMITS)).containsExactly("1:one", "2:two");
  }

  @Test
  void readsLinesLongerThanItsBuffer() throws Exception {
    String line = "x".repeat(700_000);
    assertThat(records(line + "\n" + line)).containsExactly("1:" + line, "2:" + line);
  }

  @Test
  void saysOfARecordAboveTheLimitThatItIsAndReadsOn() throws Exception {
    RowFile file = write("short\n" + "x".repeat(101) + "\nnext");
    assertThat(read(file, new RowLimits(100, 64)))
        .containsExactly("1:short", "2:line 2 has 101 bytes, at most 100 are read", "3:next");
  }

  @Test
  void refusesWhatHoldsNoRecords() throws Exception {
    RowFile parquet = write("PAR1....");
    assertThatThrownBy(() -> read(parquet, LIMITS))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining("is Parquet");
    RowFile open = write("[{\"a\":1},");
    assertThatThrownBy(() -> read(open, LIMITS))
        .isInstanceOf(RowFileException.class)
        .hasMessage(open.name() + ": the array is not closed: the file was cut off");
  }

  private List<String> records(String content) throws IOException {
    return read(write(content), LIMITS);
  }

  private RowFile write(String content) throws IOException {
    return write(content.getBytes(ISO_8859_1));
  }

  private RowFile write(byte[] content) throws IOException {
    return RowFile.of(Files.write(directory.resolve("samples.jsonl"), content));
  }

  private static List<String> read(RowFile file, RowLimits limits) throws IOException {
    List<String> records = new ArrayList<>();
    try (RecordReader reader = file.openRecords(limits)) {
      while (reader.next()) {
        records.add(reader.number() + ":" + new String(reader.bytes(), ISO_8859_1));
      }
    }
    return records;
  }
}
