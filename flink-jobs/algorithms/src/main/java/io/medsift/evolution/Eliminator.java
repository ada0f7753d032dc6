package io.medsift.evolution;

import java.util.Optional;

/**
 * Decides which evolved questions are of no use, by the rules of {@link Elimination.Rule}. What can
 * be seen in the question is checked before anything more is paid for it.
 */
public final class Eliminator {
  private Eliminator() {}

  /** Judges an evolved question by its words. */
  public static Optional<Elimination> ofQuestion(String parent, String question) {
    return NoContent.check(question)
        .or(() -> ShortRefusal.check(question))
        .or(() -> CopiedInstruction.check(parent, question))
        .or(() -> InformationGain.check(parent, question));
  }

  /** Judges it by a model's comparison with its parent. */
  public static Optional<Elimination> ofComparison(boolean equal, String question) {
    return InformationGain.check(equal, question);
  }

  /** Judges it by the answer that a model gave to it. */
  public static Optional<Elimination> ofAnswer(String answer) {
    return NoContent.check(answer).or(() -> ShortRefusal.check(answer));
  }
}
