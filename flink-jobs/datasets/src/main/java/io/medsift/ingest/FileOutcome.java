package io.medsift.ingest;

import static java.util.Objects.requireNonNull;

import io.medsift.sources.ReadingTally;

/**
 * What came of a file.
 *
 * @param before how far it was read before
 * @param reached how far it is read now
 * @param readings of the rows that were read now
 */
public record FileOutcome(FileProgress before, FileProgress reached, ReadingTally readings) {
  public FileOutcome {
    requireNonNull(before, "before is null");
    requireNonNull(reached, "reached is null");
    requireNonNull(readings, "readings is null");
  }
}
