package io.medsift.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.parquet.ParquetRowWriter;
import io.medsift.parquet.ParquetSettings;
import io.medsift.remote.FetchListener;
import io.medsift.remote.LocalFiles;
import io.medsift.remote.LocalHub;
import io.medsift.remote.LocalHub.Fault;
import io.medsift.remote.LocalHub.Request;
import io.medsift.remote.RemoteException;
import io.medsift.remote.RemoteFiles;
import io.medsift.remote.RemoteSettings;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.RowFiles.FileNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of files on the Hub: the same as of files here. */
class RemoteRowsTest {
  private static final int ROWS = 12_000;

  @TempDir private Path home;

  private LocalHub hub;
  private RemoteFiles remote;

  @BeforeEach
  void start() throws IOException {
    hub = LocalHub.start();
    Map<String, String> variables =
        Map.of(
            "HF_ENDPOINT",
            hub.endpoint(),
            "HF_HOME",
            home.resolve("hf").toString(),
            "MEDSIFT_CACHE",
            home.resolve("medsift").toString());
    remote =
        new RemoteFiles(
            RemoteSettings.of(variables::get)
                .withTimes(Duration.ofMinutes(1), Duration.ofMillis(1)));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void readsTheFirstRowsOfParquetWithoutTheRest() throws IOException {
    Path local = parquet();
    hub.commit("a/b", Map.of("data/x.parquet", Files.readAllBytes(local)));
    RowFile file = find(List.of("hf://datasets/a/b")).get(0);

    assertThat(rows(file, 0, 100)).isEqualTo(rows(RowFile.of(local), 0, 100));
    assertThat(file.fingerprint(read -> {})).isEqualTo(RowFile.of(local).fingerprint(read -> {}));
    assertThat(file.remote().isCached()).isFalse();
    assertThat(file.remote().ranges().fetchedBytes()).isLessThan(Files.size(local) / 3);
    long asked = file.remote().ranges().requests();
    assertThat(rows(file, 0, 100)).hasSize(100);
    assertThat(file.remote().ranges().requests()).as("requests").isEqualTo(asked);

    assertThat(rows(file, ROWS - 10, 20)).isEqualTo(rows(RowFile.of(local), ROWS - 10, 20));
  }

  @Test
  void readsTheFirstRowsOfParquetElsewhereWithoutTheRest() throws IOException {
    Path local = parquet();
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret");
    try (LocalFiles server = LocalFiles.start()) {
      System.setProperty("aws.endpointUrlS3", server.address());
      server.put("our-data/x.parquet", Files.readAllBytes(local));
      for (String name :
          List.of(server.address() + "/our-data/x.parquet", "s3://our-data/x.parquet")) {
        RowFile file = find(List.of(name)).get(0);
        assertThat(rows(file, 0, 100)).isEqualTo(rows(RowFile.of(local), 0, 100));
        assertThat(file.remote().ranges().fetchedBytes())
            .as(name)
            .isLessThan(Files.size(local) / 3);
        assertThat(file.remote().isCached()).isFalse();
      }
    } finally {
      List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.endpointUrlS3")
          .forEach(System::clearProperty);
    }
  }

  @Test
  void takesAddressesThatDifferInTheirQueryForTwoFiles() throws IOException {
    try (LocalFiles server = LocalFiles.start()) {
      server.put("access", "{}\n".getBytes(UTF_8));
      String address = server.address() + "/access?id=";
      assertThat(find(List.of(address + 1, address + 2, address + 1))).hasSize(2);
    }
  }

  @Test
  void tellsAHostThatFailsFromAFileThatIsDamaged() throws IOException {
    hub.commit("a/b", Map.of("x.parquet", Files.readAllBytes(parquet())));
    RowFile file = find(List.of("hf://datasets/a/b")).get(0);
    try (RowReader reader = file.open(RowLimits.DEFAULT)) {
      reader.next();
      hub.close();
      assertThatThrownBy(() -> reader.skip(ROWS))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("refused");
    }
  }

  @Test
  void readsPackedTextWithoutTheRest() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Random random = new Random(1);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 150_000; i++) {
        out.write("{\"n\":%d,\"x\":\"%s\"}\n".formatted(i, text(random, 16)).getBytes(UTF_8));
      }
    }
    hub.commit("a/b", Map.of("x.jsonl.gz", packed.toByteArray()));
    hub.faults(number -> number % 3 == 0 ? Fault.BREAK : null);
    RowFile file = find(List.of("hf://datasets/a/b")).get(0);
    assertThat(rows(file, 0, 50)).hasSize(50);
    assertThat(file.remote().ranges().fetchedBytes()).isLessThan(packed.size());
  }

  @Test
  void findsDataFilesByNamesAndTheMembersOfArchives() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      for (String name : List.of("a.jsonl", "b.jsonl")) {
        out.putNextEntry(new ZipEntry(name));
        out.write("{\"x\": 1}\n{\"x\": 2}\n".getBytes(UTF_8));
      }
    }
    Path here = Files.writeString(home.resolve("here.jsonl"), "{\"x\": 3}\n");
    String commit =
        hub.commit(
            "a/b",
            Map.of(
                "README.md", LocalHub.text("# a"),
                "train.jsonl", LocalHub.text("{\"x\": 4}\n"),
                "both.zip", zip.toByteArray()));
    String at = "hf://datasets/a/b@" + commit;

    assertThat(find(List.of("hf://datasets/a/b", here.toString())))
        .extracting(RowFile::name)
        .containsExactly(
            at + "/both.zip!a.jsonl",
            at + "/both.zip!b.jsonl",
            at + "/train.jsonl",
            here.toString());
    RowFile member = find(List.of("hf://datasets/a/b/both.zip!b.jsonl")).get(0);
    assertThat(rows(member, 0, 10)).hasSize(2);
    assertThatThrownBy(() -> find(List.of("hf://datasets/a/b/both.zip!c.jsonl")))
        .hasMessageContaining("has no member c.jsonl");
    assertThat(
            RowFiles.find(
                    List.of("hf://datasets/a/b"),
                    new FileNames(List.of("train*")),
                    remote,
                    FetchListener.NONE)
                .files())
        .extracting(RowFile::name)
        .containsExactly(at + "/train.jsonl");
  }

  @Test
  void readsAFileThatHasArrivedFromTheCache() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", LocalHub.text("{\"x\": \"y\"}\n".repeat(500))));
    RowFile file = find(List.of("hf://datasets/a/b")).get(0);
    file.remote().fetch();
    long before = hub.requests().stream().map(Request::host).filter("files"::equals).count();
    assertThat(rows(file, 0, 1_000)).hasSize(500);
    assertThat(hub.requests().stream().map(Request::host).filter("files"::equals))
        .hasSize((int) before);
  }

  private List<RowFile> find(List<String> arguments) throws IOException {
    return RowFiles.find(arguments, FileNames.ANY, remote, FetchListener.NONE).files();
  }

  private static List<String> rows(RowFile file, long skipped, int most) throws IOException {
    List<String> rows = new ArrayList<>();
    try (RowReader reader = file.open(RowLimits.DEFAULT)) {
      reader.skip(skipped);
      for (ReadRow row = reader.next(); row != null && rows.size() < most; row = reader.next()) {
        rows.add(row.number() + " " + ((FileRow) row).columns());
      }
    }
    return rows;
  }

  private Path parquet() throws IOException {
    Path file = home.resolve("x.parquet");
    Random random = new Random(2);
    try (ParquetRowWriter<Integer> writer =
        ParquetRowWriter.create(
            file,
            MessageTypeParser.parseMessageType(
                "message row { required binary q (STRING); required binary a (STRING); }"),
            (row, out) -> {
              field(out, "q", 0, row + text(random, 100));
              field(out, "a", 1, text(random, 1_000));
            },
            ParquetSettings.DEFAULT.withCompression(CompressionCodecName.UNCOMPRESSED))) {
      for (int row = 0; row < ROWS; row++) {
        writer.write(row);
      }
    }
    return file;
  }

  private static void field(RecordConsumer out, String name, int index, String value) {
    out.startField(name, index);
    out.addBinary(Binary.fromString(value));
    out.endField(name, index);
  }

  private static String text(Random random, int length) {
    byte[] bytes = new byte[length / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
