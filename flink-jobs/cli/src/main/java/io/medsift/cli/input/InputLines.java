package io.medsift.cli.input;

import static java.lang.String.format;

import io.medsift.cli.CommandFailedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file, byte for byte: what stands between two line feeds, whatever its encoding. A
 * byte order mark at the start of the file is not part of its first line. A file that begins with
 * the gzip magic is unpacked, whatever its name.
 */
public final class InputLines {
  private static final int BUFFER = 1 << 16;
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private InputLines() {}

  /** Takes the lines one by one. */
  @FunctionalInterface
  public interface LineConsumer {
    /** Takes one line; {@code number} counts from 1 and counts blank lines too. */
    void accept(byte[] line, long number) throws IOException;
  }

  /**
   * Gives every line of {@code file} to {@code consumer}; a last line without a line feed is one.
   *
   * @param longest limit of a line, in bytes
   * @throws CommandFailedException if a line is longer than {@code longest}
   */
  public static void read(Path file, int longest, LineConsumer consumer) throws IOException {
    try (InputStream in = open(file)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);
      byte[] buffer = new byte[BUFFER];
      long number = 1;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        int start = 0;
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, start, i - start);
            consumer.accept(line.toByteArray(), number++);
            line.reset();
            start = i + 1;
          }
        }
        line.write(buffer, start, count - start);
        if (line.size() > longest) {
          throw new CommandFailedException(
              format("%s line %,d is longer than %,d bytes", file, number, longest),
              "Remove the line, or break the file into lines: one JSON object on each.");
        }
      }
      if (line.size() > 0) {
        consumer.accept(line.toByteArray(), number);
      }
    }
  }

  /** Whether {@code line} holds nothing but spaces, tabs and carriage returns. */
  public static boolean isBlank(byte[] line) {
    for (byte value : line) {
      if (value != ' ' && value != '\t' && value != '\r') {
        return false;
      }
    }
    return true;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      InputStream plain = raw;
      if (startsWith(raw, GZIPInputStream.GZIP_MAGIC & 0xFF, GZIPInputStream.GZIP_MAGIC >> 8)) {
        plain = new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
      }
      if (startsWith(plain, BYTE_ORDER_MARK)) {
        plain.skipNBytes(BYTE_ORDER_MARK.length);
      }
      return plain;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static boolean startsWith(InputStream in, int... expected) throws IOException {
    in.mark(expected.length);
    boolean same = true;
    for (int value : expected) {
      same &= in.read() == value;
    }
    in.reset();
    return same;
  }
}
