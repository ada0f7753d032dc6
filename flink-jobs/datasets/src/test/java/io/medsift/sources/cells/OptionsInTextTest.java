package io.medsift.sources.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsInTextTest {
  private static final Map<String, String> TWO = Map.of("A", "II", "B", "III");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Which?\nA. II\nB. III",
        "Which?\n\n A) II\n B) III\n",
        "Which?\nA: II\nB: III",
        "Which?\n(A) II\n(B) III",
        "Which? (A) II (B) III",
        "Which?\nAnswer Choices: (A) II (B) III",
        "Which?\nAnswer Choices:\nA. II\nB. III",
        "Which?\nanswer choices\nA.II\nB.III",
      })
  void findsStemAndOptions(String text) {
    assertThat(OptionsInText.parse(text)).isEqualTo(new OptionsInText("Which?", TWO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Vitamin A. or B. which falls?",
        "A. baumannii is resistant. Why?",
        "Hepatitis (A) spreads how?",
        "B. III\nC. IV",
        "",
      })
  void findsNoneWhereThereIsNone(String text) {
    assertThat(OptionsInText.parse(text)).isEqualTo(new OptionsInText(text.strip(), Map.of()));
  }

  @Test
  void keepsLettersOutOfTurnInTheText() {
    assertThat(OptionsInText.parse("Which?\nA. II\nD. not an option\nB. III\nand IV").options())
        .isEqualTo(Map.of("A", "II\nD. not an option", "B", "III\nand IV"));
  }

  @Test
  void takesTheLastOfTwoBlocks() {
    OptionsInText block = OptionsInText.parse("Given\nA. one\nB. two\nWhich?\nA. II\nB. III");
    assertThat(block.stem()).isEqualTo("Given\nA. one\nB. two\nWhich?");
    assertThat(block.options()).isEqualTo(TWO);
  }

  @Test
  void isNotEndedByALoneLetter() {
    assertThat(OptionsInText.parse("Which?\nA. II\nB. III\nA. means the first.").options())
        .isEqualTo(Map.of("A", "II", "B", "III\nA. means the first."));
  }

  @Test
  void takesTheHeadingOff() {
    assertThat(OptionsInText.parse("Which?  Answer Choices:  (A) x (B) y").stem())
        .isEqualTo("Which?");
    assertThat(OptionsInText.parse("Which?\nanswer choices \nA. x\nB. y").stem())
        .isEqualTo("Which?");
    assertThat(OptionsInText.parse("MyAnswer Choices:\nA. x\nB. y").stem())
        .isEqualTo("MyAnswer Choices:");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\n ", "(", "(A) ", "(A", "A. ", "\nA. ", "Answer Choices: "})
  void takesTimeThatGrowsWithTheText(String piece) {
    int length = 1 << 14;
    Growth.requireLinear(
        "looking for options in a text of <" + piece + ">",
        "x" + piece.repeat(length / Growth.FACTOR / piece.length()) + "x\nA. a\nB. b",
        "x" + piece.repeat(length / piece.length()) + "x\nA. a\nB. b",
        text -> {
          var unused = OptionsInText.parse(text);
        });
  }

  @Test
  void manyOptionsInALongPromptTakeLinearTime() {
    int size = 1 << 14;
    Growth.requireLinear(
        "looking for many options in a prompt",
        options(size / Growth.FACTOR),
        options(size),
        options -> {
          var unused = OptionsCell.areIn("1. A. A. ".repeat(options.size()), options);
        });
  }

  private static Map<String, String> options(int size) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("A", "A. ".repeat(size));
    for (int i = 1; i < size; i++) {
      options.put("A" + i, "");
    }
    return options;
  }
}
