package io.medsift.codec;

import java.io.Serializable;

/**
 * Bounds that keep one hostile record from harming the others.
 *
 * @param recordBytes longest record value, in bytes
 * @param nesting deepest JSON nesting
 */
public record SampleLimits(int recordBytes, int nesting) implements Serializable {

  /** One MiB, the usual limit of a Kafka broker, and 64 levels. */
  public static final SampleLimits DEFAULT = new SampleLimits(1 << 20, 64);

  public SampleLimits {
    if (recordBytes < 1 || nesting < 1) {
      throw new IllegalArgumentException(
          "limits must be positive, got record_bytes " + recordBytes + " and nesting " + nesting);
    }
  }

  /**
   * Longest row that a record within these limits can become: its own bytes, the published columns
   * that repeat its texts, and evidence.
   */
  public int rowBytes() {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE - 1024L, 6L * recordBytes + (1 << 16)));
  }
}
