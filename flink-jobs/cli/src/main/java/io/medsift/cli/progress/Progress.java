package io.medsift.cli.progress;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the counters of a job say at one moment.
 *
 * @param rejected reason to samples
 */
public record Progress(
    long read, long accepted, SortedMap<String, Long> rejected, long deadLetters) {
  public Progress {
    requireNonNull(rejected, "rejected is null");
    rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
  }

  /** Samples rejected for any reason. */
  public long rejectedSamples() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Records that have left the job. */
  public long decided() {
    return accepted + rejectedSamples() + deadLetters;
  }
}
