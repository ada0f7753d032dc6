package io.medsift.answers;

import static java.util.Objects.requireNonNull;

/**
 * The reference answer of a question.
 *
 * @param kind how {@code value} is written
 * @param value the answer, null only where the kind is {@link ReferenceKind#NONE}
 */
public record Reference(ReferenceKind kind, String value) {
  public Reference {
    requireNonNull(kind, "kind is null");
    if (kind != ReferenceKind.NONE) {
      requireNonNull(value, "value is null");
    }
  }
}
