package io.medsift.evolution;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Methods to evolve a question: five in depth and one in breadth. */
public enum EvolutionMethod {
  /** One more requirement that the answer must meet. */
  ADD_CONSTRAINTS,
  /** The same subject, asked about at greater depth. */
  DEEPEN,
  /** A general notion becomes a particular one: a drug, an age, a finding. */
  CONCRETISE,
  /** An answer that takes several steps of reasoning. */
  ADD_REASONING,
  /** Input of another form: a table of laboratory values, a medication list, a note. */
  COMPLICATE_INPUT,
  /** A new, rarer question from the same field. */
  BREADTH;

  private static final List<EvolutionMethod> ALL = List.of(values());

  /** The spelling in recipes, prompt files and lineage. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the result replaces its parent rather than standing beside it. */
  public boolean inDepth() {
    return this != BREADTH;
  }

  /** The method of that name. */
  public static EvolutionMethod of(String wireName) {
    for (EvolutionMethod method : ALL) {
      if (method.wireName().equals(wireName)) {
        return method;
      }
    }
    throw new IllegalArgumentException("there is no method of evolution '" + wireName + "'");
  }

  /** One of {@code allowed}, each equally likely. */
  public static EvolutionMethod choose(List<EvolutionMethod> allowed, RandomGenerator random) {
    return allowed.get(random.nextInt(allowed.size()));
  }
}
