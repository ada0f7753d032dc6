package io.medsift.decontamination.probe;

import io.medsift.decontamination.index.EvaluationItem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions that read much like an evaluation item and ask something else. */
public enum LookAlike {
  /** The common words of an item, with other rare words and numbers between them. */
  OTHER_CASE,
  /** The story of an item with other numbers, and the question of another item. */
  OTHER_QUESTION;

  private static final Pattern WORD = Pattern.compile("\\p{IsAlphabetic}{2,}");
  private static final Pattern NUMBER = Pattern.compile("\\d");
  private static final int STORY_WORDS = 40;
  private static final Set<String> FRAME =
      Set.of(
          ("which of the following is most likely in this patient what are best for a an to and or"
                  + " from with his her on be would has by at patient's if that these next step as")
              .split(" "));

  /**
   * Makes one.
   *
   * @param other an item of the same kind that tells another story
   * @param isCommon whether a word, in lower case, belongs to the template
   * @return empty where the item is too short, or tells no story
   */
  public Optional<String> of(
      EvaluationItem item, EvaluationItem other, Predicate<String> isCommon, Random random) {
    return this == OTHER_CASE
        ? otherCase(item, other, isCommon, random)
        : otherQuestion(item, other, random);
  }

  private static Optional<String> otherCase(
      EvaluationItem item, EvaluationItem other, Predicate<String> isCommon, Random random) {
    List<String> rare =
        WORD.matcher(other.question() + " " + other.questionWithOptions())
            .results()
            .map(word -> word.group())
            .filter(word -> !isCommon.test(word.toLowerCase(Locale.ROOT)))
            .toList();
    if (rare.size() < 3 || item.question().split("\\s+").length < 8) {
      return Optional.empty();
    }
    String text =
        WORD.matcher(item.question())
            .replaceAll(
                word ->
                    Matcher.quoteReplacement(
                        isCommon.test(word.group().toLowerCase(Locale.ROOT))
                            ? word.group()
                            : rare.get(random.nextInt(rare.size()))));
    return Optional.of(Disturbance.otherNumbers(text, random));
  }

  private static Optional<String> otherQuestion(
      EvaluationItem item, EvaluationItem other, Random random) {
    List<String> story = Disturbance.sentences(item.question());
    List<String> asked = Disturbance.sentences(other.question());
    String last = asked.get(asked.size() - 1);
    String first = String.join(" ", story.subList(0, story.size() - 1));
    if (story.size() < 2
        || first.split("\\s+").length < STORY_WORDS
        || !NUMBER.matcher(first).find()
        || asked.size() < 2
        || isNear(last, story.get(story.size() - 1))) {
      return Optional.empty();
    }
    return Optional.of(Disturbance.otherNumbers(first, random) + " " + last);
  }

  /** Whether two questions ask for the same, as far as a content word in common tells. */
  private static boolean isNear(String one, String other) {
    Set<String> words = contentWords(one);
    words.retainAll(contentWords(other));
    return !words.isEmpty();
  }

  private static Set<String> contentWords(String text) {
    Set<String> words = new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("\\W+")));
    words.removeAll(FRAME);
    return words;
  }
}
