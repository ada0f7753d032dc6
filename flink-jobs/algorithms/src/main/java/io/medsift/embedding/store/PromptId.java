package io.medsift.embedding.store;

import io.medsift.storage.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The name of a prompt: the first 128 bits of the SHA-256 of its text. Ordered as unsigned numbers.
 */
public record PromptId(long high, long low) implements Comparable<PromptId> {

  static final int BYTES = 16;

  /** The id of a text. */
  public static PromptId of(String prompt) {
    byte[] digest = Sha256.digest().digest(prompt.getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new PromptId(bytes.getLong(), bytes.getLong());
  }

  /** Returns which of {@code parts} equal ranges of ids this one is in; the ranges are in order. */
  public int part(int parts) {
    return (int) (((high >>> 32) * parts) >>> 32);
  }

  @Override
  public int compareTo(PromptId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order == 0 ? Long.compareUnsigned(low, other.low) : order;
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }
}
