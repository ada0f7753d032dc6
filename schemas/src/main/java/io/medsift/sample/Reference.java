package io.medsift.sample;

import static java.util.Objects.requireNonNull;

/**
 * The known-correct answer of a sample; {@code value} is null only for {@link ReferenceKind#NONE}.
 */
public record Reference(ReferenceKind kind, String value) {
  public Reference {
    requireNonNull(kind, "kind is null");
  }
}
