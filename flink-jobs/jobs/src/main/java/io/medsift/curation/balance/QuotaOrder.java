package io.medsift.curation.balance;

import io.medsift.curation.state.Rank;
import java.util.Comparator;

/**
 * Place of a sample in the order in which samples are counted: a pure function of the log, as its
 * rank is.
 *
 * @param time since when it is known to have passed all other gates
 */
public record QuotaOrder(long time, Rank rank) implements Comparable<QuotaOrder> {
  private static final Comparator<QuotaOrder> ORDER =
      Comparator.comparingLong(QuotaOrder::time).thenComparing(QuotaOrder::rank);

  @Override
  public int compareTo(QuotaOrder other) {
    return ORDER.compare(this, other);
  }
}
