package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.text.PythonLowercase;
import io.medsift.text.PythonWhitespace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnySharedNgramRuleTest {
  @Test
  void reportsLeftmostNgramFirstItemAndHowManyShareIt() {
    BenchmarkIndex index =
        Items.index("x a b c y", "p q r", "a b c", "A\u00A0B\u3000C d", "a b, c");
    AnySharedNgramRule.Match match =
        (AnySharedNgramRule.Match)
            new AnySharedNgramRule(index, 3, false).check("so A  b\nC then p q r").orElseThrow();
    assertThat(match.ngram()).isEqualTo("a b c");
    assertThat(match.item().id()).isEqualTo("set-0");
    assertThat(match.itemsSharing()).isEqualTo(3);
  }

  @Test
  void takesSetsInTheirOrder() {
    BenchmarkIndex index =
        new BenchmarkIndex.Builder()
            .add("zebra", Items.items("zebra", "one two three"))
            .add("ape", Items.items("ape", "one two three"))
            .build();
    DecontaminationRule.Contamination match =
        new AnySharedNgramRule(index, 3, false).check("one two three").orElseThrow();
    assertThat(match.item().set()).isEqualTo("zebra");
  }

  @Test
  void shortTextsNeverMatch() {
    AnySharedNgramRule rule = new AnySharedNgramRule(Items.index("a b", "a b c d"), 4, false);
    assertThat(rule.check("a b")).isEmpty();
    assertThat(rule.check("a b c")).isEmpty();
    assertThat(rule.check("")).isEmpty();
    assertThat(rule.check(" \u2028 ")).isEmpty();
    assertThat(rule.check("a b c d")).isPresent();
  }

  @Test
  void countsOptionsOnlyWhenAsked() {
    BenchmarkIndex index =
        Items.index(List.of(Items.withOptions("q", "Which of these?", "red blood", "white blood")));
    assertThat(new AnySharedNgramRule(index, 3, false).check("a. red blood")).isEmpty();
    assertThat(new AnySharedNgramRule(index, 3, true).check("a. red blood")).isPresent();
    assertThat(new AnySharedNgramRule(index, 3, true).check("WHICH of these?")).isPresent();
  }

  @Test
  void lowersLikePython() {
    AnySharedNgramRule rule =
        new AnySharedNgramRule(Items.index("\u039F\u0394\u03A5\u03A3. \u0130x"), 2, false);
    assertThat(rule.check("\u03BF\u03B4\u03C5\u03C2. i\u0307X")).isPresent();
    assertThat(rule.check("\u03BF\u03B4\u03C5\u03C3. i\u0307x")).isEmpty();
  }

  @Test
  void equalsTheDictionaryOfStringsOnRandomTexts() {
    Random random = new Random(1);
    for (int n = 1; n <= 5; n++) {
      List<String> questions = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        questions.add(text(random));
      }
      AnySharedNgramRule rule =
          new AnySharedNgramRule(Items.index(questions.toArray(String[]::new)), n, false);
      for (int i = 0; i < 300; i++) {
        verify(rule, questions, text(random), n);
      }
    }
  }

  private static void verify(
      AnySharedNgramRule rule, List<String> questions, String prompt, int n) {
    List<String> expected = new ArrayList<>();
    List<String> grams = ngrams(prompt, n);
    for (int i = 0; i < questions.size(); i++) {
      if (ngrams(questions.get(i), n).stream().anyMatch(grams::contains)) {
        expected.add("set-" + i);
      }
    }
    assertThat(rule.itemsSharing(prompt)).extracting(EvaluationItem::id).isEqualTo(expected);

    Optional<DecontaminationRule.Contamination> found = rule.check(prompt);
    assertThat(found.isPresent()).isEqualTo(!expected.isEmpty());
    if (found.isPresent()) {
      AnySharedNgramRule.Match match = (AnySharedNgramRule.Match) found.get();
      Set<String> sharing = new LinkedHashSet<>();
      for (String gram : grams) {
        for (int i = 0; i < questions.size(); i++) {
          if (ngrams(questions.get(i), n).contains(gram)) {
            sharing.add("set-" + i);
          }
        }
        if (!sharing.isEmpty()) {
          assertThat(match.ngram()).isEqualTo(gram);
          break;
        }
      }
      assertThat(match.item().id()).isEqualTo(sharing.iterator().next());
      assertThat(match.itemsSharing()).isEqualTo(sharing.size());
    }
  }

  private static List<String> ngrams(String text, int n) {
    List<String> words = PythonWhitespace.split(PythonLowercase.lower(text));
    List<String> ngrams = new ArrayList<>();
    for (int i = 0; i + n <= words.size(); i++) {
      ngrams.add(String.join(" ", words.subList(i, i + n)));
    }
    return ngrams;
  }

  private static String text(Random random) {
    String[] words = {
      "a", "A", "b", "ab", "\u03A3", "c\u03A3", "\uD83D\uDE00", "\u0130", "b.", "d"
    };
    String[] spaces = {" ", "  ", "\u00A0", "\n", "\u3000 ", "\u001F"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(14); i > 0; i--) {
      text.append(words[random.nextInt(words.length)]).append(spaces[random.nextInt(6)]);
    }
    return text.toString();
  }
}
