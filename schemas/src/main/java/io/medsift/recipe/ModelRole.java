package io.medsift.recipe;

import java.util.Locale;

/** Role of a language model; the wire value is the lower-case name. */
public enum ModelRole {
  /** Writes responses to prompts. */
  GENERATOR,
  /** Scores responses against references. */
  JUDGE,
  /** Says whether an answer and a free-text reference mean the same. */
  EQUIVALENCE,
  /** Says whether a prompt and an evaluation item ask the same. */
  LEAK,
  /** Rewrites prompts into harder or rarer ones. */
  EVOLVER;

  /** The spelling in recipes, metrics and the ledger. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
