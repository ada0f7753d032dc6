package io.medsift.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TraceDialectTest {

  static Stream<Arguments> splits() {
    String analysis = "<|channel|>analysis<|message|>It shifts.<|end|>";
    String answer = "<|start|>assistant<|channel|>final<|message|>Potassium rises.";
    return Stream.of(
        arguments("[THINK]It shifts.[/THINK]Potassium rises.", "It shifts.", "Potassium rises."),
        arguments("<thinking>\nIt shifts.\n</thinking>\n\nYes.</s>", "It shifts.", "Yes."),
        arguments("<thought>It shifts.</thought>Yes.", "It shifts.", "Yes."),
        arguments(" <reasoning>It shifts.</reasoning><answer>Yes.</answer>", "It shifts.", "Yes."),
        arguments("<seed:think>It shifts.</seed:think>Yes.", "It shifts.", "Yes."),
        arguments("◁think▷It shifts.◁/think▷Yes.", "It shifts.", "Yes."),
        arguments(
            "<|begin_of_thought|>A.<|end_of_thought|>\n"
                + "<|begin_of_solution|>Yes.<|end_of_solution|>",
            "A.",
            "Yes."),
        arguments("<thinking></thinking>Yes.", null, "Yes."),
        arguments(analysis + answer, "It shifts.", "Potassium rises."),
        arguments(analysis + answer + "<|return|>", "It shifts.", "Potassium rises."),
        arguments("<|start|>assistant" + analysis + answer, "It shifts.", "Potassium rises."),
        arguments(
            analysis
                + "<|start|>assistant<|channel|>commentary to=functions.f"
                + " <|constrain|>json<|message|>{}<|call|>"
                + answer,
            "It shifts.\n\n{}",
            "Potassium rises."),
        arguments(answer, null, "Potassium rises."),
        arguments(
            "analysisIt shifts.assistantfinalPotassium rises.", "It shifts.", "Potassium rises."));
  }

  @ParameterizedTest
  @MethodSource
  void splits(String text, String trace, String answer) {
    assertThat(ThinkSplit.of(text)).isEqualTo(new ThinkSplit(trace, answer, false));
  }

  static Stream<Arguments> seesThatItWasCutOff() {
    return Stream.of(
        arguments("[THINK]It shifts.", "It shifts."),
        arguments("<thinking>It shifts.</thinking>", "It shifts."),
        arguments("<|channel|>analysis<|message|>It shifts.", "It shifts."),
        arguments(
            "<|channel|>analysis<|message|>It shifts.<|end|><|start|>assistant", "It shifts."));
  }

  @ParameterizedTest
  @MethodSource
  void seesThatItWasCutOff(String text, String trace) {
    assertThat(ThinkSplit.of(text)).isEqualTo(new ThinkSplit(trace, "", true));
  }

  static Stream<String> leavesAlone() {
    return Stream.of(
        "The tag <thinking> opens, and </thinking> closes.",
        "analysis of variance has an assistant, final or not",
        "It is marked [THINK] there.",
        "A <|channel|> without a message");
  }

  @ParameterizedTest
  @MethodSource
  void leavesAlone(String text) {
    assertThat(ThinkSplit.of(text)).isEqualTo(new ThinkSplit(null, text, false));
  }
}
