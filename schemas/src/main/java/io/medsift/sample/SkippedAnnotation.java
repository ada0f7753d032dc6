package io.medsift.sample;

import static java.util.Objects.requireNonNull;

/**
 * What a check without a model found that curation rejects for, so that no model was asked about
 * the sample.
 *
 * @param gate that rejects, as it is spelt on the wire
 * @param reason of that gate
 */
public record SkippedAnnotation(String gate, String reason) {
  public SkippedAnnotation {
    requireNonNull(gate, "gate is null");
    requireNonNull(reason, "reason is null");
  }
}
