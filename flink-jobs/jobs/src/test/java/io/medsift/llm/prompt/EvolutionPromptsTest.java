package io.medsift.llm.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.evolution.Elimination;
import io.medsift.evolution.Eliminator;
import io.medsift.evolution.EvolutionMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
