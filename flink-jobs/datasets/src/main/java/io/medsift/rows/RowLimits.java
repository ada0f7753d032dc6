package io.medsift.rows;

import java.util.Locale;

/**
 * Bounds that keep one hostile row from harming the others.
 *
 * @param rowBytes largest row
 * @param nesting deepest JSON nesting
 */
public record RowLimits(int rowBytes, int nesting) {

  /** 64 MiB and 64 levels. */
  public static final RowLimits DEFAULT = new RowLimits(64 << 20, 64);

  public RowLimits {
    if (rowBytes < 1 || rowBytes > 1 << 30 || nesting < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a row has 1 to 2^30 bytes and at least one level, got %,d and %,d",
              rowBytes,
              nesting));
    }
  }
}
