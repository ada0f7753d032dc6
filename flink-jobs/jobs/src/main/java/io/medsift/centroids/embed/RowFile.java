package io.medsift.centroids.embed;

import io.medsift.embedding.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of rows, one a line, plain or gzip, in UTF-8. Blank lines are no rows, and a byte order
 * mark is not part of the first.
 *
 * @param sha256 of the file as it is
 */
record RowFile(Path path, long rows, String sha256) {

  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Takes the rows one by one. */
  @FunctionalInterface
  interface RowConsumer {
    /** Takes a row; {@code line} counts from 1, blank lines too. */
    void accept(String row, long line) throws IOException;
  }

  /** Reads all of a file to know it. */
  static RowFile survey(Path path) throws IOException {
    MessageDigest digest = Sha256.digest();
    long[] rows = new long[1];
    try (InputStream raw = new DigestInputStream(Files.newInputStream(path), digest)) {
      read(path, raw, (row, line) -> rows[0]++);
      raw.transferTo(OutputStream.nullOutputStream());
    }
    return new RowFile(path, rows[0], Sha256.hex(digest.digest()));
  }

  /** Gives every row of a file to {@code consumer}. */
  static void read(Path path, RowConsumer consumer) throws IOException {
    try (InputStream raw = Files.newInputStream(path)) {
      read(path, raw, consumer);
    }
  }

  private static void read(Path path, InputStream raw, RowConsumer consumer) throws IOException {
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(unpacked(raw), StandardCharsets.UTF_8), BUFFER);
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String row =
            number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK
                ? line.substring(1)
                : line;
        if (!row.isBlank()) {
          consumer.accept(row, number);
        }
      }
    } catch (EOFException | ZipException e) {
      throw new IOException(path + " is a gzip file that is cut off or damaged", e);
    }
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    InputStream stream = new BufferedInputStream(raw, BUFFER);
    stream.mark(2);
    int magic = stream.read() | stream.read() << Byte.SIZE;
    stream.reset();
    return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(stream, BUFFER) : stream;
  }
}
