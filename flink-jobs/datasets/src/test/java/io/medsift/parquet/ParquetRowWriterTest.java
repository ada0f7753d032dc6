package io.medsift.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ParquetRowWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message row {
            required binary question (STRING);
            optional int32 cop;
            optional group messages (LIST) {
              repeated group list {
                optional group element {
                  optional binary content (STRING);
                  optional binary role (STRING);
                }
              }
            }
          }
          """);

  @TempDir Path folder;

  @Test
  void hadoopIsNotThere() {
    assertThatThrownBy(() -> Class.forName("org.apache.hadoop.conf.Configuration"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void writesEachCompressionWithoutHadoop(CompressionCodecName compression) throws IOException {
    Path file = folder.resolve("rows.parquet");
    try (ParquetRowWriter<ObjectNode> writer =
        ParquetRowWriter.create(
            file,
            SCHEMA,
            new JsonFields(SCHEMA),
            ParquetSettings.DEFAULT.withCompression(compression))) {
      for (int i = 0; i < 1000; i++) {
        writer.write(
            row("{'question': 'q', 'cop': 2, 'messages': [{'content': 'c', 'role': 'user'}]}"));
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(Arrays.copyOf(bytes, 4)).isEqualTo("PAR1".getBytes(US_ASCII));
    assertThat(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length))
        .isEqualTo("PAR1".getBytes(US_ASCII));
  }

  @Test
  void listsTheEncodingsOfEachChunkInOneOrder() throws IOException {
    for (int i = 0; i < 20; i++) {
      Path file = folder.resolve("rows-" + i + ".parquet");
      try (ParquetRowWriter<ObjectNode> writer =
          ParquetRowWriter.create(file, SCHEMA, new JsonFields(SCHEMA), ParquetSettings.DEFAULT)) {
        writer.write(row("{'question': 'q', 'cop': 2}"));
      }
      try (FileChannel written = FileChannel.open(file)) {
        FileMetaData footer =
            Util.readFileMetaData(
                new ByteArrayInputStream(ParquetFooter.bytes(ParquetInput.of(written))));
        footer
            .getRow_groups()
            .get(0)
            .getColumns()
            .forEach(
                chunk ->
                    assertThat(chunk.getMeta_data().getEncodings())
                        .hasSizeGreaterThan(1)
                        .isSorted());
      }
    }
  }

  private static ObjectNode row(String json) throws IOException {
    return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
  }
}
