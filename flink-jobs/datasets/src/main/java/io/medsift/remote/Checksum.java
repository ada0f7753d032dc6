package io.medsift.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.medsift.storage.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum that a host announces for a file. */
record Checksum(Kind kind, String hex) {
  enum Kind {
    SHA_256,
    /** The SHA-1 of the content as Git stores it, after a header with its size. */
    GIT_BLOB
  }

  /** Returns a digest that is to be fed the content of a file of this size. */
  MessageDigest digest(long size) {
    if (kind == Kind.SHA_256) {
      return Sha256.digest();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(("blob " + size + "\0").getBytes(US_ASCII));
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
