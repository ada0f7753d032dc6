package io.medsift.rows;

import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The SHA-256 of a stream. */
final class Fingerprint {
  private static final int BUFFER = 1 << 20;

  private Fingerprint() {}

  static String of(InputStream in, RowFile.ByteListener bytes) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    long read = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
      read += count;
      bytes.read(read);
    }
    return Sha256.hex(digest);
  }
}
