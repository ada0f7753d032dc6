package io.medsift.embedding.store;

import static java.util.Objects.requireNonNull;

import io.medsift.embedding.EmbeddingModel;
import java.util.List;

/**
 * Content of a store, fixed before the first part is written. Parts made under one plan are never
 * mixed with those of another.
 *
 * @param model the model of all vectors
 * @param format how vectors are held
 * @param parts how many parts the ids are cut into, positive
 * @param field the field of a row that is its prompt
 * @param inputs what is read, one sentence each
 * @param inputFingerprint lower-case hexadecimal SHA-256 that changes with any of the input
 * @param rows how many rows the input has
 */
public record StorePlan(
    int formatVersion,
    EmbeddingModel model,
    VectorFormat format,
    int parts,
    String field,
    List<String> inputs,
    String inputFingerprint,
    long rows) {

  /** Version 1: parts as {@link PartLayout} describes. */
  public static final int FORMAT_VERSION = 1;

  public static final int MAX_PARTS = 1 << 16;

  /** About four megabytes of vectors, and a minute of embedding, that a crash can lose. */
  private static final int ROWS_PER_PART = 4096;

  private static final int MIN_PARTS = 8;

  public StorePlan {
    requireNonNull(model, "model is missing");
    requireNonNull(format, "format is missing");
    requireNonNull(field, "field is missing");
    requireNonNull(inputFingerprint, "input_fingerprint is missing");
    inputs = List.copyOf(inputs);
    if (parts < 1 || parts > MAX_PARTS) {
      throw new IllegalArgumentException("parts must be 1 to " + MAX_PARTS + ", got " + parts);
    }
  }

  /** Returns whether both make the same parts; names of files do not matter. */
  boolean isSameWorkAs(StorePlan other) {
    return formatVersion == other.formatVersion
        && model.equals(other.model)
        && format == other.format
        && parts == other.parts
        && field.equals(other.field)
        && inputFingerprint.equals(other.inputFingerprint);
  }

  /** The number of parts for an input of so many rows. */
  public static int partsFor(long rows) {
    long wanted = Math.max(MIN_PARTS, rows / ROWS_PER_PART);
    return (int) Math.min(MAX_PARTS, Long.highestOneBit(wanted));
  }
}
