package io.medsift.embedding.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Content of {@code manifest.json} in a finished store.
 *
 * @param plan what it was made by
 * @param prompts how many distinct prompts it holds
 * @param parts those that hold any prompt, in order
 */
public record StoreManifest(StorePlan plan, int prompts, List<PartEntry> parts) {

  public StoreManifest {
    requireNonNull(plan, "plan is missing");
    parts = List.copyOf(parts);
  }

  /**
   * A part of the store.
   *
   * @param file its name
   * @param prompts how many it holds
   * @param sha256 of its content, which is also at its end
   */
  public record PartEntry(String file, int prompts, String sha256) {

    public PartEntry {
      requireNonNull(file, "file is missing");
      requireNonNull(sha256, "sha256 is missing");
    }
  }
}
