package io.medsift.review.tally;

/** Counts of numbers from 0 to 1 in bins of equal width; 1 falls into the last. */
public final class Histogram {
  /** Number of bins. */
  public static final int BINS = 50;

  private final long[] counts = new long[BINS];

  void add(double value) {
    // A ratio such as 0.7 is often a hair below its bin's edge.
    int bin = (int) Math.floor(value * BINS + 1e-9);
    counts[Math.max(0, Math.min(BINS - 1, bin))]++;
  }

  /** Numbers in a bin, from 0. */
  public long count(int bin) {
    return counts[bin];
  }

  /** Returns the count of all numbers. */
  public long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /** The lower edge of a bin. */
  public static double edge(int bin) {
    return (double) bin / BINS;
  }

  /** The first bin that is not empty; {@link #BINS} if all are. */
  public int firstBin() {
    int bin = 0;
    while (bin < BINS && counts[bin] == 0) {
      bin++;
    }
    return bin;
  }
}
