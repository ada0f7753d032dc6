package io.medsift.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ThinkSplitTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      delimiter = '|',
      textBlock =
          """
          <think>a</think>b                           | a           | b     | false
          a</think>b                                  | a           | b     | false
          b                                           | null        | b     | false
          <think> </think>b                           | null        | b     | false
          <think></think><think>a</think>b            | a           | b     | false
          <think>a</think>b</think>c                  | a           | b</think>c | false
          <think>a</think><answer>b</answer>          | a           | b     | false
          <answer>b</answer>                          | null        | b     | false
          <think>a</think><answer>b</answer> see text | a           | <answer>b</answer> see text | false
          <think>a</think><answer><answer>b</answer></answer> | a   | <answer>b</answer> | false
          '<think>a</think>b<|im_end|>'               | a           | b     | false
          '<think>a</think><answer>b</answer><|eot_id|></s>' | a    | b     | false
          <think>a                                    | a           | ''    | true
          <think>                                     | null        | ''    | true
          Well.<think>a                               | Well.<think>a | ''  | true
          <think>a</think>                            | a           | ''    | true
          <think>a</think><answer>b                   | a           | b     | true
          </think>b                                   | null        | b     | false
          """)
  void splits(String text, String reasoning, String answer, boolean truncated) {
    assertThat(ThinkSplit.of(text)).isEqualTo(new ThinkSplit(reasoning, answer, truncated));
  }

  @Test
  void joinsTheBlocksOfATraceThatWasCutOff() {
    assertThat(ThinkSplit.of("<think>a</think>\n<think>c"))
        .isEqualTo(new ThinkSplit("a\n\nc", "", true));
  }

  @Test
  void takesOuterWhiteSpaceOffAndKeepsTheInner() {
    assertThat(
            ThinkSplit.of(
                "\n<think>\nFirst.\n\nThen. \n</think>\n\n<answer>\nSo:\n- b\n</answer>\n"))
        .isEqualTo(new ThinkSplit("First.\n\nThen.", "So:\n- b", false));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" \n\t", "<|im_end|>"})
  void findsNothingInNothing(String text) {
    assertThat(ThinkSplit.of(text)).isEqualTo(new ThinkSplit(null, "", false));
    assertThat(ThinkSplit.of(null, text)).isEqualTo(new ThinkSplit(null, "", false));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      delimiter = '|',
      textBlock =
          """
          a    | b                        | a    | b  | false
          null | b                        | null | b  | false
          ' '  | b                        | null | b  | false
          null | <think>a</think>b        | a    | b  | false
          a    | <think>a</think>b        | a    | b  | false
          a    | <think></think>b         | a    | b  | false
          a    | </think>b                | a    | b  | false
          a    | <answer>b</answer>       | a    | b  | false
          a    | ''                       | a    | '' | true
          a    | null                     | a    | '' | true
          null | <think>a                 | a    | '' | true
          """)
  void takesTwoPartsAsTheyCame(
      String reasoning, String content, String trace, String answer, boolean truncated) {
    assertThat(ThinkSplit.of(reasoning, content))
        .isEqualTo(new ThinkSplit(trace, answer, truncated));
  }

  @Test
  void keepsASecondTraceThatSaysSomethingElse() {
    assertThat(ThinkSplit.of("a", "<think>c</think>b"))
        .isEqualTo(new ThinkSplit("a\n\nc", "b", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</s>",
        "</s> ",
        "<|im_end|></s>",
        "<think>",
        "</think>",
        "<think></think>",
        "<think>a</think>\n",
        "<answer>",
        "</answer>",
        "<",
        " "
      })
  void takesTimeThatGrowsWithTheLengthOfTheText(String piece) {
    int length = 1 << 17;
    Growth.requireLinear(
        "splitting a text of <" + piece + ">",
        piece.repeat(length / Growth.FACTOR / piece.length()),
        piece.repeat(length / piece.length()),
        text -> {
          var unused = ThinkSplit.of(text, text);
        });
  }
}
