package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

/** The recipe that decided: its name and the first 16 hex digits of the SHA-256 of its content. */
public record RecipeStamp(String name, String hash) {
  public RecipeStamp {
    requireNonNull(name, "name is null");
    requireNonNull(hash, "hash is null");
  }
}
