package io.medsift.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Content of a stream once it is unpacked: gzip and Zstandard are known by their first bytes,
 * whatever the file is called. A byte order mark is passed over.
 */
final class Content {
  /** Bytes that are looked at before any is taken. */
  static final int HEAD = 1 << 16;

  private static final int MAX_LAYERS = 3;
  private static final int WIDE = 8;
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};
  private static final byte[] ZSTANDARD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
  // A frame for other programs, which pzstd writes first: any of 16 numbers, then these.
  private static final byte[] SKIPPABLE = {0x2A, 0x4D, 0x18};
  private static final int MAX_WINDOW_LOG = 31;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Content() {}

  /** The stream unpacked; its first {@link #HEAD} bytes can be looked at. */
  static InputStream unpacked(InputStream packed) throws IOException {
    InputStream stream = new BufferedInputStream(packed, HEAD);
    byte[] head = head(stream, 4);
    for (int layer = 0; layer < MAX_LAYERS; layer++) {
      if (startsWith(head, GZIP)) {
        stream = new BufferedInputStream(new Unpacking(new GzipMembers(stream)), HEAD);
      } else if (isZstandard(head)) {
        ZstdInputStreamNoFinalizer zstandard = new ZstdInputStreamNoFinalizer(stream);
        zstandard.setLongMax(MAX_WINDOW_LOG);
        stream = new BufferedInputStream(new Unpacking(zstandard), HEAD);
      } else {
        break;
      }
      head = head(stream, 4);
    }
    if (startsWith(head, BYTE_ORDER_MARK)) {
      stream.skipNBytes(BYTE_ORDER_MARK.length);
    }
    return stream;
  }

  private static boolean isZstandard(byte[] head) {
    boolean skippable =
        head.length == ZSTANDARD.length
            && (head[0] & 0xF0) == 0x50
            && Arrays.equals(head, 1, head.length, SKIPPABLE, 0, SKIPPABLE.length);
    return skippable || startsWith(head, ZSTANDARD);
  }

  /**
   * The first bytes of a stream, which stay there; fewer where it has no more, or can be read no
   * further.
   */
  static byte[] head(InputStream stream, int length) throws IOException {
    stream.mark(length);
    byte[] head = new byte[length];
    int filled = 0;
    int count = 0;
    try {
      while (count >= 0 && filled < length) {
        count = stream.read(head, filled, length - filled);
        filled += Math.max(0, count);
      }
    } catch (IOException e) {
      // Whoever reads the rows before it gets there, too.
      if (filled == 0) {
        throw e;
      }
    }
    stream.reset();
    return Arrays.copyOf(head, filled);
  }

  /** Returns true if lines end in a carriage return alone, as far as they are seen. */
  static boolean endsLinesInReturns(byte[] head) {
    boolean returns = false;
    for (byte next : head) {
      if (next == '\n') {
        return false;
      }
      returns |= next == '\r';
    }
    return returns;
  }

  /** Returns true for text of two or four bytes a character. */
  static boolean isWide(byte[] head) {
    return startsWith(head, new byte[] {(byte) 0xFF, (byte) 0xFE})
        || startsWith(head, new byte[] {(byte) 0xFE, (byte) 0xFF})
        || (head.length >= WIDE && (isZero(head, 0) || isZero(head, 1)));
  }

  /** Returns whether every other one of the first bytes is zero, and not all of them. */
  private static boolean isZero(byte[] head, int from) {
    boolean text = false;
    for (int at = from; at < WIDE; at += 2) {
      if (head[at] != 0) {
        return false;
      }
    }
    for (int at = 1 - from; at < WIDE; at += 2) {
      text |= head[at] >= ' ';
    }
    return text;
  }

  /** Returns the format of content that begins like this and cannot be read, and what to do. */
  static Optional<String> foreign(byte[] head) {
    if (isWide(head)) {
      return Optional.of("UTF-16 or UTF-32 text, which is not supported: save it as UTF-8");
    }
    for (Foreign kind : Foreign.values()) {
      for (String magic : kind.magics) {
        if (startsWith(head, magic.getBytes(ISO_8859_1))) {
          return Optional.of(kind.words);
        }
      }
    }
    return Optional.empty();
  }

  static boolean startsWith(byte[] bytes, byte[] expected) {
    return bytes.length >= expected.length
        && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
  }

  /** Content that is known for what it is, so that nobody has to guess it from its first bytes. */
  private enum Foreign {
    BZIP2("bzip2, which is not supported: unpack it first, with bunzip2", "BZh"),
    XZ("xz, which is not supported: unpack it first, with unxz", "\u00FD7zXZ"),
    LZ4("lz4, which is not supported: unpack it first, with lz4 -d", "\u0004\"M\u0018"),
    SEVEN_ZIP("a 7z archive, which is not supported: unpack it first", "7z\u00BC\u00AF'\u001C"),
    RAR("a RAR archive, which is not supported: unpack it first", "Rar!\u001A"),
    ARROW(
        "Arrow or Feather, which is not supported: save it as Parquet or JSON Lines",
        "ARROW1",
        "FEA1",
        "\u00FF\u00FF\u00FF\u00FF"),
    AVRO("Avro, which is not supported: save it as Parquet or JSON Lines", "Obj\u0001"),
    ORC("ORC, which is not supported: save it as Parquet or JSON Lines", "ORC"),
    HDF5("HDF5, which is not supported: save it as Parquet or JSON Lines", "\u0089HDF"),
    NUMPY("a NumPy array, which is not supported: save it as Parquet or JSON Lines", "\u0093NUMPY"),
    PICKLE(
        "a Python pickle, which is not supported: save it as Parquet or JSON Lines",
        "\u0080\u0002",
        "\u0080\u0003",
        "\u0080\u0004",
        "\u0080\u0005"),
    SQLITE("an SQLite database, which is not supported: save its table as CSV", "SQLite format 3"),
    EXCEL(
        "an old Excel workbook, which is not supported: save it as CSV",
        "\u00D0\u00CF\u0011\u00E0"),
    POINTER(
        "a Git LFS pointer instead of the file: fetch the file with 'git lfs pull'",
        "version https://git-lfs.github.com"),
    WEB_PAGE(
        "a web page, not data: download the file itself",
        "<!DOCTYPE",
        "<!doctype",
        "<html",
        "<HTML");

    private final String words;

    // None is changed: they are of List.of.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> magics;

    Foreign(String words, String... magics) {
      this.words = words;
      this.magics = List.of(magics);
    }
  }

  /** Text whose lines end in a carriage return alone, with line feeds for it. */
  static final class LineFeeds extends FilterInputStream {
    LineFeeds(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      return next == '\r' ? '\n' : next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      for (int at = offset; at < offset + count; at++) {
        into[at] = into[at] == '\r' ? (byte) '\n' : into[at];
      }
      return count;
    }
  }

  /** Counts the bytes that are read. */
  static final class CountedStream extends FilterInputStream {
    private long count;

    CountedStream(InputStream in) {
      super(in);
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count += Math.max(0, read);
      return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long skipped = super.skip(wanted);
      count += skipped;
      return skipped;
    }
  }
}
