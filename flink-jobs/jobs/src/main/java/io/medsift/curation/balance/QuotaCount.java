package io.medsift.curation.balance;

import java.util.Arrays;

/**
 * The samples of one track that share a prompt, source, cluster or label, and were kept.
 *
 * @param kept how many
 * @param first of them, null where there is none
 * @param last of them in order, likewise
 * @param full when there were as many as the recipe allowed at the time, in order; the last of
 *     these spans may be open
 */
public record QuotaCount(int kept, Holder first, Holder last, Full[] full) {

  /** No sample yet. */
  static final QuotaCount EMPTY = new QuotaCount(0, null, null, new Full[0]);

  /** A sample that was kept. */
  public record Holder(QuotaOrder order, String id) {}

  /**
   * A span in the order of samples in which no more were kept.
   *
   * @param limit of the recipe at the time
   * @param kept how many had been kept
   * @param last of them; the span begins behind it
   * @param until the first sample after it, null while it lasts
   */
  public record Full(int limit, int kept, Holder last, QuotaOrder until) {

    private boolean has(QuotaOrder sample) {
      return last.order().compareTo(sample) < 0 && (until == null || sample.compareTo(until) < 0);
    }
  }

  /** The same with one more, which may come before others in the order. */
  QuotaCount with(Holder sample) {
    return new QuotaCount(
        kept + 1, first == null ? sample : first, isBefore(sample) ? sample : last, full);
  }

  /** Returns whether all that were kept come before a sample in the order. */
  private boolean isBefore(Holder sample) {
    return last == null || last.order().compareTo(sample.order()) < 0;
  }

  /**
   * Returns whether a sample cannot be one of those that were kept. The decision on its prompt may
   * have another time than it had, so its rank has to come behind as well.
   */
  boolean lacks(QuotaOrder sample) {
    return last == null
        || (last.order().compareTo(sample) < 0 && last.order().rank().compareTo(sample.rank()) < 0);
  }

  /**
   * The same as it is when a sample comes that has not been counted: full, where as many were kept
   * as {@code limit} says, or not. Returns this where nothing changes.
   *
   * @param limit null for none
   */
  QuotaCount at(QuotaOrder sample, Integer limit) {
    boolean reached = limit != null && kept >= limit;
    Full open = open();
    if (open == null ? !reached : reached && open.limit() == limit) {
      return this;
    }
    int closed = full.length;
    Full[] spans = Arrays.copyOf(full, closed + (reached ? 1 : 0));
    if (open != null) {
      spans[closed - 1] = new Full(open.limit(), open.kept(), open.last(), sample);
    }
    if (reached) {
      spans[closed] = new Full(limit, kept, last, null);
    }
    return new QuotaCount(kept, first, last, spans);
  }

  /** The span that lasts, null where there is none. */
  Full open() {
    Full latest = full.length == 0 ? null : full[full.length - 1];
    return latest == null || latest.until() != null ? null : latest;
  }

  /** The span that a sample fell into when it was decided, null where it fell into none. */
  Full at(QuotaOrder sample) {
    for (Full span : full) {
      if (span.has(sample)) {
        return span;
      }
    }
    return null;
  }
}
