package io.medsift.centroids;

import static java.util.Objects.requireNonNull;

/**
 * How labels were made.
 *
 * @param kind for example {@code nearest-description}
 * @param description one sentence for a reader
 * @param sha256 lower-case hexadecimal SHA-256 of what directs it: the descriptions, or a prompt
 */
public record Classifier(String kind, String description, String sha256) {

  public Classifier {
    requireNonNull(kind, "kind is null");
    requireNonNull(description, "description is null");
    requireNonNull(sha256, "sha256 is null");
  }
}
