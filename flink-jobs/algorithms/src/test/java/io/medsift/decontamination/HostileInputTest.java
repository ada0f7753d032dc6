package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No prompt takes more than moments, against 5,000 items of common words. */
class HostileInputTest {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int MEGABYTE = 1 << 20;

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
            AnySharedNgramSettings.DEFAULT.on(index),
            FuzzySettings.DEFAULT.on(index),
            CalibratedSettings.DEFAULT.on(index));
  }

  static Stream<String> prompts() {
    Random random = new Random(6);
    StringBuilder all = new StringBuilder();
    for (EvaluationItem item : index.items()) {
      all.append(item.question()).append(' ');
    }
    return Stream.of(
        "",
        " ".repeat(MEGABYTE),
        "\u3000".repeat(MEGABYTE),
        "x".repeat(MEGABYTE),
        "a ".repeat(MEGABYTE / 2),
        "\u03A3".repeat(100_000),
        "A. ".repeat(MEGABYTE / 3),
        "w1 w2 w3 w4 ".repeat(MEGABYTE / 12),
        "\uD83D".repeat(100_000),
        "\uD83D\uDE00".repeat(100_000),
        "\u75C5".repeat(100_000),
        "a\u0301\u0301".repeat(100_000),
        "Please reason step by step ".repeat(40_000),
        words(random, MEGABYTE / 4),
        all.toString());
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void endsSoon(String prompt) {
    for (DecontaminationRule rule : rules) {
      assertTimeout(LIMIT, () -> rule.check(prompt), () -> rule.getClass().getSimpleName());
    }
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
