package io.medsift.codec;

import static java.util.Objects.requireNonNull;

import io.medsift.sample.Sample;
import io.medsift.verdict.Verdict;

/** A curated row as typed values: what the gates read, what they decided, and what is published. */
public record PublishedRow(Sample sample, Verdict verdict, PublishedColumns columns) {
  public PublishedRow {
    requireNonNull(sample, "sample is null");
    requireNonNull(verdict, "verdict is null");
    requireNonNull(columns, "columns is null");
  }
}
