package io.medsift.evolution;

import static java.util.Objects.requireNonNull;

/**
 * An evolved question is of no use.
 *
 * @param words what the rule went by, a piece of question or answer; may be empty
 */
public record Elimination(EliminationRule rule, String words) {
  private static final int MOST_CHARACTERS = 200;

  public Elimination {
    requireNonNull(rule, "rule is null");
    words = shortened(requireNonNull(words, "words is null").strip());
  }

  private static String shortened(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0;
    return text.substring(0, MOST_CHARACTERS - end) + "…";
  }
}
