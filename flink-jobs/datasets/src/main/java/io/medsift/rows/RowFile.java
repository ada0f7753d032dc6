package io.medsift.rows;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A file of rows, or a member of a zip archive. The format is known by the content: Parquet, JSON
 * Lines, one JSON array, or JSON values one after the other; text may be packed as gzip or
 * Zstandard.
 *
 * @param path of the file or of the archive
 * @param member of the archive; null for a file
 * @param size in bytes, of a member once it is unpacked
 */
public record RowFile(Path path, String member, long size) {
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
  private static final byte[] ENCRYPTED_PARQUET = {'P', 'A', 'R', 'E'};
  private static final int SHOWN = 40;

  public RowFile {
    requireNonNull(path, "path is null");
  }

  /** The path as given, with {@code !member} for a member. */
  public String name() {
    return member == null ? path.toString() : path + "!" + member;
  }

  /**
   * Opens the file at its first row.
   *
   * @throws RowFileException when it is of no known format, or damaged at its start
   */
  public RowReader open(RowLimits limits) throws IOException {
    if (member != null) {
      ZipFile archive = new ZipFile(path.toFile());
      return closingOnFailure(archive, () -> openText(memberOf(archive), archive, limits));
    }
    InputStream raw = Files.newInputStream(path);
    return closingOnFailure(
        raw,
        () -> {
          byte[] magic = raw.readNBytes(PARQUET.length);
          raw.close();
          boolean parquet =
              Arrays.equals(magic, PARQUET) || Arrays.equals(magic, ENCRYPTED_PARQUET);
          return parquet ? new ParquetRows(this, limits) : openFile(limits);
        });
  }

  private RowReader openFile(RowLimits limits) throws IOException {
    InputStream raw = Files.newInputStream(path);
    return closingOnFailure(raw, () -> openText(raw, raw, limits));
  }

  private InputStream memberOf(ZipFile archive) throws IOException {
    ZipEntry entry = archive.getEntry(member);
    if (entry == null) {
      throw new RowFileException(path + " has no member " + member);
    }
    return archive.getInputStream(entry);
  }

  private RowReader openText(InputStream raw, Closeable resource, RowLimits limits)
      throws IOException {
    CountedStream counted = new CountedStream(raw);
    InputStream text = unpacked(counted);
    byte[] head = Content.head(text, Content.HEAD);
    Layout layout = Layout.of(head).orElseThrow(() -> unknown(head));
    Pieces pieces =
        layout == Layout.LINES
            ? new LinePieces(text, limits.rowBytes())
            : new ElementPieces(text, limits.rowBytes(), layout == Layout.ARRAY);
    Closeable both =
        () -> {
          text.close();
          resource.close();
        };
    return new JsonRows(name(), pieces, limits, counted::count, both);
  }

  private InputStream unpacked(InputStream packed) throws RowFileException {
    try {
      return Content.unpacked(packed);
    } catch (IOException e) {
      throw new RowFileException(format("%s cannot be unpacked: %s", name(), e.getMessage()), e);
    }
  }

  private RowFileException unknown(byte[] head) {
    if (Content.startsWith(head, PARQUET)) {
      return new RowFileException(
          name() + " is Parquet inside of another file: unpack that, and give the Parquet file");
    }
    String start = new String(head, 0, Math.min(SHOWN, head.length), UTF_8);
    return new RowFileException(
        format(
            Locale.ROOT,
            "%s is of no known format: it begins with '%s'. Known are Parquet, JSON Lines and a"
                + " JSON array, the last two also as gzip, Zstandard or in a zip archive",
            name(),
            start.replaceAll("\\p{Cntrl}", "?")));
  }

  private static RowReader closingOnFailure(Closeable resource, Opening opening)
      throws IOException {
    try {
      return opening.open();
    } catch (IOException | RuntimeException e) {
      resource.close();
      throw e;
    }
  }

  @FunctionalInterface
  private interface Opening {
    RowReader open() throws IOException;
  }

  /**
   * SHA-256 of the content, in hex: of the file as it is, of a member unpacked. Two files have the
   * same fingerprint if and only if they hold the same, whatever they are called.
   *
   * @param bytes told of the bytes read so far, now and then
   */
  public String fingerprint(ByteListener bytes) throws IOException {
    if (member == null) {
      try (InputStream in = Files.newInputStream(path)) {
        return Fingerprint.of(in, bytes);
      }
    }
    try (ZipFile archive = new ZipFile(path.toFile());
        InputStream in = memberOf(archive)) {
      return Fingerprint.of(in, bytes);
    }
  }

  /** Told how many bytes were read. */
  @FunctionalInterface
  public interface ByteListener {
    /** So many bytes were read so far. */
    void read(long bytes);
  }
}
