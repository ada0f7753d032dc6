package io.medsift.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedOptionsTest {
  private static final List<String> TEXTS =
      List.of("Metformin", "Insulin glargine", "Glipizide", "Sitagliptin");

  private final AnswerVerifier verifier = new AnswerVerifier();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          The answer is 3.                                   | CORRECT
          \\boxed{3}                                          | CORRECT
          Answer: 3. Glipizide                               | CORRECT
          The answer is (3).                                 | CORRECT
          The answer is 3                                    | CORRECT
          **Answer: 3**                                      | CORRECT
          Final answer: (3) Glipizide                        | CORRECT
          The answer is C.                                   | CORRECT
          The answer is 2.                                   | WRONG
          \\boxed{1}                                          | WRONG
          Answer: 4. Sitagliptin                             | WRONG
          Give 2 tablets over 3 days. The answer is 3.       | CORRECT
          The answer is 3 mg.                                | UNVERIFIABLE
          The answer is 3.5.                                 | UNVERIFIABLE
          The answer is 30.                                  | UNVERIFIABLE
          I do not know.                                     | UNVERIFIABLE
          """)
  void readsTheNumberOfAnOption(String response, AnswerCheck.Outcome outcome) {
    AnswerCheck check = check(response, new Reference(ReferenceKind.LETTER, "3"));
    assertThat(check.outcome()).as(check.toString()).isEqualTo(outcome);
    assertThat(check.gold()).isEqualTo("3");
  }

  @Test
  void isNotRightByTwoNumbers() {
    assertThat(
            check("The answers are 1 and 3.", new Reference(ReferenceKind.LETTER, "3")).outcome())
        .isNotEqualTo(AnswerCheck.Outcome.CORRECT);
  }

  /** The number 3 may be that of the third option, or the text of the second. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\\boxed{3}", "The answer is 3.", "2) 3.", "The answer is (2).", "\\boxed{2}"})
  void cannotTellTheNumberOfAnOptionFromTheTextOfAnother(String response) {
    for (List<String> texts :
        List.of(
            List.of("2", "3", "4", "5"),
            List.of("$2$", "$3$", "$4$", "$5$"),
            List.of("(2)", "(3)", "(4)", "(5)"))) {
      for (String gold : List.of("2", "3")) {
        AnswerCheck check = check(texts, response, new Reference(ReferenceKind.LETTER, gold));
        assertThat(check.outcome())
            .as(texts + check.toString())
            .isEqualTo(AnswerCheck.Outcome.UNVERIFIABLE);
        assertThat(String.valueOf(check.span())).doesNotContain("B", "C");
      }
    }
  }

  @Test
  void takesANumberWhoseOptionsSayNoOther() {
    Reference second = new Reference(ReferenceKind.LETTER, "2");
    for (List<String> texts :
        List.of(List.of("10", "20", "30"), List.of("1", "2", "3"), List.of("2 mg", "3 mg", "1%"))) {
      assertThat(check(texts, "The answer is 2.", second).outcome())
          .as(texts.toString())
          .isEqualTo(AnswerCheck.Outcome.CORRECT);
    }
  }

  @Test
  void cannotTellAListOfNumbersFromTheTextOfAnOption() {
    for (String combination : List.of("1 and 2", "Both 1 and 2", "1, 2", "1 and 2 only.")) {
      assertThat(
              check(
                      List.of("Na", "K", combination),
                      "The answer is 1 and 2.",
                      new Reference(ReferenceKind.LETTER, "3"))
                  .outcome())
          .as(combination)
          .isEqualTo(AnswerCheck.Outcome.UNVERIFIABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "1, "})
  void readsLongOptionsInLinearTime(String piece) {
    Growth.requireLinear(
        "reading an option of '" + piece + "'",
        Map.of("1", piece.repeat(5_000) + "x", "2", "y"),
        Map.of("1", piece.repeat(5_000 * Growth.FACTOR) + "x", "2", "y"),
        options -> NumberedOptions.of(new TreeMap<>(options)));
  }

  @Test
  void takesTheTextOfAnOptionThatIsNoNumberOfAnother() {
    List<String> texts = List.of("2", "3", "4", "5");
    Reference third = new Reference(ReferenceKind.TEXT, "3");
    assertThat(check(texts, "The answer is 3.", third).outcome())
        .isEqualTo(AnswerCheck.Outcome.UNVERIFIABLE);
    assertThat(check(texts, "The answer is (2).", third).outcome())
        .isEqualTo(AnswerCheck.Outcome.UNVERIFIABLE);
    assertThat(check(texts, "The answer is 5.", new Reference(ReferenceKind.TEXT, "5")).outcome())
        .isEqualTo(AnswerCheck.Outcome.CORRECT);
  }

  @Test
  void readsOptionsInAnyOrder() {
    Map<String, String> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(Map.of("1", "Metformin", "2", "Insulin glargine"));
    assertThat(NumberedOptions.of(reversed).options())
        .isEqualTo(Map.of("A", "Metformin", "B", "Insulin glargine"));
    assertThat(NumberedOptions.of(Map.of("1", "Metformin", "3", "Glipizide"))).isNull();
  }

  @Test
  void showsWhatTheResponseSays() {
    AnswerCheck check = check("So the answer is 3.", new Reference(ReferenceKind.LETTER, "3"));
    assertThat(check.extracted()).isEqualTo("3");
    assertThat(check.span()).contains("3").doesNotContain("C");
  }

  @Test
  void leavesOtherLabelsAlone() {
    assertThat(NumberedOptions.of(Map.of("A", "x", "B", "y"))).isNull();
    assertThat(NumberedOptions.of(Map.of("1", "x"))).isNull();
    Map<String, String> fromZero = new LinkedHashMap<>();
    fromZero.put("0", "x");
    fromZero.put("1", "y");
    assertThat(NumberedOptions.of(fromZero)).isNull();
  }

  private AnswerCheck check(String response, Reference reference) {
    return check(TEXTS, response, reference);
  }

  private AnswerCheck check(List<String> texts, String response, Reference reference) {
    Map<String, String> options = new LinkedHashMap<>();
    texts.forEach(text -> options.put(String.valueOf(options.size() + 1), text));
    return verifier.check(response, options, reference);
  }
}
