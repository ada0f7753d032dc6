package io.medsift.codec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.verdict.Verdict;

/**
 * A row of {@code accepted} or {@code rejected}: the producer's sample, unknown fields included.
 */
public record CuratedRow(ObjectNode sample, Verdict verdict) {
  public CuratedRow {
    requireNonNull(sample, "sample is null");
    requireNonNull(verdict, "verdict is null");
  }
}
