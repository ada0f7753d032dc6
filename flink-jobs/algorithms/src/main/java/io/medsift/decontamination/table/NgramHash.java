package io.medsift.decontamination.table;

/**
 * Rolls a 64-bit hash over n consecutive values: {@code sum of value * BASE^(n - 1 - position)}.
 */
public final class NgramHash {
  private static final long BASE = 0xD6E8FEB86659FD93L;

  private final int n;
  private final long leading;

  public NgramHash(int n) {
    this.n = n;
    long power = 1;
    for (int i = 1; i < n; i++) {
      power *= BASE;
    }
    this.leading = power;
  }

  public int length() {
    return n;
  }

  /** Appends the next value, while fewer than n are in. */
  public static long append(long hash, long next) {
    return hash * BASE + next;
  }

  /** Drops the oldest value and appends the next. */
  public long roll(long hash, long oldest, long next) {
    return (hash - oldest * leading) * BASE + next;
  }
}
