package io.medsift.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.storage.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * The seeds of a prompt's responses: a pure function of id, text and index, so that a restart asks
 * for the same; distinct within a prompt; and within 31 bits, the range that every server takes.
 */
final class SamplingSeed {
  private static final long MASK = Integer.MAX_VALUE;

  private SamplingSeed() {}

  /** The seed of response {@code index}, from 0. */
  static long of(String promptId, String prompt, int index) {
    MessageDigest digest = Sha256.digest();
    digest.update(promptId.getBytes(UTF_8));
    digest.update((byte) 0);
    digest.update(prompt.getBytes(UTF_8));
    int first = ByteBuffer.wrap(digest.digest()).getInt();
    return ((long) first + index) & MASK;
  }
}
