package io.medsift.recipe;

import java.io.Serializable;
import java.util.List;

/**
 * The evolution job.
 *
 * @param rounds how often each seed is evolved; every round begins with what the one before kept
 * @param methods ways to evolve, one of which is chosen for each seed and round
 * @param compare whether a model says that an evolved question asks for more than its parent
 * @param track of the evolved prompts, null for that of their seed
 * @param seed of the choices
 */
public record EvolveSettings(
    int rounds, List<String> methods, boolean compare, String track, long seed)
    implements Serializable {

  /** All ways, as the paper has them, for two rounds. */
  public static final EvolveSettings DEFAULT =
      new EvolveSettings(
          2,
          List.of(
              "add_constraints",
              "deepen",
              "concretise",
              "add_reasoning",
              "complicate_input",
              "breadth"),
          true,
          null,
          1);

  public EvolveSettings {
    methods = List.copyOf(methods);
  }
}
