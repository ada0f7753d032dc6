package io.medsift.evolution;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rule 1: an evolved question must ask for something that its parent does not. One that adds no
 * word of content to its parent is found here without a call; whether one that does asks for more,
 * a model says.
 */
final class InformationGain {
  private InformationGain() {}

  static Optional<Elimination> check(String parent, String question) {
    Set<String> known = new HashSet<>(Vocabulary.words(parent));
    List<String> added =
        Vocabulary.words(question).stream()
            .filter(word -> !known.contains(word) && !Vocabulary.isStopWord(word))
            .toList();
    return added.isEmpty()
        ? Optional.of(new Elimination(Elimination.Rule.NO_INFORMATION_GAIN, question))
        : Optional.empty();
  }

  /** What a model's verdict means. */
  static Optional<Elimination> check(boolean equal, String question) {
    return equal
        ? Optional.of(new Elimination(Elimination.Rule.NO_INFORMATION_GAIN, question))
        : Optional.empty();
  }
}
