package io.medsift.answers.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.medsift.answers.AnswerVerifier;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWordsTest {

  @ParameterizedTest
  @CsvSource({
    "seventy-two, 72",
    "Two million, 2000000",
    "sixty seconds, 60 seconds",
    "five tablets, 5 tablets",
    "三万五千, 35000"
  })
  void readsANumberWithItsUnit(String words, String digits) {
    assertThat(NumberWords.inDigits(words)).isEqualTo(digits);
    assertThat(Quantity.parse(digits)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Three times daily",
        "Five to ten",
        "Two or more",
        "Two dozen",
        "Six (6)",
        "six - eight",
        "two immunoglobulin-superfamilies",
        "Two thirds",
        "three fifths",
        "five twelfths",
        "one sixteenth",
        "twenty first",
        "twenty second",
        "thirty fifth",
        "two zero five",
        "two oh five"
      })
  void aNumberThatTheNextWordChangesIsNone(String words) {
    assertThat(NumberWords.inDigits(words)).isNull();
    reference(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3 fifths", "7 eighths", "3 thirds", "2 halves", "3 quarters", "20 first"})
  void aFractionInWordsIsNoUnit(String piece) {
    assertThat(Quantity.parse(piece)).isNull();
  }

  @Test
  void noWordAfterTheNumberOfAReferenceStopsTheRules() {
    for (String word : Quantity.CHANGES) {
      for (String form :
          List.of("three %s", "three %s daily", "3 %s", "three (%s)", "three - %s")) {
        reference(form.formatted(word));
      }
    }
  }

  private static void reference(String value) {
    Reference reference = new Reference(ReferenceKind.TEXT, value);
    assertThatCode(() -> new AnswerVerifier().check("The answer is 3.", Map.of(), reference))
        .as(value)
        .doesNotThrowAnyException();
  }
}
