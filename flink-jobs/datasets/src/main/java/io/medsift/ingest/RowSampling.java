package io.medsift.ingest;

import static java.lang.String.format;

import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import io.medsift.rows.RowReader;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * Sample of the rows of files. Depends on the seed, the content of the file and the number of the
 * row alone, so that each run takes the same.
 */
public final class RowSampling {
  /** All rows. */
  public static final RowSampling ALL = new RowSampling("all rows", 0, Long.MAX_VALUE);

  private static final double HASHES = 0x1p64;

  private final String description;
  private final long seed;
  private final long highest;

  private RowSampling(String description, long seed, long highest) {
    this.description = description;
    this.seed = seed;
    this.highest = highest;
  }

  /** About this share of the rows, above 0 and at most 1. */
  public static RowSampling share(double share, long seed) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is above 0 and at most 1, got " + share);
    }
    long highest = share == 1 ? Long.MAX_VALUE : (long) (share * HASHES - 0x1p63);
    return new RowSampling(
        format(Locale.ROOT, "a share of %s with seed %d", share, seed), seed, highest);
  }

  /**
   * That many rows of all rows of the files, or all if there are fewer. Counts the rows first,
   * which takes a pass over files that are not Parquet.
   *
   * @param fingerprints of the files, in the same order
   */
  public static RowSampling count(
      int count, long seed, List<RowFile> files, List<String> fingerprints, RowLimits limits)
      throws IOException {
    if (count < 1) {
      throw new IllegalArgumentException("a sample has at least one row, got " + count);
    }
    PriorityQueue<Long> lowest = new PriorityQueue<>(Collections.reverseOrder());
    for (int i = 0; i < files.size(); i++) {
      long rows = rows(files.get(i), limits);
      for (long row = 0; row < rows; row++) {
        long hash = hash(seed, fingerprints.get(i), row);
        if (lowest.size() < count) {
          lowest.add(hash);
        } else if (hash < lowest.element()) {
          lowest.remove();
          lowest.add(hash);
        }
      }
    }
    long highest = lowest.size() < count ? Long.MAX_VALUE : lowest.element();
    return new RowSampling(
        format(Locale.ROOT, "%d rows with seed %d, up to hash %x", count, seed, highest),
        seed,
        highest);
  }

  private static long rows(RowFile file, RowLimits limits) throws IOException {
    try (RowReader reader = file.open(limits)) {
      reader.skip(Long.MAX_VALUE >> 1);
      return Math.min(reader.position(), Long.MAX_VALUE >> 1);
    }
  }

  /** Returns true if a row of the file with this fingerprint is taken. */
  public boolean takes(String fingerprint, long row) {
    return highest == Long.MAX_VALUE || hash(seed, fingerprint, row) <= highest;
  }

  /** Returns true if every row is taken, so that no fingerprint is needed. */
  public boolean takesAll() {
    return this == ALL;
  }

  // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  private static long hash(long seed, String fingerprint, long row) {
    long file = Long.parseUnsignedLong(fingerprint.substring(0, 16), 16);
    long hash = (seed * 0x9E3779B97F4A7C15L ^ file) + row * 0x9E3779B97F4A7C15L;
    hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
    return hash ^ hash >>> 31;
  }

  /** The selection for people. */
  @Override
  public String toString() {
    return description;
  }
}
