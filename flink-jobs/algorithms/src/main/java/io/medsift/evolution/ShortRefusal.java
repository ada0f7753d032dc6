package io.medsift.evolution;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rule 2: a text that holds "sorry" (in Chinese 抱歉 or 对不起) and has fewer than 80 words is no
 * answer. A Chinese character counts as a word.
 */
final class ShortRefusal {
  private static final int FEWEST_WORDS = 80;
  private static final Pattern SORRY =
      Pattern.compile("(?<!\\p{L})(?i:sorry|apologi[sz]e)(?!\\p{L})|抱歉|对不起");

  private ShortRefusal() {}

  static Optional<Elimination> check(String text) {
    Matcher sorry = SORRY.matcher(text);
    return sorry.find() && Vocabulary.words(text).size() < FEWEST_WORDS
        ? Optional.of(new Elimination(Elimination.Rule.REFUSAL, text))
        : Optional.empty();
  }
}
