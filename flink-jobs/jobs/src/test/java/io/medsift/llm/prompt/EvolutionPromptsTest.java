package io.medsift.llm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.evolution.Elimination;
import io.medsift.evolution.Eliminator;
import io.medsift.evolution.EvolutionMethod;
import io.medsift.evolution.EvolutionReply;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EvolutionPromptsTest {
  private final EvolutionPrompts prompts = EvolutionPrompts.shipped();

  @ParameterizedTest
  @EnumSource(EvolutionMethod.class)
  void holdsTheQuestionOnceAndNoPlaceholder(EvolutionMethod method) {
    String asked = prompts.evolve(method, "  What is {method} and {other}?\n");

    assertThat(asked).endsWith("\nWhat is {method} and {other}?").containsOnlyOnce("{method}");
    assertThat(asked).doesNotContain("{question}");
  }

  /** An evolver that repeats any of its own instruction is found out. */
  @ParameterizedTest
  @EnumSource(EvolutionMethod.class)
  void repeatedInstructionsAreEliminated(EvolutionMethod method) {
    String parent = "How is acute gout treated?";

    assertThat(Eliminator.ofQuestion(parent, prompts.evolve(method, parent)))
        .map(Elimination::rule)
        .contains(Elimination.Rule.COPIED_INSTRUCTION);
  }

  @Test
  void asksDifferentlyByEachMethod() {
    assertThat(List.of(EvolutionMethod.values()))
        .extracting(method -> prompts.evolve(method, "Why?"))
        .doesNotHaveDuplicates();
  }

  @Test
  void comparesTwoQuestionsInTheirOrder() {
    assertThat(prompts.compare("Is it {other}?", "Is it {question}?"))
        .containsSubsequence("First question:", "Is it {other}?", "Second", "Is it {question}?");
  }

  @Test
  void putsAQuestionAsItIs() {
    assertThat(prompts.answer("Why?\n")).isEqualTo("Why?");
  }

  @Test
  void namesVersionAndWords() {
    assertThat(prompts.fingerprint())
        .matches("v1-[0-9a-f]{12}")
        .isEqualTo(EvolutionPrompts.shipped().fingerprint());
  }

  @Test
  void choosesEachMethodEquallyOften() {
    SplittableRandom random = new SplittableRandom(7);
    Map<EvolutionMethod, Integer> chosen = new EnumMap<>(EvolutionMethod.class);
    for (int i = 0; i < 6_000; i++) {
      chosen.merge(
          EvolutionMethod.choose(List.of(EvolutionMethod.values()), random), 1, Integer::sum);
    }

    assertThat(chosen).hasSize(6).allSatisfy((method, n) -> assertThat(n).isBetween(850, 1_150));
  }

  @Test
  void knowsMethodsByTheirNames() {
    assertThat(EvolutionMethod.of("add_reasoning")).isEqualTo(EvolutionMethod.ADD_REASONING);
    assertThatThrownBy(() -> EvolutionMethod.of("depth")).hasMessageContaining("'depth'");
  }

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
