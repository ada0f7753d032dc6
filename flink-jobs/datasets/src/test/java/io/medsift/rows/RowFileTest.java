package io.medsift.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import io.medsift.parquet.JsonFields;
import io.medsift.parquet.ParquetRowWriter;
import io.medsift.parquet.ParquetSettings;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RowLimits LIMITS = new RowLimits(1000, 8);
  private static final String LINES =
      """
      {"question":"a","n":1}

        \t
      {"question":"b 你 \\u00e9","n":null}\r
      {"question":"c"}\
      """;
  private static final List<String> ROWS =
      List.of(
          "{\"question\":\"a\",\"n\":1}",
          "{\"question\":\"b 你 é\",\"n\":null}",
          "{\"question\":\"c\"}");

  @TempDir Path folder;

  @Test
  void readsLines() throws IOException {
    assertThat(rows(write("x", LINES))).isEqualTo(ROWS);
    assertThat(rows(write("x", "\ufeff" + LINES + "\n"))).isEqualTo(ROWS);
    assertThat(rows(write("x", ""))).isEmpty();
    assertThat(rows(write("x", "\n \n"))).isEmpty();
    assertThat(rows(write("x", "{\"question\":\"only\"}"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s,%s,%s]",
        "[\n  %s,\n  %s,\n  %s\n]\n",
        " [ %s , %s , %s ] ",
        "[%s\n,%s\n,%s\n]"
      })
  void readsAnArray(String layout) throws IOException {
    assertThat(rows(write("x", layout.formatted(ROWS.toArray())))).isEqualTo(ROWS);
    assertThat(rows(write("x", "[]"))).isEmpty();
    assertThat(rows(write("x", "[\n]\n"))).isEmpty();
  }

  @Test
  void readsPrettyPrintedArraysAndValues() throws IOException {
    String pretty = JSON.readTree("[" + String.join(",", ROWS) + "]").toPrettyString();
    assertThat(rows(write("x", pretty))).isEqualTo(ROWS);
    StringBuilder values = new StringBuilder();
    for (String row : ROWS) {
      values.append(JSON.readTree(row).toPrettyString()).append('\n');
    }
    assertThat(rows(write("x", values.toString()))).isEqualTo(ROWS);
  }

  @Test
  void readsAnObjectOfRowsByTheirIds() throws IOException {
    String object =
        "{\"21\":{\"Q\":\"a {\",\"n\":[1,{}]},\"2\u00e92\":{\"Q\":\"b\",\"key\":\"own\"},"
            + "\"x-23\":{\"Q\":\"c\"}}";
    List<String> expected =
        List.of(
            "{\"Q\":\"a {\",\"n\":[1,{}],\"key\":\"21\"}",
            "{\"Q\":\"b\",\"key\":\"own\"}",
            "{\"Q\":\"c\",\"key\":\"x-23\"}");
    assertThat(rows(write("x", object))).isEqualTo(expected);
    assertThat(rows(write("x", object + "\n"), 1)).isEqualTo(expected.subList(1, 3));
    assertThat(rows(write("x", JSON.readTree(object).toPrettyString()))).isEqualTo(expected);
    assertThat(rows(write("x", "{\"7\":{\"Q\":\"only\"}}"))).hasSize(1);

    StringBuilder large = new StringBuilder("{");
    for (int i = 0; i < 20_000; i++) {
      large.append(i == 0 ? "" : ", ").append('"').append(i).append("\": {\"Q\": \"");
      large.append("é\\\"}".repeat(i % 97)).append("\"}");
    }
    List<String> many = rows(write("x", large + "}"));
    assertThat(many).hasSize(20_000);
    assertThat(many.get(19_999)).endsWith("\"key\":\"19999\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"stem\":{\"0\":\"a\",\"1\":\"b\"},\"opa\":{\"0\":\"x\",\"1\":\"y\"}}",
        "{\"ending0\":{\"0\":\"a\"},\"ending1\":{\"0\":\"b\"}}",
        "{\"input\":{\"text\":\"a\"},\"output\":{\"text\":\"b\"}}",
        "{\"MedQA_4\":[{\"question\":\"a\"}],\"NEJM_4\":[{\"question\":\"b\"}]}",
        "{\"1\":{\"Q\":\"a\"},\"n\":2}",
        "{\"1\":{},\"2\":{}}",
        "{}",
      })
  void takesOtherObjectsOfObjectsForRows(String row) throws IOException {
    assertThat(rows(write("x", row))).containsExactly(row);
    assertThat(rows(write("x", row + "\n" + row + "\n"))).containsExactly(row, row);
    String pretty = JSON.readTree(row).toPrettyString();
    assertThat(rows(write("x", pretty + "\n" + pretty))).containsExactly(row, row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[%s,%s,%s]}",
        "{\"version\":\"1.1\",\"data\":[%s,%s,%s]}\n",
        "{\"data\":[%s,%s,%s],\"version\":1,\"about\":{\"n\":[1,2]}}",
        "{\"rows\" : [ %s , %s , %s ] , \"total\" : 3 }",
        "{\n  \"examples\": [\n    %s,\n    %s,\n    %s\n  ]\n}\n",
        "{\"about\":{\"data\":\"[{}]\",\"n\":[\"}\",\"]\"]},\"instances\":[%s,%s,%s]}",
        "{\"é\":\"你好\",\"items\":[%s,%s,%s]}",
        "{\"schema\":{\"fields\":[{\"name\":\"n\"}]},\"data\":[%s,%s,%s]}",
        "\ufeff{\"records\":[%s,%s,%s]}"
      })
  void readsAnArrayInsideOfAnObject(String layout) throws IOException {
    assertThat(rows(write("x", layout.formatted(ROWS.toArray())))).isEqualTo(ROWS);
    assertThat(rows(write("x", layout.formatted(ROWS.toArray())), 2)).isEqualTo(ROWS.subList(2, 3));
  }

  @Test
  void reportsWhatStandsAfterAnArrayInsideOfAnObject() throws IOException {
    for (String rest :
        List.of("]", "],\"test\":[{\"question\":\"d\"}]}", "]}{\"a\":1}", "], \"n\":", "")) {
      String text = "{\"data\":[" + ROWS.get(0) + "," + ROWS.get(2) + rest;
      List<ReadRow> read = read(file(write("x", text)), 0);
      assertThat(goodRows(read)).as(text).containsExactly(ROWS.get(0), ROWS.get(2));
      assertThat(read).as(text).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1\",\"data\":[{\"n\":1}]}",
        "{\"messages\":[{\"role\":\"user\"}],\"items\":[{\"n\":1}]}",
        "{\"data\":[1,2]}",
        "{\"data\":[]}",
        "{\"data\":{\"rows\":[{\"n\":1}]}}",
        "{\"turns\":[{\"n\":1}]}"
      })
  void takesAnObjectWithAnotherArrayForARow(String row) throws IOException {
    assertThat(rows(write("x", row))).containsExactly(row);
  }

  @Test
  void takesLongLinesWithArraysForRows() throws IOException {
    String row = "{\"data\":[{\"n\":\"" + "x".repeat(Content.HEAD) + "\"}],\"m\":1}";
    RowLimits limits = new RowLimits(2 * Content.HEAD, 8);
    String lines = row + "\n" + row + "\n{\"m\":2}\n";
    List<String> rows = List.of(row, row, "{\"m\":2}");
    for (String name : List.of("x", "x.json", "x.jsonl", "x.ndjson")) {
      assertThat(goodRows(read(file(write(name, lines)), 0, limits))).as(name).isEqualTo(rows);
    }
    for (String name : List.of("x", "x.jsonl.gz")) {
      Path packed = Files.write(folder.resolve(name), gzip(lines));
      assertThat(goodRows(read(file(packed), 0, limits))).as(name).isEqualTo(rows);
    }
    Path one = write("one.jsonl", row);
    assertThat(goodRows(read(file(one), 0, limits))).containsExactly(row);
    String array = "{\"data\":[" + "{\"n\":1},".repeat(20_000) + "{\"n\":2}]}";
    assertThat(goodRows(read(file(write("x.json", array)), 0, limits))).hasSize(20_001);
    assertThat(goodRows(read(file(write("x.json", array + "\n")), 0, limits))).hasSize(20_001);
  }

  @Test
  void takesLinesWithArraysForRows() throws IOException {
    String row = "{\"data\":[{\"n\":1}]}";
    assertThat(rows(write("x", row + "\n" + row))).containsExactly(row, row);
  }

  @Test
  void takesLinesOfOneKeyEachForRows() throws IOException {
    String row = "{\"1\":{\"Q\":\"a\"}}";
    assertThat(rows(write("x", row + "\n" + row))).containsExactly(row, row);
  }

  @Test
  void reportsMalformedMembersAndGoesOn() throws IOException {
    String text =
        "{\"0\":{\"q\":0}, \"1\":{\"q\": tru}, \"2\" : {\"q\":2}}, \"3\":{\"q\":\"open},"
            + " \"4\":{\"q\":4}, \"5\":{\"q\":[5}, \"6\":\n"
            + "{\"q\":6}, \"7\":{\"q\":\""
            + "x".repeat(2000)
            + "\"}, \"8\":{\"q\":8}, \"9\": 9, \"10\":, \"11\":{\"q\":11}";
    List<ReadRow> read = read(file(write("x", text + "} trailing")), 0);
    assertThat(goodRows(read))
        .containsExactly(
            "{\"q\":0,\"key\":\"0\"}",
            "{\"q\":2,\"key\":\"2\"}",
            "{\"q\":4,\"key\":\"4\"}",
            "{\"q\":6,\"key\":\"6\"}",
            "{\"q\":8,\"key\":\"8\"}",
            "{\"element\":9,\"key\":\"9\"}",
            "{\"q\":11,\"key\":\"11\"}");
    List<String> problems =
        read.stream().filter(MalformedRow.class::isInstance).map(RowFileTest::problem).toList();
    assertThat(problems).hasSize(7);
    assertThat(problems.get(0)).startsWith("member '1' is not JSON near byte");
    assertThat(problems.get(1)).startsWith("element 4 is not JSON");
    assertThat(problems.get(2)).startsWith("member '3' is not JSON");
    assertThat(problems.get(3)).startsWith("member '5' is not JSON");
    assertThat(problems.get(4)).startsWith("member '7' has 2,008 bytes");
    assertThat(problems.get(5)).isEqualTo("member '10' holds nothing");
    assertThat(problems.get(6)).startsWith("after the object is not JSON");
    for (int start = 0; start <= read.size(); start++) {
      assertThat(read(file(folder.resolve("x")), start))
          .usingRecursiveComparison()
          .isEqualTo(read.subList(start, read.size()));
    }
    read = read(file(write("x", text)), 0);
    assertThat(problem(read.get(read.size() - 1)))
        .isEqualTo("the object is not closed: the file was cut off");
    assertThat(goodRows(read)).hasSize(7);
  }

  @Test
  void givesListsOfTextsAsOneColumn() throws IOException {
    String apollo =
        "[[\"What is it?\",\"It [is] \\\"this\\\", {that}.\"],[\"q\",\"a\",\"q\",\"a\"]]";
    List<String> expected =
        List.of(
            "{\"element\":[\"What is it?\",\"It [is] \\\"this\\\", {that}.\"]}",
            "{\"element\":[\"q\",\"a\",\"q\",\"a\"]}");
    assertThat(rows(write("x", apollo))).isEqualTo(expected);
    assertThat(rows(write("x", JSON.readTree(apollo).toPrettyString()))).isEqualTo(expected);
    assertThat(rows(write("x", "[\"q\",\"a\"]\n[\"q\",\"b\"]\n"))).hasSize(2);
  }

  @Test
  void unpacksByContentWhateverTheName() throws IOException {
    assertThat(rows(write("x.parquet", gzip(LINES)))).isEqualTo(ROWS);
    assertThat(rows(write("x.txt", Zstd.compress(LINES.getBytes(UTF_8))))).isEqualTo(ROWS);
    byte[] twoFrames =
        concat(
            Zstd.compress((ROWS.get(0) + "\n").getBytes(UTF_8)),
            Zstd.compress(ROWS.get(1).getBytes(UTF_8)));
    assertThat(rows(write("x.zst", twoFrames))).isEqualTo(ROWS.subList(0, 2));
    byte[] twoMembers = concat(gzip(ROWS.get(0) + "\n"), gzip(ROWS.get(1)));
    assertThat(rows(write("x.gz", twoMembers))).isEqualTo(ROWS.subList(0, 2));
  }

  @Test
  void readsParquetWhateverTheName() throws IOException {
    Path file = folder.resolve("x.json");
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message row { optional binary question (STRING); optional int32 n; }");
    try (ParquetRowWriter<ObjectNode> writer =
        ParquetRowWriter.create(file, schema, new JsonFields(schema), ParquetSettings.DEFAULT)) {
      for (String row : ROWS) {
        writer.write((ObjectNode) JSON.readTree(row));
      }
    }
    assertThat(rows(file)).hasSize(3).startsWith(ROWS.get(0), ROWS.get(1));
    assertThat(rows(file, 2)).hasSize(1);
  }

  @Test
  void readsTheMembersOfAnArchive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data/b.json", ("[" + ROWS.get(0) + "]").getBytes(UTF_8));
      add(zip, "__MACOSX/data/b.json", "debris".getBytes(UTF_8));
      add(zip, "readme.txt", "text".getBytes(UTF_8));
      add(zip, "data/a.jsonl.gz", gzip(LINES));
    }
    Path archive = write("corpus.bin", bytes.toByteArray());
    List<RowFile> files = RowFiles.find(List.of(archive.toString()));
    assertThat(files)
        .extracting(RowFile::name)
        .containsExactly(archive + "!data/b.json", archive + "!data/a.jsonl.gz");
    assertThat(rows(files.get(0), 0)).isEqualTo(ROWS.subList(0, 1));
    assertThat(rows(files.get(1), 1)).isEqualTo(ROWS.subList(1, 3));
    RowFile unpacked = file(write("b.json", "[" + ROWS.get(0) + "]"));
    assertThat(files.get(0).fingerprint(read -> {})).isEqualTo(unpacked.fingerprint(read -> {}));
  }

  @Test
  void reportsMalformedLinesAndGoesOn() throws IOException {
    String text =
        "{\"q\":1}\n{\"q\": tru}\n{\"q\":2} {\"q\":3}\n\nnot json\n"
            + ("{\"q\":\"" + "x".repeat(2000) + "\"}\n")
            + ("[".repeat(20) + "]".repeat(20) + "\n")
            + "{\"q\":4}\n{\"q\":";
    List<ReadRow> read = read(file(write("x", text)), 0);
    assertThat(read).extracting(ReadRow::number).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(((FileRow) read.get(6)).columns().toString()).isEqualTo("{\"q\":4}");
    assertThat(problem(read.get(1)))
        .startsWith("line 2 is not JSON near byte 10: 'tru' is not a value");
    assertThat(problem(read.get(2))).startsWith("line 3 is not JSON");
    assertThat(problem(read.get(3))).startsWith("line 5 is not JSON");
    assertThat(problem(read.get(4))).isEqualTo("line 6 has 2,008 bytes, at most 1,000 are read");
    assertThat(problem(read.get(5))).startsWith("line 7 is not JSON").contains("nesting");
    assertThat(problem(read.get(7))).startsWith("line 9 is not JSON");
    assertThat(new String(((MalformedRow) read.get(3)).raw(), UTF_8)).isEqualTo("not json");
  }

  @Test
  void reportsNamesThatARowGivesTwice() throws IOException {
    List<ReadRow> lines =
        read(file(write("x", "{\"q\":1}\n{\"q\":2,\"r\":3,\"q\":4}\n{\"q\":{\"r\":5}}\n")), 0);
    assertThat(goodRows(lines)).containsExactly("{\"q\":1}", "{\"q\":{\"r\":5}}");
    assertThat(problem(lines.get(1))).isEqualTo("line 2: field 'q' is given twice");

    List<ReadRow> elements =
        read(
            file(
                write(
                    "y",
                    "[{\"q\":1}, {\"q\":[{\"r\":1}, {\"q\":2}], \"q\":3}, {\"q\":{\"r\":4,\"r\":5}},"
                        + " {\"q\":6}]")),
            0);
    assertThat(goodRows(elements)).containsExactly("{\"q\":1}", "{\"q\":6}");
    assertThat(problem(elements.get(1))).isEqualTo("element 2: field 'q' is given twice");
    assertThat(problem(elements.get(2))).isEqualTo("element 3: field 'r' is given twice");
  }

  @Test
  void reportsMalformedElementsAndGoesOn() throws IOException {
    String text =
        "[{\"q\":0}, {\"q\": tru}, {\"q\":2}}, {\"q\":\"open}, {\"q\":4}, {\"q\":[5}, {\"q\":6},"
            + ("{\"q\":\"" + "x".repeat(2000) + "\"},")
            + "{\"q\":8}] trailing";
    List<ReadRow> read = read(file(write("x", text)), 0);
    assertThat(goodRows(read))
        .containsExactly("{\"q\":0}", "{\"q\":2}", "{\"q\":4}", "{\"q\":6}", "{\"q\":8}");
    assertThat(read)
        .filteredOn(MalformedRow.class::isInstance)
        .extracting(RowFileTest::problem)
        .hasSize(6)
        .anyMatch(problem -> problem.contains("has 2,008 bytes"))
        .anyMatch(problem -> problem.startsWith("after the array"));
    for (int start = 0; start <= read.size(); start++) {
      assertThat(read(file(folder.resolve("x")), start))
          .usingRecursiveComparison()
          .isEqualTo(read.subList(start, read.size()));
    }
  }

  @Test
  void reportsAnArrayThatIsCutOff() throws IOException {
    List<ReadRow> read = read(file(write("x", "[{\"q\":1},{\"q\":2},")), 0);
    assertThat(goodRows(read)).hasSize(2);
    assertThat(problem(read.get(2))).isEqualTo("the array is not closed: the file was cut off");
    read = read(file(write("x", "[{\"q\":1},{\"q\":\"ab")), 0);
    assertThat(read).hasSize(3);
    assertThat(goodRows(read)).hasSize(1);
  }

  @Test
  void failsOnPackedFilesThatAreCutOff() throws IOException {
    String text = (ROWS.get(0) + "\n").repeat(50_000);
    for (byte[] packed : List.of(gzip(text), Zstd.compress(text.getBytes(UTF_8)))) {
      Path cut = write("cut", Arrays.copyOf(packed, packed.length * 2 / 3));
      assertThatThrownBy(() -> rows(cut))
          .isInstanceOf(RowFileException.class)
          .hasMessageContaining("cut")
          .hasMessageMatching(
              ".*(ends too early|cannot be read) after row [0-9,]+.*|.*, after row.*");
    }
  }

  @Test
  void saysWhatItKnowsWhenItDoesNotKnowAFormat() throws IOException {
    assertThatThrownBy(() -> rows(write("x.jsonl", "What is it?\nIt is this.\n")))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining("begins with 'What is it??It is this.?'")
        .hasMessageContaining("Supported are Parquet");
  }

  @Test
  void keepsRowsInAnyBuffering() throws IOException {
    StringBuilder text = new StringBuilder("[");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      String row = "{\"q\":\"" + "é\\\"".repeat(i % 97) + "\",\"n\":" + i + "}";
      expected.add(JSON.readTree(row).toString());
      text.append(i == 0 ? "" : ",").append(row);
    }
    text.append(']');
    assertThat(rows(write("x", text.toString()))).isEqualTo(expected);
  }

  private static String problem(ReadRow row) {
    return ((MalformedRow) row).problem();
  }

  private static List<String> goodRows(List<ReadRow> read) {
    return read.stream()
        .filter(FileRow.class::isInstance)
        .map(row -> ((FileRow) row).columns().toString())
        .toList();
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static RowFile file(Path path) throws IOException {
    return RowFiles.find(List.of(path.toString())).get(0);
  }

  private static List<String> rows(Path path, long... skipped) throws IOException {
    return rows(file(path), skipped.length == 0 ? 0 : skipped[0]);
  }

  private static List<String> rows(RowFile file, long skipped) throws IOException {
    List<ReadRow> read = read(file, skipped);
    assertThat(read).allMatch(FileRow.class::isInstance);
    return goodRows(read);
  }

  private static List<ReadRow> read(RowFile file, long skipped) throws IOException {
    return read(file, skipped, LIMITS);
  }

  private static List<ReadRow> read(RowFile file, long skipped, RowLimits limits)
      throws IOException {
    List<ReadRow> rows = new ArrayList<>();
    try (RowReader reader = file.open(limits)) {
      reader.skip(skipped);
      for (ReadRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
        assertThat(reader.position()).isEqualTo(row.number() + 1);
      }
      assertThat(reader.bytesRead()).isEqualTo(file.size());
    }
    return rows;
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(first);
    bytes.write(second);
    return bytes.toByteArray();
  }

  @Test
  void closesWhatItOpens() throws IOException {
    Path path = write("x", LINES);
    RowReader reader = file(path).open(LIMITS);
    assertThat(reader.next()).isNotNull();
    reader.close();
    assertThatThrownBy(() -> reader.skip(10)).isInstanceOf(IOException.class);
  }
}
