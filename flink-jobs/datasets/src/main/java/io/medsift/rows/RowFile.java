package io.medsift.rows;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.medsift.remote.RemoteException;
import io.medsift.remote.RemoteFile;
import io.medsift.rows.Content.CountedStream;
import io.medsift.rows.Content.LineFeeds;
import io.medsift.rows.Delimited.DelimitedColumns;
import io.medsift.rows.Unpacking.Brotli;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file of rows, or a member of a zip archive. The format is known by the content: Parquet, JSON
 * Lines, one JSON array, one JSON object of rows by their ids, with an array of rows or of columns,
 * JSON values one after the other, CSV or TSV; text may be packed as gzip or Zstandard.
 *
 * @param path of the file or of the archive; of a remote file in the cache, where it may be missing
 * @param member of the archive; null for a file
 * @param size in bytes, of a member once it is unpacked
 * @param remote the file on another host; null for a file of this machine
 */
public record RowFile(Path path, String member, long size, RemoteFile remote) {
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
  private static final byte[] ENCRYPTED_PARQUET = {'P', 'A', 'R', 'E'};
  private static final String LINES = ".*\\.(jsonl|ndjson)(\\.(gz|zst))?";
  private static final int MAX_READ_AHEAD = 1 << 23;
  private static final int SHOWN = 40;
  private static final int MAX_FETCHED_WHOLE = 8 << 20;

  public RowFile {
    requireNonNull(path, "path is null");
  }

  /** A file of this machine, or a member of an archive. */
  public RowFile(Path path, String member, long size) {
    this(path, member, size, null);
  }

  /**
   * The path as given, or the {@linkplain RemoteFile#name stable name} of a remote file; with
   * {@code !member} for a member.
   */
  public String name() {
    return named(remote == null ? path.toString() : remote.name());
  }

  /** The name without directories, with {@code !member} for a member. */
  public String fileName() {
    return named(remote == null ? path.getFileName().toString() : remote.fileName());
  }

  /** The same as it lies in the cache, of a file on another host. */
  RowFile fetchedFrom(RemoteFile file) {
    return new RowFile(path, member, size, file);
  }

  private String named(String file) {
    return member == null ? file : file + "!" + member;
  }

  /** Returns true if the file is remote and not in the cache, so that parts of it are fetched. */
  boolean isReadByRanges() {
    return remote != null && !remote.isCached();
  }

  /**
   * The file at {@code path}, which is not an archive.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  public static RowFile of(Path path) throws IOException {
    return new RowFile(path, null, Files.size(path));
  }

  /**
   * Opens the file at its first row.
   *
   * @throws RowFileException when it is of no known format, or damaged at its start
   */
  public RowReader open(RowLimits limits) throws IOException {
    if (isParquet()) {
      return new ParquetRows(this, limits);
    }
    Packed packed = packed();
    return closingOnFailure(
        packed.resource(),
        () -> {
          CountedStream counted = new CountedStream(packed.content());
          Text text = text(counted).withLineFeeds();
          if (Content.isWide(text.head())) {
            throw unknown(text.head());
          }
          Optional<Layout> layout = layout(text, limits);
          if (layout.isEmpty()) {
            Delimited form =
                Delimited.of(text.head(), fileName()).orElseThrow(() -> unknown(text.head()));
            Pieces records =
                new DelimitedPieces(text.content(), limits.rowBytes(), form.delimiter());
            return new TextRows(
                pieces(records, text, limits, packed), new DelimitedColumns(form), counted::count);
          }
          if (layout.get() == Layout.COLUMNS) {
            return new ColumnRows(
                name(), text.content(), limits, packed.closing(text.content()), counted::count);
          }
          Pieces values = layout.get().cut(text.content(), limits);
          return new TextRows(
              pieces(values, text, limits, packed), new JsonColumns(limits), counted::count);
        });
  }

