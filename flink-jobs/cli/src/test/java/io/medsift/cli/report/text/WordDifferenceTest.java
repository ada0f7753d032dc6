package io.medsift.cli.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordDifferenceTest {
  @Test
  void marksWhatOnlyOneSideHas() {
    WordDifference difference =
        WordDifference.of("The drug, taken daily, harms.", "the drug taken each day harms");
    assertThat(show(difference.left())).isEqualTo("=The drug, taken= !daily!, =harms=.");
    assertThat(show(difference.right())).isEqualTo("=the drug taken= !each day! =harms=");
  }

  @Test
  void takesEachHanCharacterAsAWord() {
    WordDifference difference = WordDifference.of("患者头痛三天", "患者腹痛三天");
    assertThat(show(difference.left())).isEqualTo("=患者=!头!=痛三天=");
    assertThat(show(difference.right())).isEqualTo("=患者=!腹!=痛三天=");
  }

  @Test
  void keepsTextWithoutAnyWord() {
    assertThat(show(WordDifference.of("?!", "").left())).isEqualTo("?!");
  }

  private static String show(List<Span> spans) {
    return spans.stream()
        .map(
            span ->
                switch (span.style()) {
                  case PLAIN -> span.text();
                  case MARKED -> "*" + span.text() + "*";
                  case SHARED -> "=" + span.text() + "=";
                  case DIFFERENT -> "!" + span.text() + "!";
                })
        .collect(Collectors.joining());
  }
}
