package io.medsift.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SameQuestionReaderTest {

  @Test
  void readsTheNumbersOfOneObjectAndTheReasons() {
    SameQuestionReader.Answer answer =
        SameQuestionReader.read(
                "<think>{\"same\": [3]}</think>```json\n"
                    + "{\"rationale\": \"They are the same: both ask for the nerve.\", \"same\":"
                    + " [2, 1]}\n"
                    + "```",
                3)
            .orElseThrow();
    assertThat(answer.numbers()).containsExactly(1, 2);
    assertThat(answer.rationale()).isEqualTo("They are the same: both ask for the nerve.");
    assertThat(SameQuestionReader.read("Here: {'same': []}", 3).orElseThrow().numbers()).isEmpty();
    assertThat(SameQuestionReader.read("{\"same\": [1]}", 1).orElseThrow().rationale()).isNull();
  }

  @Test
  void whatNamesNoQuestionOrSaysItTwiceSaysNothing() {
    for (String reply :
        List.of(
            "",
            "none of them",
            "[1]",
            "{\"same\": 1}",
            "{\"same\": \"[1]\"}",
            "{\"same\": [0]}",
            "{\"same\": [4]}",
            "{\"same\": [1, 1]}",
            "{\"same\": [1.5]}",
            "{\"same\": [\"1\"]}",
            "{\"same\": [true]}",
            "{\"same\": null}",
            "{\"rationale\": \"x\"}",
            "{\"same\": [1], \"same\": [2]}",
            "{\"same\": [1], \"Same\": [1]}",
            "{\"same\": [1]} {\"same\": [1]}",
            "{\"same\": [1], \"other\": {\"same\": [2]}}",
            "The text ends with \"same\": [] so {\"same\": [1]}",
            "{\"rationale\": \"it says same: [2]\", \"same\": [1]}",
            "{\"same\": [1]")) {
      assertThat(SameQuestionReader.read(reply, 3)).as(reply).isEmpty();
    }
  }
}
