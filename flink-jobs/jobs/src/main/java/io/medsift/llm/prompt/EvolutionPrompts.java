package io.medsift.llm.prompt;

import io.medsift.evolution.EvolutionMethod;
import java.util.Map;
import java.util.stream.Stream;

/** Prompts of the evolution job: to evolve a question, to compare two, and to answer one. */
public final class EvolutionPrompts {
  /** The newest version. */
  public static final String VERSION = "v1";

  private static final String DEPTH = "depth";
  private static final String COMPARISON = "comparison";
  private static final String ANSWER = "answer";

  private final PromptTemplate.Family templates =
      PromptTemplate.Family.shipped(
          "evolution",
          VERSION,
          Stream.concat(
                  Stream.of(EvolutionMethod.values()).map(EvolutionMethod::wireName),
                  Stream.of(DEPTH, COMPARISON, ANSWER))
              .toList());

  private EvolutionPrompts() {}

  /** Returns the newest version. */
  public static EvolutionPrompts shipped() {
    return new EvolutionPrompts();
  }

  /** Returns version and hash of the templates, for records and cache keys. */
  public String fingerprint() {
    return templates.fingerprint();
  }

  /** Returns the prompt that evolves {@code question}. */
  public String evolve(EvolutionMethod method, String question) {
    PromptTemplate own = templates.get(method.wireName());
    return method.inDepth()
        ? templates.get(DEPTH).fill(Map.of("method", own.text(), "question", question.strip()))
        : own.fill(Map.of("question", question.strip()));
  }

  /** Returns the prompt that asks whether {@code other} asks for more than {@code question}. */
  public String compare(String question, String other) {
    return templates
        .get(COMPARISON)
        .fill(Map.of("question", question.strip(), "other", other.strip()));
  }

  /** Returns the prompt that asks for an answer to {@code question}. */
  public String answer(String question) {
    return templates.get(ANSWER).fill(Map.of("question", question.strip()));
  }
}
