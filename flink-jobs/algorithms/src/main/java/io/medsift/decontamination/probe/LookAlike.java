package io.medsift.decontamination.probe;

import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions that read much like an evaluation item and ask something else. */
public enum LookAlike {
  /** The common words of an item, with rare words of many others and other numbers between them. */
  OTHER_CASE,
  /** The story of an item with other numbers, and the question of another item. */
  OTHER_QUESTION;

  private static final Pattern WORD =
      Pattern.compile("[\\p{IsAlphabetic}&&[^\\p{IsIdeographic}]]{2,}");
  private static final Pattern NUMBER = Pattern.compile("\\d");
  private static final int STORY_WORDS = 40;
  private static final int MIN_WORDS = 8;
  private static final int MIN_RARE = 3;
  private static final int RARE_SHARE = 4;
  private static final int TRIES = 20;
  private static final Set<String> FRAME =
      Set.of(
          ("which of the following is most likely in this patient what are best for a an to and or"
                  + " from with his her on be would has by at patient's if that these next step as")
              .split(" "));

  /**
   * Makes one.
   *
   * @param others items of the same kind
   * @param isCommon whether a word, in lower case, belongs to the template
   * @return empty where the item is too short, tells no story, or no other item fits
   */
  public Optional<String> of(
      EvaluationItem item, List<EvaluationItem> others, Predicate<String> isCommon, Random random) {
    if (this == OTHER_CASE) {
      return otherCase(item, others, isCommon, random);
    }
    for (int i = 0; i < TRIES; i++) {
      Optional<String> made =
          otherQuestion(item, others.get(random.nextInt(others.size())), random);
      if (made.isPresent()) {
        return made;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> otherCase(
      EvaluationItem item, List<EvaluationItem> others, Predicate<String> isCommon, Random random) {
    int words = item.question().strip().split("\\s+").length;
    int replaced = rareWords(item, isCommon).size();
    if (words < MIN_WORDS || replaced < MIN_RARE || replaced * RARE_SHARE < words) {
      return Optional.empty();
    }
    List<String> rare = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      EvaluationItem other = others.get(random.nextInt(others.size()));
      if (!other.equals(item)) {
        rare.addAll(rareWords(other, isCommon));
      }
    }
    rare.removeAll(rareWords(item, isCommon));
    if (rare.size() < MIN_RARE * TRIES) {
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

  private static List<String> rareWords(EvaluationItem item, Predicate<String> isCommon) {
    return WORD.matcher(item.question())
        .results()
        .map(MatchResult::group)
        .filter(word -> !isCommon.test(word.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static Optional<String> otherQuestion(
      EvaluationItem item, EvaluationItem other, Random random) {
    List<String> story = Disturbance.sentences(item.question());
    List<String> asked = Disturbance.sentences(other.question());
    if (story.size() < 2 || asked.size() < 2) {
      return Optional.empty();
    }
    String question = story.get(story.size() - 1);
    String last = asked.get(asked.size() - 1);
    String first = String.join(" ", story.subList(0, story.size() - 1));
    // Choices or statements after the question would be told as part of the story, and findings
    // before the other question would be those of the other item.
    if (!question.endsWith("?")
        || !last.endsWith("?")
        || NUMBER.matcher(last).find()
        || first.contains("?")
        || first.split("\\s+").length < STORY_WORDS
        || !NUMBER.matcher(first).find()
        || isNear(last, question)) {
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
