package io.medsift.rows;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is put around, between and after packed data, and what is no data at all. */
final class PackedFilesTest {
  private static final byte[] ROWS = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n".getBytes(UTF_8);
  private static final byte[] SKIPPABLE = {0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9};
  private static final byte[] LAST_SKIPPABLE = {0x5F, 0x2A, 0x4D, 0x18, 0, 0, 0, 0};

  @TempDir Path folder;

  /** What a member unpacks to is never whole in memory, and its name is no path. */
  @Test
  void aMemberIsReadAsAStreamWhateverItUnpacksToAndIsCalled() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("in/below")).resolve("archive.zip");
    byte[] letters = new byte[1 << 20];
    Arrays.fill(letters, (byte) 'x');
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("../../evil.jsonl"));
      zip.write(ROWS);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("rows.jsonl"));
      zip.write(ROWS);
      for (int mebibyte = 0; mebibyte < 32; mebibyte++) {
        zip.write(letters);
      }
      zip.closeEntry();
    }
    assertThat(Files.size(archive)).isLessThan(100_000);
    List<RowFile> members = RowFiles.find(List.of(archive.toString()));
    assertThat(members).extracting(RowFile::name).containsExactly(archive + "!rows.jsonl");
    RowFile member = members.get(0);
    List<ReadRow> rows = new ArrayList<>();
    try (RowReader reader = member.open(new RowLimits(1_000, 64))) {
      for (ReadRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    assertThat(rows).hasSize(4);
    assertThat(rows.get(3))
        .isInstanceOfSatisfying(
            MalformedRow.class,
            row -> {
              assertThat(row.raw()).isNull();
              assertThat(row.problem()).contains("has 33,554,432 bytes, at most 1,000 are read");
            });
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).containsExactly(archive);
    }
  }

  static Stream<Arguments> whole() {
    byte[] zstd = Zstd.compress(ROWS);
    return Stream.of(
        Arguments.of("a skippable frame first", all(SKIPPABLE, zstd), 3),
        Arguments.of("the last kind of them", all(LAST_SKIPPABLE, zstd), 3),
        Arguments.of("several of them", all(SKIPPABLE, SKIPPABLE, LAST_SKIPPABLE, zstd), 3),
        Arguments.of("one between two frames", all(zstd, SKIPPABLE, zstd), 6),
        Arguments.of("one at the end", all(zstd, SKIPPABLE), 3),
        Arguments.of("none but one", SKIPPABLE, 0),
        Arguments.of("a frame of nothing", Zstd.compress(new byte[0]), 0),
        Arguments.of("a frame of nothing, then rows", all(Zstd.compress(new byte[0]), zstd), 3),
        Arguments.of("a window of 128 MiB", windowed(27), 3),
        Arguments.of("a window of 256 MiB", windowed(28), 3),
        Arguments.of("gzip in Zstandard", Zstd.compress(gzip(ROWS)), 3),
        Arguments.of("gzip members", all(gzip(ROWS), gzip(ROWS)), 6),
        Arguments.of("gzip, zeros after it", all(gzip(ROWS), new byte[512]), 3),
        Arguments.of("gzip, zeros between", all(gzip(ROWS), new byte[512], gzip(ROWS)), 6),
        Arguments.of("gzip with name and comment", named(gzip(ROWS)), 3),
        Arguments.of("gzip of nothing", gzip(new byte[0]), 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void whole(String what, byte[] content, int rows) throws IOException {
    assertThat(read("x", content)).hasSize(rows);
  }

  static Stream<Arguments> damaged() {
    byte[] zstd = Zstd.compress(ROWS);
    byte[] gzip = gzip(ROWS);
    String noZstd = "cannot be read after row 3: the data after the Zstandard stream is not Zst";
    String noGzip = "cannot be read after row 3: the data after the gzip stream is not gzip";
    String checksum =
        "cannot be read after row 3: its gzip data is damaged: the checksum does not match";
    String questions =
        new Random(1).ints(50_000).mapToObj(i -> "\"" + i + "\"").collect(joining(","));
    byte[] columns = gzip(("{\"question\":[" + questions + "]}").getBytes(UTF_8));
    byte[] flipped = zstd.clone();
    flipped[4] |= 4;
    return Stream.of(
        Arguments.of("text after zstd", all(zstd, "garbage".getBytes(UTF_8)), noZstd),
        Arguments.of("gzip after zstd", all(zstd, gzip), noZstd),
        Arguments.of("rows after gzip", all(gzip, ROWS), noGzip),
        Arguments.of("zstd after gzip", all(gzip, zstd), noGzip),
        Arguments.of("zeros and text after gzip", all(gzip, new byte[9], ROWS), noGzip),
        Arguments.of("a wrong gzip checksum", changed(gzip, gzip.length - 8), checksum),
        Arguments.of("a wrong gzip length", changed(gzip, gzip.length - 1), checksum),
        Arguments.of(
            "gzip without its last byte",
            Arrays.copyOf(gzip, gzip.length - 1),
            "ends too early, after row 3: it was cut off"),
        Arguments.of(
            "gzip of columns, cut off",
            Arrays.copyOf(columns, columns.length - 9),
            "ends too early: it was cut off"),
        Arguments.of(
            "a gzip header alone",
            Arrays.copyOf(gzip, 6),
            "cannot be unpacked: the gzip data ends"),
        Arguments.of("a broken gzip block", changed(gzip, 10), "gzip data is damaged"),
        Arguments.of(
            "a broken second member",
            all(gzip, changed(gzip, 10)),
            "cannot be read after row 3: its gzip data is damaged"),
        Arguments.of(
            "zstd that lacks its checksum", flipped, "ends too early, after row 3: it was cut off"),
        Arguments.of(
            "a window of 4 GiB", windowed(32), "its Zstandard window is longer than 2 GiB"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void damaged(String what, byte[] content, String words) {
    assertThatThrownBy(() -> read("badly.gz", content))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining(folder.resolve("badly.gz") + " ")
        .hasMessageContaining(words)
        .hasMessageNotContainingAny("Exception", "java.", "luben")
        .satisfies(e -> assertThat(((RowFileException) e).advice()).contains("Get the file again"));
  }

  @Test
  void givesTheRowsBeforeTheDamage() throws IOException {
    RowFile file = RowFile.of(Files.write(folder.resolve("x"), all(gzip(ROWS), ROWS)));
    try (RowReader reader = file.open(RowLimits.DEFAULT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(reader.next()).isInstanceOf(FileRow.class);
      }
      assertThatThrownBy(reader::next).isInstanceOf(RowFileException.class);
      assertThatThrownBy(reader::next).isInstanceOf(RowFileException.class);
    }
    try (RecordReader records = file.openRecords(RowLimits.DEFAULT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(records.next()).isTrue();
      }
      assertThatThrownBy(records::next).isInstanceOf(RowFileException.class);
    }
  }

  static Stream<Arguments> foreign() {
    return Stream.of(
        Arguments.of("bzip2", "BZh91AY".getBytes(UTF_8), "unpack it first, with bunzip2"),
        Arguments.of("xz", new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0}, "with unxz"),
        Arguments.of("lz4", new byte[] {4, 0x22, 0x4D, 0x18, 0}, "with lz4 -d"),
        Arguments.of("7z", new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C}, "7z arch"),
        Arguments.of("Arrow", "ARROW1\0\0".getBytes(UTF_8), "is Arrow or Feather"),
        Arguments.of("Avro", "Obj\u0001".getBytes(UTF_8), "is Avro"),
        Arguments.of("ORC", "ORC\b".getBytes(UTF_8), "is ORC"),
        Arguments.of("pickle", new byte[] {(byte) 0x80, 4, 8}, "is a Python pickle"),
        Arguments.of("SQLite", "SQLite format 3\0".getBytes(UTF_8), "save its table as CSV"),
        Arguments.of(
            "Git LFS",
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n".getBytes(UTF_8),
            "fetch the file with 'git lfs pull'"),
        Arguments.of("HTML", "<!DOCTYPE html>\n<p>".getBytes(UTF_8), "is a web page"),
        Arguments.of("UTF-16", "{\"n\":1}\n".getBytes(UTF_16), "save it as UTF-8"),
        Arguments.of("packed HTML", gzip("<html>".getBytes(UTF_8)), "is a web page"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void foreign(String what, byte[] content, String words) throws IOException {
    RowFile file = RowFile.of(Files.write(folder.resolve("x.jsonl"), content));
    assertThatThrownBy(() -> file.open(RowLimits.DEFAULT))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining(words);
    assertThatThrownBy(() -> file.openRecords(RowLimits.DEFAULT))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining(words);
  }

  @Test
  void namesArchivesThatAreDamaged() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.jsonl"));
      zip.write(ROWS);
    }
    byte[] whole = bytes.toByteArray();
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> RowFiles.find(List.of(cut.toString())))
        .hasMessage("the zip archive " + cut + " cannot be read: it is damaged or was cut off");
    Path bad = Files.write(folder.resolve("bad.zip"), changed(whole, 40));
    RowFile member = RowFiles.find(List.of(bad.toString())).get(0);
    assertThatThrownBy(() -> readAll(member))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining(bad + "!a.jsonl ")
        .hasMessageContaining("damaged")
        .hasMessageNotContainingAny("Exception", "java.");
  }

  static Stream<Arguments> empty() {
    return Stream.of(
        Arguments.of("nothing", new byte[0], true),
        Arguments.of("white space", " \n\t\r\n".getBytes(UTF_8), true),
        Arguments.of("gzip of nothing", gzip(new byte[0]), true),
        Arguments.of("Zstandard of white space", Zstd.compress(new byte[] {'\n'}), true),
        Arguments.of("an array of nothing", "[]".getBytes(UTF_8), true),
        Arguments.of("rows", ROWS, false),
        Arguments.of("a broken row", "{".getBytes(UTF_8), false),
        Arguments.of("no rows", "<html>".getBytes(UTF_8), false),
        Arguments.of("damage", changed(gzip(ROWS), 10), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void empty(String what, byte[] content, boolean empty) throws IOException {
    assertThat(RowFile.of(Files.write(folder.resolve("x"), content)).isEmpty()).isEqualTo(empty);
  }

  private List<ReadRow> read(String name, byte[] content) throws IOException {
    return readAll(RowFile.of(Files.write(folder.resolve(name), content)));
  }

  private static List<ReadRow> readAll(RowFile file) throws IOException {
    List<ReadRow> rows = new ArrayList<>();
    try (RowReader reader = file.open(RowLimits.DEFAULT)) {
      for (ReadRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** A frame of one stored block, with a window of 2 to that power. */
  private static byte[] windowed(int log) {
    byte[] head = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) ((log - 10) << 3)};
    byte[] block = {(byte) ((ROWS.length << 3) | 1), (byte) (ROWS.length >> 5), 0};
    return all(head, block, ROWS);
  }

  private static byte[] named(byte[] gzip) {
    byte[] head = Arrays.copyOf(gzip, 10);
    head[3] = 4 | 8 | 16 | 2;
    return all(
        head,
        new byte[] {2, 0, 7, 7},
        "rows.jsonl\0remark\0".getBytes(UTF_8),
        new byte[] {0, 0},
        Arrays.copyOfRange(gzip, 10, gzip.length));
  }

  private static byte[] changed(byte[] content, int at) {
    byte[] changed = content.clone();
    changed[at] ^= 0x7F;
    return changed;
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] all(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
