package io.medsift.codec;

import java.util.List;

/**
 * The instructions that the published dataset removes from a question to make its {@code problem}
 * column, in the order in which its authors remove them.
 */
public final class PromptBoilerplate {
  private static final List<String> LITERALS =
      List.of(
          "Return your final response as 'Final Answer: \\boxed{<answer>}', where <answer> is the"
              + " number or mathematical expression of the solution.",
          "Please reason step by step, and put your final answer within \\boxed{}.",
          "Return your final response within \\boxed{}",
          "Please reason step by step",
          "Generate an executable Python function generated from the given prompt. The function"
              + " should take stdin as input and print the output");

  private PromptBoilerplate() {}

  /** The prompt without those literals, trimmed. */
  public static String strip(String prompt) {
    String text = prompt;
    for (String literal : LITERALS) {
      text = text.replace(literal, "");
    }
    return text.strip();
  }
}
