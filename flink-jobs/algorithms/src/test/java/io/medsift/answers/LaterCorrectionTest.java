package io.medsift.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A response that takes back what it said, and states another answer. */
class LaterCorrectionTest {
  private static final Map<String, String> DRUGS =
      Map.of("A", "Aspirin", "B", "Warfarin", "C", "Metformin", "D", "Heparin");
  private static final Map<String, String> DECISIONS = Map.of("A", "yes", "B", "no", "C", "maybe");

  private final AnswerVerifier verifier = new AnswerVerifier();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The answer is %s. No, it is %s.",
        "The answer is %s. No, %s.",
        "The answer is %s. Correction: %s.",
        "The answer is %s. Correction: it should be %s.",
        "The answer is %s. Sorry, the correct answer is %s.",
        "The answer is %s. Sorry, it is %s.",
        "The answer is %s. Wait, that's wrong. It's %s.",
        "The answer is %s. Wait, I made a mistake. It should be %s.",
        "The answer is %s. Oops, I meant %s.",
        "The answer is %s. I meant %s.",
        "The final answer is %s.\n\nSorry, I meant %s.",
        "\\boxed{%s}\n\nWait, that's wrong. It's %s.",
        "\\boxed{%s}. No, it is %s.",
        "答案是%s。不对，应该是%s。",
        "答案是%s。更正：%s。",
        "答案是%s。抱歉，应该是%s。",
        "答案是%s。抱歉，答案应为%s。",
      })
  void countsNoAnswerThatIsTakenBack(String form) {
    String[][] answers = {
      {"42", "43"},
      {"C", "D"},
      {"C", "A"},
      {"Metformin", "Aspirin"},
      {"yes", "no"},
      {"no", "yes"},
      {"ibuprofen", "naproxen"}
    };
    for (String[] pair : answers) {
      // "No, yes." says nothing.
      if (pair[0].equals("no") && form.endsWith("No, %s.")) {
        continue;
      }
      String response = form.formatted(pair[0], pair[1]);
      assertThat(outcome(response, pair[0]))
          .as(response + " for " + pair[0])
          .isNotEqualTo(AnswerCheck.Outcome.CORRECT);
      assertThat(outcome(response, pair[1]))
          .as(response + " for " + pair[1])
          .isNotEqualTo(AnswerCheck.Outcome.WRONG);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The answer is 42. No, it is 43.                                   | 43
          The answer is B. Correction: the answer is C.                     | C
          The answer is C. No other drug lowers the glucose.                | C
          The answer is C. Could it be D? No, D is an anticoagulant.        | C
          The answer is 42. Sorry for the long explanation.                 | 42
          The answer is no. No, it does not.                                | no
          The answer is 42. Actually, it is 42 exactly.                     | 42
          """)
  void keepsAnAnswerThatStands(String response, String answer) {
    AnswerCheck.Outcome outcome = outcome(response, answer);
    assertThat(outcome).as(response).isEqualTo(AnswerCheck.Outcome.CORRECT);
  }

  private AnswerCheck.Outcome outcome(String response, String answer) {
    boolean number = Character.isDigit(answer.charAt(0));
    boolean letter = answer.length() == 1;
    return verifier
        .check(
            response,
            number || answer.matches("ibuprofen|naproxen")
                ? Map.of()
                : answer.matches("yes|no") ? DECISIONS : DRUGS,
            new Reference(letter ? ReferenceKind.LETTER : ReferenceKind.TEXT, answer))
        .outcome();
  }
}
