package io.medsift.recipe;

import java.io.Serializable;
import java.util.Optional;

/** The models of a recipe by role; each is null where the recipe has none. */
public record Models(
    AskedModel generator,
    AskedModel judge,
    AskedModel equivalence,
    AskedModel leak,
    AskedModel evolver)
    implements Serializable {

  /** A recipe that asks no model. */
  public static final Models NONE = new Models(null, null, null, null, null);

  /** The model of a role. */
  public Optional<AskedModel> of(ModelRole role) {
    return Optional.ofNullable(
        switch (role) {
          case GENERATOR -> generator;
          case JUDGE -> judge;
          case EQUIVALENCE -> equivalence;
          case LEAK -> leak;
          case EVOLVER -> evolver;
        });
  }
}
