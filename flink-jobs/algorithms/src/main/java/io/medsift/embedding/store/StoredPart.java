package io.medsift.embedding.store;

import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A whole part, mapped into memory. Safe for use by many threads. */
final class StoredPart {

  private static final String AGAIN = ": delete it and run the same \"centroids embed\" again";

  private final Path file;
  private final MappedByteBuffer bytes;
  private final PartLayout layout;
  private final VectorFormat format;

  private StoredPart(Path file, MappedByteBuffer bytes, PartLayout layout, VectorFormat format) {
    this.file = file;
    this.bytes = bytes;
    this.layout = layout;
    this.format = format;
  }

  /**
   * Maps a part and checks its length and header; the content is checked by {@link #verify}.
   *
   * @throws InvalidStoreException when it is missing, cut off or of another kind
   */
  static StoredPart map(Path file, int dimension, VectorFormat format) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      if (length < PartLayout.HEADER_BYTES + PartLayout.DIGEST_BYTES
          || length > Integer.MAX_VALUE) {
        throw new InvalidStoreException(
            file + " has " + length + " bytes and is not a part" + AGAIN);
      }
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      PartLayout layout = PartLayout.parse(bytes);
      if (layout == null || layout.prompts() < 1 || layout.length() != length) {
        throw new InvalidStoreException(
            file + " is cut off or damaged: " + length + " bytes do not fit its header" + AGAIN);
      }
      if (layout.dimension() != dimension || layout.numberBytes() != format.bytes()) {
        throw new InvalidStoreException(
            file
                + " has vectors of "
                + layout.dimension()
                + " numbers of "
                + layout.numberBytes()
                + " bytes, its store has "
                + dimension
                + " of "
                + format.bytes()
                + AGAIN);
      }
      return new StoredPart(file, bytes, layout, format);
    } catch (NoSuchFileException e) {
      throw new InvalidStoreException(file + " does not exist" + AGAIN, e);
    }
  }

  int prompts() {
    return layout.prompts();
  }

  /** The checksum that is at the end. */
  String sha256() {
    byte[] digest = new byte[PartLayout.DIGEST_BYTES];
    bytes.get((int) layout.length() - PartLayout.DIGEST_BYTES, digest);
    return HexFormat.of().formatHex(digest);
  }

  /**
   * Reads all of the part.
   *
   * @throws InvalidStoreException when the content does not have the checksum
   */
  void verify(String expected) throws IOException {
    ByteBuffer content =
        bytes.slice(0, (int) layout.length() - PartLayout.DIGEST_BYTES).asReadOnlyBuffer();
    MessageDigest digest = Sha256.digest();
    digest.update(content);
    String found = Sha256.hex(digest);
    if (!found.equals(expected)) {
      throw new InvalidStoreException(
          file + " has sha256 " + found + ", expected " + expected + AGAIN);
    }
  }

  void vectors(int first, int count, float[] target, int offset) {
    int dimension = layout.dimension();
    for (int i = 0; i < count; i++) {
      format.get(bytes, layout.vectorAt(first + i), target, offset + i * dimension, dimension);
    }
  }

  PromptId id(int prompt) {
    int at = layout.idAt(prompt);
    return new PromptId(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
  }

  String prompt(int prompt) {
    long start = prompt == 0 ? 0 : bytes.getLong(layout.endAt(prompt - 1));
    byte[] text = new byte[Math.toIntExact(bytes.getLong(layout.endAt(prompt)) - start)];
    bytes.get(Math.toIntExact(layout.textsAt() + start), text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
