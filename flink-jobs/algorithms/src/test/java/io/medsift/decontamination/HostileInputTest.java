package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prompts made to be slow, against 5,000 items of common words. */
class HostileInputTest {
  private static final int LENGTH = 1 << 17;

  private static BenchmarkIndex index;
  private static List<DecontaminationRule> rules;

  @BeforeAll
  static void build() {
    Random random = new Random(2);
    String[] questions = new String[5000];
    for (int i = 0; i < questions.length; i++) {
      questions[i] = words(random, 20);
    }
    index = Items.index(questions);
    rules =
        List.of(
            AnySharedNgramRule.Settings.DEFAULT.on(index),
            FuzzyRule.Settings.DEFAULT.on(index),
            CalibratedRule.Settings.DEFAULT.on(index));
  }

  static Stream<String> pieces() {
    Random random = new Random(6);
    StringBuilder all = new StringBuilder();
    for (EvaluationItem item : index.items()) {
      all.append(item.question()).append(' ');
    }
    return Stream.of(
        " ",
        "\u3000",
        "x",
        "a ",
        "\u03A3",
        "A. ",
        "w1 w2 w3 w4 ",
        "\uD83D",
        "\uD83D\uDE00",
        "\u75C5",
        "a\u0301\u0301",
        "Please reason step by step ",
        words(random, LENGTH / 3),
        all.toString());
  }

  static Stream<String> prompts() {
    return Stream.concat(Stream.of(""), pieces().map(piece -> prompt(piece, LENGTH)));
  }

  /** As much of the piece, or as many of it, as make up that length. */
  private static String prompt(String piece, int length) {
    return piece.repeat(length / piece.length() + 1).substring(0, length);
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void takesTimeThatGrowsWithTheLengthOfThePrompt(String piece) {
    for (DecontaminationRule rule : rules) {
      Growth.requireLinear(
          rule.getClass().getSimpleName(),
          prompt(piece, LENGTH / Growth.FACTOR),
          prompt(piece, LENGTH),
          prompt -> {
            var unused = rule.check(prompt);
          });
    }
  }

  /** Each item that the prompt holds a part of is compared with its question from the start. */
  @Test
  void instructionsBeforeManyItemsTakeLinearTime() {
    Growth.requireLinear(
        "instructions before many items",
        instructionsAndItems(LENGTH / Growth.FACTOR),
        instructionsAndItems(LENGTH),
        prompt -> rules.get(2).check(prompt));
  }

  private static String instructionsAndItems(int length) {
    StringBuilder prompt = new StringBuilder("Please reason step by step ".repeat(length / 54));
    for (EvaluationItem item : index.items()) {
      if (prompt.length() < length) {
        prompt.append(item.question(), 0, item.question().length() / 2).append(' ');
      }
    }
    return prompt.toString();
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void leavesOtherPromptsAlone(String prompt) {
    List<Boolean> verdicts = new ArrayList<>();
    for (DecontaminationRule rule : rules) {
      var unused = rule.check(prompt);
      verdicts.add(rule.check(index.items().get(17).question()).isPresent());
    }
    assertThat(verdicts).containsExactly(true, true, true);
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append('w').append(random.nextInt(300)).append(' ');
    }
    return text.toString();
  }
}
