package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.medsift.decontamination.index.BenchmarkIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzyRuleTest {
  @Test
  void includesTheBoundary() {
    // LCS 4 of 5 and 5: exactly 80.
    FuzzyRule rule = new FuzzyRule(Items.index("abcde"), 80);
    assertThat(rule.check("abcdX")).isPresent();
    assertThat(new FuzzyRule(Items.index("abcde"), 81).check("abcdX")).isEmpty();
    // LCS 8 of 8 and 12: exactly 80 at the limit of the lengths.
    assertThat(new FuzzyRule(Items.index("aaaaaaaa"), 80).check("aaaaaaaaaaaa")).isPresent();
    assertThat(new FuzzyRule(Items.index("aaaaaaaa"), 80).check("aaaaaaaaaaaaa")).isEmpty();
  }

  @Test
  void reportsBestItemAndItsRatio() {
    FuzzyRule rule = new FuzzyRule(Items.index("abcdefghiX", "abcdefghij", "abcdefghij"), 80);
    FuzzyRule.Match match = (FuzzyRule.Match) rule.check("abcdefghij").orElseThrow();
    assertThat(match.item().id()).isEqualTo("set-1");
    assertThat(match.text()).isEqualTo("abcdefghij");
    assertThat(match.ratio()).isEqualTo(100.0);
  }

  @Test
  void breaksTiesByOrderOfTheIndex() {
    FuzzyRule rule = new FuzzyRule(Items.index("Xbcdefghij", "abcdefghiX", "abcdeXfghij"), 80);
    assertThat(rule.check("abcdefghij").orElseThrow().item().id()).isEqualTo("set-2");
    rule = new FuzzyRule(Items.index("abcdefghiX", "Xbcdefghij"), 80);
    assertThat(rule.check("abcdefghij").orElseThrow().item().id()).isEqualTo("set-0");
  }

  @Test
  void countsCodePointsAndKeepsCase() {
    // Two characters of one point each: as UTF-16 units these would be alike to 75.
    FuzzyRule rule = new FuzzyRule(Items.index("\uD83D\uDE00\uD83D\uDE01"), 50);
    FuzzyRule.Match half = (FuzzyRule.Match) rule.check("\uD83D\uDE00\uD83D\uDE02").orElseThrow();
    assertThat(half.ratio()).isEqualTo(50.0);
    assertThat(new FuzzyRule(Items.index("ABC"), 1).check("abc")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00A0\n\t\u3000"})
  void blankPromptMatchesNothing(String prompt) {
    FuzzyRule rule = new FuzzyRule(Items.index("a", "  a  "), 1);
    assertThat(rule.check(prompt)).isEmpty();
  }

  @Test
  void comparesWithOptionsWhenAsked() {
    BenchmarkIndex index =
        Items.index(List.of(Items.withOptions("q", "Which?", "first choice", "second choice")));
    String prompt = "Which?\nA. first choice\nB. second choice";
    assertThat(new FuzzyRule(index, 80, false).check(prompt)).isEmpty();
    FuzzyRule.Match match =
        (FuzzyRule.Match) new FuzzyRule(index, 80, true).check(prompt).orElseThrow();
    assertThat(match.ratio()).isEqualTo(100.0);
    assertThat(match.text()).isEqualTo(prompt);
  }

  /** Pruned search against the table, on pairs around the threshold. */
  @ParameterizedTest
  @ValueSource(ints = {1, 33, 50, 67, 80, 95, 100})
  void equalsBruteForceOnRandomTexts(int threshold) {
    Random random = new Random(threshold);
    int matches = 0;
    for (int round = 0; round < 12; round++) {
      List<String> questions = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        questions.add(text(random, 1 + random.nextInt(200)));
      }
      BenchmarkIndex index = Items.index(questions.toArray(String[]::new));
      FuzzyRule rule = new FuzzyRule(index, threshold);
      FuzzyRule any = new FuzzyRule(index, 1);
      for (int i = 0; i < 25; i++) {
        String prompt = mutate(questions.get(random.nextInt(25)), random, threshold);
        matches += verify(rule, any, questions, prompt, threshold);
      }
    }
    assertThat(matches).isGreaterThan(15);
  }

  private static int verify(
      FuzzyRule rule, FuzzyRule any, List<String> questions, String prompt, int threshold) {
    if (prompt.isBlank()) {
      return 0;
    }
    int best = -1;
    double bestRatio = -1;
    for (int i = 0; i < questions.size(); i++) {
      double ratio = ratio(prompt, questions.get(i));
      if (ratio > bestRatio + 1e-9) {
        best = i;
        bestRatio = ratio;
      }
    }
    Optional<DecontaminationRule.Contamination> nearest = any.check(prompt);
    if (bestRatio < 1) {
      assertThat(nearest).as(prompt).isEmpty();
      assertThat(rule.check(prompt)).as(prompt).isEmpty();
      return 0;
    }
    FuzzyRule.Match found = (FuzzyRule.Match) nearest.orElseThrow();
    assertThat(found.ratio()).as(prompt).isCloseTo(bestRatio, within(1e-9));
    assertThat(found.item().id()).as(prompt).isEqualTo("set-" + best);

    boolean expected = BruteForce.reaches(prompt, questions.get(best), threshold);
    Optional<DecontaminationRule.Contamination> match = rule.check(prompt);
    assertThat(match.isPresent()).as(prompt).isEqualTo(expected);
    match.ifPresent(value -> assertThat(value).isEqualTo(found));
    return expected ? 1 : 0;
  }

  private static double ratio(String left, String right) {
    return 200.0
        * BruteForce.lcs(left, right)
        / (left.codePointCount(0, left.length()) + right.codePointCount(0, right.length()));
  }

  /** Few letters, so that chance alignments are long, with some ideographs and emoji. */
  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(letter(random));
    }
    return text.toString();
  }

  private static int letter(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> 0x1F600 + random.nextInt(3);
      case 1 -> 0x4E00 + random.nextInt(100);
      case 2 -> ' ';
      default -> 'a' + random.nextInt(5);
    };
  }

  /** Changes about as much as brings the ratio to the threshold. */
  private static String mutate(String text, Random random, int threshold) {
    StringBuilder changed = new StringBuilder();
    int rate = 100 - threshold + random.nextInt(10);
    text.codePoints()
        .forEach(
            point -> {
              if (random.nextInt(100) >= rate) {
                changed.appendCodePoint(point);
              } else if (random.nextBoolean()) {
                changed.appendCodePoint(letter(random));
              }
            });
    return changed.toString();
  }
}
