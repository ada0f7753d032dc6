package io.medsift.evolution;

import io.medsift.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * Rule 4: an evolved question must not hold words of the instruction, such as "given prompt" or
 * "rewritten prompt", unless its parent does.
 */
final class CopiedInstruction {
  private static final List<String> WORDS = Vocabulary.lines("copied-words.txt").toList();

  private CopiedInstruction() {}

  static Optional<Elimination> check(String parent, String question) {
    String before = normalised(parent);
    String after = normalised(question);
    return WORDS.stream()
        .filter(words -> after.contains(words) && !before.contains(words))
        .findFirst()
        .map(words -> new Elimination(Elimination.Rule.COPIED_INSTRUCTION, words));
  }

  private static String normalised(String text) {
    return Text.lowerCase(text).replaceAll("\\s+", " ");
  }
}
