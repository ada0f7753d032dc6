package io.medsift.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvolutionReplyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          <question>Why?</question>                                 | Why?
          <think>So.</think><question> Why? </question> Done.       | Why?
          Here: <question>a</question> or <question>b</question>    | b
          Why?                                                      | Why?
          <question>Why is it that                                  | null
          <think>Let me see                                         | null
          """)
  void readsTheQuestionOfAReply(String reply, String question) {
    assertThat(EvolutionReply.question(reply).orElse(null)).isEqualTo(question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          {"equal": true}                        | true
          ```json {"equal": false} ```           | false
          <think>{"equal": true}</think>{"equal": false} | false
          Equal.                                 | null
          {"equal": "yes"}                       | null
          {"equal": tr                           | null
          } {                                    | null
          """)
  void readsAComparison(String reply, Boolean equal) {
    assertThat(EvolutionReply.equal(reply).orElse(null)).isEqualTo(equal);
  }
}