  /**
   * Opens the file at its first record: the bytes of a row of JSON as they are there, whether or
   * not they are JSON. Text of no known layout is taken for lines.
   *
   * @throws RowFileException when it is Parquet, which has no such records, or damaged at its start
   */
  public RecordReader openRecords(RowLimits limits) throws IOException {
    if (isParquet()) {
      throw new RowFileException(
          name() + " is Parquet, which has no records that can be read" + " byte for byte");
    }
    Packed packed = packed();
    return closingOnFailure(
        packed.resource(),
        () -> {
          Text text = text(packed.content());
          Optional<Layout> layout = layout(text, limits);
          if (layout.isEmpty() && Delimited.isNamed(fileName())) {
            throw new RowFileException(
                name()
                    + " is CSV or TSV, which has no records that can be"
                    + " read byte for byte");
          }
          if (layout.isEmpty()) {
            requireNoForeign(text.head());
          }
          Pieces values = layout.orElse(Layout.LINES).cut(text.content(), limits);
          return new RecordReader(pieces(values, text, limits, packed));
        });
  }

  private Optional<Layout> layout(Text text, RowLimits limits) throws IOException {
    Optional<Layout> layout = Layout.of(text.head());
    if (layout.equals(Optional.of(Layout.WRAPPED)) && text.startsWithLongLine()) {
      layout =
          fileName().toLowerCase(Locale.ROOT).matches(LINES)
              ? Optional.of(Layout.LINES)
              : Layout.of(Content.head(text.content(), lookAhead(limits)));
    }
    // A cell may hold a line of JSON.
    boolean cells = Delimited.isNamed(fileName()) && !Layout.isOfJson(text.head());
    return cells ? Optional.empty() : layout;
  }

  // An object that goes on and on holds the rows.
  private static int lookAhead(RowLimits limits) {
    return Math.min(limits.rowBytes(), MAX_READ_AHEAD) + Content.HEAD;
  }

  private FilePieces pieces(Pieces pieces, Text text, RowLimits limits, Packed packed) {
    return new FilePieces(name(), pieces, limits, packed.closing(text.content()));
  }

  /**
   * Returns true if there is no row in the file, nor anything else that says what is wrong with it.
   */
  public boolean isEmpty() throws IOException {
    if (size == 0 && member == null) {
      return true;
    }
    if (isReadByRanges()) {
      return false;
    }
    try (RowReader rows = open(RowLimits.DEFAULT)) {
      return rows.next() == null;
    } catch (RowFileException unreadable) {
      return false;
    }
  }

  private boolean isParquet() throws IOException {
    if (member != null) {
      return false;
    }
    try (InputStream raw = raw()) {
      byte[] magic = raw.readNBytes(PARQUET.length);
      return Arrays.equals(magic, PARQUET) || Arrays.equals(magic, ENCRYPTED_PARQUET);
    }
  }

  /** The bytes of the file as they are, and what has to be closed after them. */
  private record Packed(InputStream content, Closeable resource) {
    Closeable closing(InputStream text) {
      return () -> {
        text.close();
        resource.close();
      };
    }
  }

  // A small file is fetched whole, as its checksum is that of a whole file.
  private InputStream raw() throws IOException {
    if (isReadByRanges() && size <= MAX_FETCHED_WHOLE) {
      remote.fetch();
    }
    return isReadByRanges() ? remote.ranges().stream() : Files.newInputStream(path);
  }

  private Packed packed() throws IOException {
    if (member == null) {
      InputStream raw = raw();
      return new Packed(raw, raw);
    }
    ZipFile archive = archive();
    return closingOnFailure(archive, () -> new Packed(memberOf(archive), archive));
  }

  private InputStream memberOf(ZipFile archive) throws IOException {
    ZipEntry entry = archive.getEntry(member);
    if (entry == null) {
      throw new RowFileException(path + " has no member " + member);
    }
    try {
      return new BufferedInputStream(new Unpacking(archive.getInputStream(entry), entry.getCrc()));
    } catch (ZipException e) {
      throw new RowFileException(
          name()
              + " cannot be unpacked: it is encrypted, or compressed by a method other than"
              + " deflate",
          e);
    }
  }

