package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** The recipe that decided: its name and the first 16 hex digits of the SHA-256 of its content. */
public record RecipeStamp(String name, String hash) implements Serializable {
  public RecipeStamp {
    requireNonNull(name, "name is null");
    requireNonNull(hash, "hash is null");
  }
}
