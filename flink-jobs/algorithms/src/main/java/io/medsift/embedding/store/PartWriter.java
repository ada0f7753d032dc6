package io.medsift.embedding.store;

import io.medsift.storage.Sha256;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Writes a part under a temporary name and renames it when it is whole. Closed before {@link
 * #complete}, it leaves nothing.
 */
public final class PartWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path partial;
  private final SortedMap<PromptId, String> prompts;
  private final PartLayout layout;
  private final VectorFormat format;
  private final MessageDigest digest = Sha256.digest();
  private final FileOutputStream file;
  private final OutputStream out;
  private final ByteBuffer row;
  private int vectors;

  PartWriter(Path target, SortedMap<PromptId, String> prompts, int dimension, VectorFormat format)
      throws IOException {
    this.target = target;
    this.prompts = prompts;
    this.format = format;
    long textBytes = 0;
    for (String prompt : prompts.values()) {
      textBytes += prompt.getBytes(StandardCharsets.UTF_8).length;
    }
    layout = new PartLayout(prompts.size(), dimension, format.bytes(), textBytes);
    if (layout.length() > Integer.MAX_VALUE) {
      throw new IOException(
          target
              + " would have "
              + layout.length()
              + " bytes, a part has at most "
              + Integer.MAX_VALUE
              + ": embed with more --parts");
    }
    row = ByteBuffer.allocate(dimension * format.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    partial = target.resolveSibling("." + target.getFileName() + StoreFiles.PARTIAL);
    file = new FileOutputStream(partial.toFile());
    out = new DigestOutputStream(new BufferedOutputStream(file, BUFFER), digest);
    out.write(layout.header().array());
  }

  /** Appends the vector of the next prompt, in the order of their ids. */
  public void add(float[] vector) throws IOException {
    if (vector.length != layout.dimension() || vectors == layout.prompts()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "vector %d of %d elements in a part of %d prompts of %d",
              vectors + 1,
              vector.length,
              layout.prompts(),
              layout.dimension()));
    }
    row.clear();
    format.put(vector, row);
    out.write(row.array());
    vectors++;
  }

  /** Makes the part appear, whole and safely on disk. */
  public void complete() throws IOException {
    if (vectors != layout.prompts()) {
      throw new IllegalStateException(
          target + " has " + vectors + " vectors of " + layout.prompts());
    }
    ByteBuffer numbers = ByteBuffer.allocate(PromptId.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (PromptId id : prompts.keySet()) {
      out.write(numbers.clear().putLong(id.high()).putLong(id.low()).array());
    }
    long end = 0;
    for (String prompt : prompts.values()) {
      end += prompt.getBytes(StandardCharsets.UTF_8).length;
      out.write(numbers.clear().putLong(end).array(), 0, Long.BYTES);
    }
    for (String prompt : prompts.values()) {
      out.write(prompt.getBytes(StandardCharsets.UTF_8));
    }
    out.write(digest.digest());
    out.flush();
    file.getFD().sync();
    out.close();
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(partial);
  }
}
