package io.medsift.rows;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.brotli.dec.BrotliInputStream;

/**
 * A stream that is unpacked. It says in words what is wrong with the packed data, and says it again
 * when it is read again, as what is looked at first is read twice.
 */
final class Unpacking extends FilterInputStream {
  private static final long NONE = -1;

  private final CRC32 sum = new CRC32();
  private final long expectedSum;
  private IOException failure;

  /** Creates a stream over one that unpacks and checks itself. */
  Unpacking(InputStream in) {
    this(in, NONE);
  }

  /** Creates a stream over one that unpacks, to be checked against a CRC-32; -1 for none. */
  Unpacking(InputStream in, long expectedSum) {
    super(in);
    this.expectedSum = expectedSum;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      int count = in.read(into, offset, length);
      check(into, offset, count);
      return count;
    } catch (IOException e) {
      failure = inWords(e);
      throw failure;
    }
  }

  private void check(byte[] into, int offset, int count) throws DamagedContentException {
    if (expectedSum != NONE && count > 0) {
      sum.update(into, offset, count);
    } else if (expectedSum != NONE && count < 0 && sum.getValue() != expectedSum) {
      throw new DamagedContentException(
          "its data in the archive is damaged: the checksum does not match");
    }
  }

  private static IOException inWords(IOException e) {
    if (e instanceof ZstdIOException zstd) {
      String words = String.valueOf(zstd.getMessage());
      if (words.contains("Truncated")) {
        return new EOFException("the Zstandard data ends too early");
      }
      return new DamagedContentException(
          words.contains("frame descriptor")
              ? "the data after the Zstandard stream is not Zstandard"
              : words.contains("too much memory")
                  ? "its Zstandard window is longer than 2 GiB; compress it without --ultra --long"
                  : words.contains("ictionary")
                      ? "it was compressed with a Zstandard dictionary, which is not supported"
                      : "its Zstandard data is damaged",
          e);
    }
    return e instanceof ZipException
        ? new DamagedContentException("its data in the archive is damaged", e)
        : e;
  }

  // A buffer that thinks there is more asks for it at once, and loses what it has where that fails.
  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Unpacks Brotli, which has no first bytes of its own: its name alone tells it. */
  static final class Brotli extends InputStream {
    private final InputStream packed;
    private BrotliInputStream in;

    Brotli(InputStream packed) {
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        in = in == null ? new BrotliInputStream(packed) : in;
        return in.read(into, offset, length);
      } catch (IOException e) {
        throw e.getCause() instanceof RuntimeException
            ? new DamagedContentException("its Brotli data is damaged or was cut off", e)
            : e;
      }
    }

    @Override
    public void close() throws IOException {
      packed.close();
    }
  }

  /**
   * The content of a file cannot be read further. The message is for people, and begins in lower
   * case.
   */
  static final class DamagedContentException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedContentException(String message) {
      super(message);
    }

    DamagedContentException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
