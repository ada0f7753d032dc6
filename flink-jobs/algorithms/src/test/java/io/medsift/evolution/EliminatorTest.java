package io.medsift.evolution;

import static io.medsift.evolution.Elimination.Rule.COPIED_INSTRUCTION;
import static io.medsift.evolution.Elimination.Rule.NO_CONTENT;
import static io.medsift.evolution.Elimination.Rule.NO_INFORMATION_GAIN;
import static io.medsift.evolution.Elimination.Rule.REFUSAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EliminatorTest {
  private static final String PARENT = "How is acute gout treated?";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How is acute gout treated in a patient who takes warfarin?",
        "Which uric acid level is the target in a new patient with tophi?",
        "一名服用华法林的患者，急性痛风如何治疗？",
        "How is acute gout treated when eGFR is 20?"
      })
  void keepsAQuestionThatAsksForMore(String question) {
    assertThat(Eliminator.ofQuestion(PARENT, question)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          How is acute gout treated?                       | NO_INFORMATION_GAIN
          how is ACUTE gout, please, treated               | NO_INFORMATION_GAIN
          Acute gout: treated how?                         | NO_INFORMATION_GAIN
          Gout?                                            | NO_INFORMATION_GAIN
          I'm sorry, I cannot rewrite this.                | REFUSAL
          抱歉，我无法改写这个问题。                          | REFUSAL
          ...?!                                            | NO_CONTENT
          What is it, then?                                | NO_CONTENT
          什么？                                            | NO_CONTENT
          The rewritten prompt: gout in pregnancy?         | COPIED_INSTRUCTION
          #Given Prompt# treatment of gout in pregnancy    | COPIED_INSTRUCTION
          <question> gout in pregnancy?                    | COPIED_INSTRUCTION
          改写后的问题：妊娠期痛风如何治疗                     | COPIED_INSTRUCTION
          """)
  void eliminatesByTheQuestion(String question, Elimination.Rule rule) {
    assertThat(Eliminator.ofQuestion(PARENT, question)).map(Elimination::rule).contains(rule);
  }

  @Test
  void eliminatesAnEmptyQuestion() {
    assertThat(Eliminator.ofQuestion(PARENT, "")).contains(new Elimination(NO_CONTENT, ""));
  }

  @Test
  void aParentMayHaveTheWordsOfAnInstruction() {
    String parent = "Write a new prompt for a ward round.";

    assertThat(Eliminator.ofQuestion(parent, parent + " It has to name the drugs.")).isEmpty();
  }

  @Test
  void namesTheWordsThatWereCopied() {
    assertThat(Eliminator.ofQuestion(PARENT, "The  Rewritten\nPrompt is about colchicine"))
        .contains(new Elimination(COPIED_INSTRUCTION, "rewritten prompt"));
  }

  @Test
  void goesByAModelsComparison() {
    assertThat(Eliminator.ofComparison(false, "x")).isEmpty();
    assertThat(Eliminator.ofComparison(true, "x"))
        .contains(new Elimination(NO_INFORMATION_GAIN, "x"));
  }

  @Test
  void aRefusalHasFewerThanEightyWords() {
    assertThat(refusal("Sorry. " + "word ".repeat(78))).contains(REFUSAL);
    assertThat(refusal("Sorry. " + "word ".repeat(79))).isEmpty();
    assertThat(refusal("抱歉" + "药".repeat(77))).contains(REFUSAL);
    assertThat(refusal("抱歉" + "药".repeat(78))).isEmpty();
    assertThat(refusal("I apologise, but no.")).contains(REFUSAL);
    assertThat(refusal("The sorrysome state of gout.")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "—", "That is it.", "的。", "* * *"})
  void anAnswerMustSaySomething(String answer) {
    assertThat(Eliminator.ofAnswer(answer)).map(Elimination::rule).contains(NO_CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"No.", "Colchicine", "42", "痛风", "Yes, it is."})
  void anAnswerMayBeShort(String answer) {
    assertThat(Eliminator.ofAnswer(answer)).isEmpty();
  }

  private static Optional<Elimination.Rule> refusal(String answer) {
    return Eliminator.ofAnswer(answer).map(Elimination::rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "a", "a ", "\u03a3", "\u0130", "sorry", "apologi", "\u75c5", "\u0301", "given "
      })
  void takesTimeThatGrowsWithTheQuestion(String piece) {
    int repetitions = 1 << 12;
    Growth.requireLinear(
        "judging a question of <" + piece + ">",
        piece.repeat(repetitions / Growth.FACTOR),
        piece.repeat(repetitions),
        question -> {
          var unused = Eliminator.ofQuestion("What is it?", "x " + question);
        });
  }
}