  private ZipFile archive() throws RowFileException {
    try {
      return new ZipFile(path.toFile());
    } catch (IOException e) {
      throw damagedArchive(path, e);
    }
  }

  static RowFileException damagedArchive(Path path, IOException e) {
    return new RowFileException(
        "the zip archive " + path + " cannot be read: it is damaged or was cut off", e);
  }

  /** Text as it is unpacked, and how it begins. */
  private record Text(InputStream content, byte[] head) {
    Text withLineFeeds() throws IOException {
      if (!Content.endsLinesInReturns(head)) {
        return this;
      }
      InputStream lines = new LineFeeds(content);
      return new Text(lines, Content.head(lines, Content.HEAD));
    }

    boolean startsWithLongLine() {
      return head.length >= Content.HEAD
          && new String(head, UTF_8).lines().filter(line -> !line.isBlank()).limit(2).count() == 1;
    }
  }

  private Text text(InputStream packed) throws IOException {
    try {
      boolean brotli = fileName().toLowerCase(Locale.ROOT).endsWith(".br");
      InputStream content = Content.unpacked(brotli ? new Brotli(packed) : packed);
      return new Text(content, Content.head(content, Content.HEAD));
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      throw new RowFileException(format("%s cannot be unpacked: %s", name(), e.getMessage()), e);
    }
  }

  private RowFileException unknown(byte[] head) {
    if (Content.startsWith(head, PARQUET)) {
      return new RowFileException(
          name() + " is Parquet inside another file: unpack it, and name the Parquet file");
    }
    Optional<String> foreign = Content.foreign(head);
    if (foreign.isPresent()) {
      return new RowFileException(name() + " is " + foreign.get());
    }
    String start = new String(head, 0, Math.min(SHOWN, head.length), UTF_8);
    return new RowFileException(
        format(
            Locale.ROOT,
            "%s has an unknown format: it begins with '%s'. Supported are Parquet, "
                + "JSON Lines, a JSON array, CSV and TSV, the last four also as gzip, "
                + "Zstandard or in a zip archive",
            name(),
            start.replaceAll("\\p{Cntrl}", "?")));
  }

  private void requireNoForeign(byte[] head) throws RowFileException {
    if (Content.foreign(head).isPresent()) {
      throw unknown(head);
    }
  }

  private static <T> T closingOnFailure(Closeable resource, Opening<T> opening) throws IOException {
    try {
      return opening.open();
    } catch (IOException | RuntimeException e) {
      resource.close();
      throw e;
    }
  }

  @FunctionalInterface
  private interface Opening<T> {
    T open() throws IOException;
  }

  /**
   * SHA-256 of the content, in hex: of the file as it is, of a member unpacked. Two files have the
   * same fingerprint if and only if they hold the same, whatever they are called.
   *
   * <p>That of a remote file is taken from its host, which announces it of large files; where it
   * does not, the file is fetched.
   *
   * @param bytes told of the bytes read so far, now and then
   */
  public String fingerprint(ByteListener bytes) throws IOException {
    if (member == null && remote != null) {
      if (remote.sha256().isPresent()) {
        return remote.sha256().get();
      }
      remote.fetch();
    }
    if (member == null) {
      try (InputStream in = Files.newInputStream(path)) {
        return Fingerprint.of(in, bytes);
      }
    }
    try (ZipFile archive = archive();
        InputStream in = memberOf(archive)) {
      return Fingerprint.of(in, bytes);
    } catch (EOFException | ZipException e) {
      throw new RowFileException(name() + " cannot be unpacked: its data is damaged", e);
    }
  }

  /** Receives the number of bytes read. */
  @FunctionalInterface
  public interface ByteListener {
    /** Reports the bytes read so far. */
    void read(long bytes);
  }
}
