package io.medsift.embedding.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Layout of a part. All numbers are little-endian.
 *
 * <ol>
 *   <li>64 bytes: {@code MSPART01}, then as 32-bit integers the prompts, the dimension, the bytes
 *       of a number and zero, as a 64-bit integer the bytes of all texts, then zeros
 *   <li>the vectors, one after the other
 *   <li>the ids, two 64-bit integers each, ascending
 *   <li>where each text ends, a 64-bit integer each, counted from the first text
 *   <li>the texts in UTF-8
 *   <li>32 bytes: SHA-256 of everything before
 * </ol>
 */
record PartLayout(int prompts, int dimension, int numberBytes, long textBytes) {

  static final int HEADER_BYTES = 64;
  static final int DIGEST_BYTES = 32;

  private static final long MAGIC = 0x313054524150534DL;

  ByteBuffer header() {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(MAGIC)
        .putInt(prompts)
        .putInt(dimension)
        .putInt(numberBytes)
        .putInt(0)
        .putLong(textBytes)
        .clear();
  }

  /** The layout that a header tells of, or null where it is no header. */
  static PartLayout parse(ByteBuffer header) {
    if (header.getLong(0) != MAGIC) {
      return null;
    }
    return new PartLayout(
        header.getInt(8), header.getInt(12), header.getInt(16), header.getLong(24));
  }

  int vectorAt(int prompt) {
    return Math.toIntExact(HEADER_BYTES + (long) prompt * dimension * numberBytes);
  }

  int idAt(int prompt) {
    return Math.toIntExact(vectorAt(prompts) + (long) prompt * PromptId.BYTES);
  }

  int endAt(int prompt) {
    return Math.toIntExact(idAt(prompts) + (long) prompt * Long.BYTES);
  }

  int textsAt() {
    return endAt(prompts);
  }

  /** Bytes of the whole file. */
  long length() {
    long each = (long) dimension * numberBytes + PromptId.BYTES + Long.BYTES;
    return HEADER_BYTES + prompts * each + textBytes + DIGEST_BYTES;
  }
}
