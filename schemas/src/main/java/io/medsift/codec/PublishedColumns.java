package io.medsift.codec;

import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The four columns of the published dataset II-Medical-Reasoning-SFT.
 *
 * @param model generator of the response, null where unknown
 * @param question the prompt, with its options where it does not list them itself
 * @param problem see {@link #withoutBoilerplate}
 * @param messages system and earlier turns where there were any, the question, and the response
 *     with its trace between think tags
 */
public record PublishedColumns(String model, String question, String problem, List<Turn> messages) {
  // In the order in which the authors of the dataset remove them.
  private static final List<String> BOILERPLATE =
      List.of(
          "Return your final response as 'Final Answer: \\boxed{<answer>}', where <answer> is the"
              + " number or mathematical expression of the solution.",
          "Please reason step by step, and put your final answer within \\boxed{}.",
          "Return your final response within \\boxed{}",
          "Please reason step by step",
          "Generate an executable Python function generated from the given prompt. The function"
              + " should take stdin as input and print the output");

  /** The columns of a sample. */
  public static PublishedColumns of(Sample sample) {
    PublishedColumns prompt = ofPrompt(sample);
    if (sample.response() != null) {
      prompt.messages().add(new Turn("assistant", answer(sample)));
    }
    return prompt;
  }

  /** The same without the response, so that there are messages in any case. */
  static PublishedColumns ofPrompt(Sample sample) {
    List<Turn> messages = new ArrayList<>();
    if (sample.system() != null && !sample.system().isBlank()) {
      messages.add(new Turn("system", sample.system()));
    }
    messages.addAll(sample.history());
    String question = ListedOptions.question(sample);
    messages.add(new Turn("user", question));
    return new PublishedColumns(
        sample.generator(), question, withoutBoilerplate(question), messages);
  }

  private static String answer(Sample sample) {
    if (sample.reasoning() == null || sample.reasoning().isBlank()) {
      return sample.response();
    }
    return "<think>\n" + sample.reasoning().strip() + "\n</think>\n\n" + sample.response();
  }

  /**
   * Returns a prompt without the instructions that the published dataset removes from a question to
   * make its {@code problem} column, and without outer white space.
   */
  public static String withoutBoilerplate(String prompt) {
    String text = prompt;
    for (String instruction : BOILERPLATE) {
      text = text.replace(instruction, "");
    }
    return text.strip();
  }
}
