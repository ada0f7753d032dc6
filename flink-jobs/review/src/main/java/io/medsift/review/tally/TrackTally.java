package io.medsift.review.tally;

import io.medsift.verdict.Gate;
import java.util.EnumMap;
import java.util.Map;

/** Outcomes of the samples of a track, a source, a licence, or of all. */
public final class TrackTally {
  private final Map<Gate, Long> rejected = new EnumMap<>(Gate.class);
  private long accepted;

  void accept() {
    accepted++;
  }

  void reject(Gate gate) {
    rejected.merge(gate, 1L, Long::sum);
  }

  /** Samples accepted. */
  public long accepted() {
    return accepted;
  }

  /** Samples that {@code gate} rejected. */
  public long rejected(Gate gate) {
    return rejected.getOrDefault(gate, 0L);
  }

  /** Samples that gates before {@code gate} let pass, so that it looked at them if it was run. */
  public long reached(Gate gate) {
    long before =
        rejected.entrySet().stream()
            .filter(entry -> entry.getKey().compareTo(gate) < 0)
            .mapToLong(Map.Entry::getValue)
            .sum();
    return samples() - before;
  }

  /** Samples decided. */
  public long samples() {
    return accepted + rejected.values().stream().mapToLong(Long::longValue).sum();
  }
}
