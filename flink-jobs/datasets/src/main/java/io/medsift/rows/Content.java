package io.medsift.rows;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * What a stream holds once it is unpacked: gzip and Zstandard are known by their first bytes,
 * whatever the file is called. A byte order mark is passed over.
 */
final class Content {
  /** Bytes that are looked at before any is taken. */
  static final int HEAD = 1 << 16;

  private static final int BUFFER = 1 << 16;
  private static final int MOST_LAYERS = 3;
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};
  private static final byte[] ZSTANDARD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Content() {}

  /** The stream unpacked; its first {@link #HEAD} bytes can be looked at. */
  static InputStream unpacked(InputStream packed) throws IOException {
    InputStream stream = new BufferedInputStream(packed, HEAD);
    byte[] head = head(stream, 4);
    for (int layer = 0; layer < MOST_LAYERS; layer++) {
      if (startsWith(head, GZIP)) {
        stream = new BufferedInputStream(new GZIPInputStream(stream, BUFFER), HEAD);
      } else if (startsWith(head, ZSTANDARD)) {
        stream = new BufferedInputStream(new ZstdInputStreamNoFinalizer(stream), HEAD);
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

  /** The first bytes of a stream, which stay there; fewer where it has no more. */
  static byte[] head(InputStream stream, int length) throws IOException {
    stream.mark(length);
    byte[] head = stream.readNBytes(length);
    stream.reset();
    return head;
  }

  static boolean startsWith(byte[] bytes, byte[] expected) {
    return bytes.length >= expected.length
        && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
  }
}
