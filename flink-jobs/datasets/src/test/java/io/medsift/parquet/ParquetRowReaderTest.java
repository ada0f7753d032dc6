package io.medsift.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.parquet.ParquetRowReader.RowTooLargeException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetRowReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST = 1 << 20;
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message row {
            required binary question (STRING);
            optional binary source (STRING);
            optional int32 cop;
            optional int64 id;
            optional double score;
            optional boolean verified;
            optional group context {
              optional group contexts (LIST) {
                repeated group list { optional binary element (STRING); }
              }
              optional int32 year;
            }
            optional group messages (LIST) {
              repeated group list {
                optional group element {
                  optional binary content (STRING);
                  optional binary role (STRING);
                }
              }
            }
            optional group matrix (LIST) {
              repeated group list {
                optional group element (LIST) {
                  repeated group list { optional int32 element; }
                }
              }
            }
          }
          """);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void readsWhatWasWrittenOverManyRowGroupsAndPages(CompressionCodecName compression)
      throws Exception {
    List<ObjectNode> rows = rows(700);
    Path file = write(rows, settings(compression, true));
    try (ParquetRowReader reader = ParquetRowReader.open(file, LONGEST)) {
      assertThat(reader.rowCount()).isEqualTo(700);
      assertThat(all(reader)).isEqualTo(rows);
    }
  }

  @Test
  void readsWhatWasWrittenWithoutDictionaries() throws Exception {
    List<ObjectNode> rows = rows(300);
    Path file = write(rows, settings(CompressionCodecName.ZSTD, false));
    try (ParquetRowReader reader = ParquetRowReader.open(file, LONGEST)) {
      assertThat(all(reader)).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99, 100, 101, 350, 699, 700, 5000})
  void goesOnAtAnyRow(long start) throws Exception {
    List<ObjectNode> rows = rows(700);
    Path file = write(rows, settings(CompressionCodecName.SNAPPY, true));
    try (ParquetRowReader reader = ParquetRowReader.open(file, LONGEST)) {
      reader.skipTo(start);
      assertThat(all(reader)).isEqualTo(rows.subList((int) Math.min(700, start), 700));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pyarrow-snappy.parquet", "pyarrow-zstd-v2.parquet"})
  void readsWhatPyarrowWrote(String name) throws Exception {
    List<JsonNode> expected = new ArrayList<>();
    for (String line : Files.readAllLines(resource("pyarrow.jsonl"))) {
      expected.add(JSON.readTree(line));
    }
    List<JsonNode> read = new ArrayList<>();
    try (ParquetRowReader reader = ParquetRowReader.open(resource(name), LONGEST)) {
      for (ObjectNode row : all(reader)) {
        read.add(JSON.readTree(row.toString()));
      }
    }
    assertThat(read).isEqualTo(expected);
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(ParquetRowReaderTest.class.getResource(name).toURI());
  }

  @Test
  void tellsNothingNullAndEmptyApart() throws Exception {
    List<ObjectNode> rows =
        List.of(
            row("{'question': ''}"),
            row("{'question': 'q', 'messages': []}"),
            row("{'question': 'q', 'messages': [null, {'content': 'c'}]}"),
            row("{'question': 'q', 'context': {'contexts': [null, '', 'x']}}"),
            row("{'question': 'q', 'matrix': [[], null, [1, null, 2], [3]]}"));
    Path file = write(rows, settings(CompressionCodecName.ZSTD, true));
    try (ParquetRowReader reader = ParquetRowReader.open(file, LONGEST)) {
      List<ObjectNode> read = all(reader);
      assertThat(read.get(0).get("messages").isNull()).isTrue();
      assertThat(read.get(0).fieldNames())
          .toIterable()
          .startsWith("question", "source", "cop", "id", "score", "verified");
      assertThat(read.get(1).get("messages")).isEqualTo(JSON.readTree("[]"));
      assertThat(read.get(2).get("messages").toString())
          .isEqualTo("[null,{\"content\":\"c\",\"role\":null}]");
      assertThat(read.get(3).get("context").toString())
          .isEqualTo("{\"contexts\":[null,\"\",\"x\"],\"year\":null}");
      assertThat(read.get(4).get("matrix").toString()).isEqualTo("[[],null,[1,null,2],[3]]");
    }
  }

  @Test
  void reportsARowThatIsTooLargeAndGoesOn() throws Exception {
    List<ObjectNode> rows =
        List.of(
            row("{'question': 'small'}"),
            row("{'question': '" + "x".repeat(2000) + "', 'messages': [{'content': 'c'}]}"),
            row("{'question': 'next', 'messages': [{'content': 'd'}]}"));
    Path file = write(rows, settings(CompressionCodecName.ZSTD, true));
    try (ParquetRowReader reader = ParquetRowReader.open(file, 1000)) {
      assertThat(reader.next().get("question").textValue()).isEqualTo("small");
      assertThatThrownBy(reader::next)
          .isInstanceOf(RowTooLargeException.class)
          .hasMessage("the row is larger than 1,000 bytes");
      assertThat(reader.position()).isEqualTo(2);
      assertThat(reader.next().get("messages").get(0).get("content").textValue()).isEqualTo("d");
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void saysWhatIsWrongWithAFileThatWasCutOff() throws Exception {
    byte[] whole = Files.readAllBytes(write(rows(50), settings(CompressionCodecName.ZSTD, true)));
    Path cut = folder.resolve("cut.parquet");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> ParquetRowReader.open(cut, LONGEST))
        .isInstanceOf(InvalidParquetException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void failsInOneWayOnDamagedFiles() throws Exception {
    List<ObjectNode> rows = rows(120);
    byte[] whole = Files.readAllBytes(write(rows, settings(CompressionCodecName.SNAPPY, true)));
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[4 + random.nextInt(whole.length - 8)] ^= (byte) (1 << random.nextInt(8));
      Path file = folder.resolve("damaged.parquet");
      Files.write(file, damaged);
      try (ParquetRowReader reader = ParquetRowReader.open(file, LONGEST)) {
        all(reader);
      } catch (InvalidParquetException e) {
        refused++;
        assertThat(e)
            .message()
            .matches("(?s).*(footer|row|file|column|bytes).*: .+|.*(cut|deeper|columns).*");
      }
    }
    assertThat(refused).isBetween(30, 300);
  }

  private Path write(List<ObjectNode> rows, ParquetSettings settings) throws IOException {
    Path file = folder.resolve("rows.parquet");
    try (ParquetRowWriter<ObjectNode> writer =
        ParquetRowWriter.create(file, SCHEMA, new JsonFields(SCHEMA), settings)) {
      for (ObjectNode row : rows) {
        writer.write(row);
      }
    }
    return file;
  }

  private static ParquetSettings settings(CompressionCodecName compression, boolean dictionary) {
    return new ParquetSettings(compression, 64 << 20, 100, 4096, dictionary, Map.of());
  }

  private static List<ObjectNode> all(ParquetRowReader reader)
      throws IOException, RowTooLargeException {
    List<ObjectNode> rows = new ArrayList<>();
    for (ObjectNode row = reader.next(); row != null; row = reader.next()) {
      rows.add(row);
    }
    return rows;
  }

  /** Rows with every column set or null, few and many distinct values, short and long lists. */
  private static List<ObjectNode> rows(int count) throws IOException {
    Random random = new Random(3);
    List<ObjectNode> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode row = row("{'question': 'q" + i + " 你好 " + "x".repeat(random.nextInt(90)) + "'}");
      row.put("source", i % 3 == 0 ? null : "source " + i % 5);
      row.put("cop", i % 4 == 0 ? null : Integer.valueOf(i % 7));
      row.put("id", Long.valueOf(i * 10_000_000_000L));
      row.put("score", i % 5 == 0 ? null : Double.valueOf(i / 7.0));
      row.put("verified", i % 2 == 0 ? null : Boolean.valueOf(i % 3 == 0));
      if (i % 6 == 0) {
        row.putNull("context");
      } else {
        ObjectNode context = row.putObject("context");
        context.putArray("contexts").add("c" + i).addNull();
        context.put("year", 2000 + i % 20);
      }
      row.putArray("messages");
      for (int turn = 0; turn < i % 4; turn++) {
        ObjectNode message = row.withArray("messages").addObject();
        message.put("content", "text " + random.nextInt(50));
        message.put("role", turn % 2 == 0 ? "user" : "assistant");
      }
      row.putNull("matrix");
      rows.add(row);
    }
    return rows;
  }

  private static ObjectNode row(String json) throws IOException {
    return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
  }
}
