package io.medsift.evolution;

import java.util.Optional;

/** Rule 3: a text of punctuation and stop words alone says nothing; nor does an empty one. */
final class NoContent {
  private NoContent() {}

  static Optional<Elimination> check(String text) {
    return Vocabulary.words(text).stream().allMatch(Vocabulary::isStopWord)
        ? Optional.of(new Elimination(Elimination.Rule.NO_CONTENT, text))
        : Optional.empty();
  }
}
