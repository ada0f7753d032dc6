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
 * @param problem the question without the literals of {@link PromptBoilerplate}
 * @param messages system and earlier turns where there were any, the question, and the response
 *     with its trace between think tags
 */
public record PublishedColumns(String model, String question, String problem, List<Turn> messages) {

  /** The columns of a sample. */
  public static PublishedColumns of(Sample sample) {
    List<Turn> messages = new ArrayList<>();
    if (sample.system() != null && !sample.system().isBlank()) {
      messages.add(new Turn("system", sample.system()));
    }
    messages.addAll(sample.history());
    String question = ListedOptions.question(sample);
    messages.add(new Turn("user", question));
    if (sample.response() != null) {
      messages.add(new Turn("assistant", answer(sample)));
    }
    return new PublishedColumns(
        sample.generator(), question, PromptBoilerplate.strip(question), messages);
  }

  private static String answer(Sample sample) {
    if (sample.reasoning() == null || sample.reasoning().isBlank()) {
      return sample.response();
    }
    return "<think>\n" + sample.reasoning().strip() + "\n</think>\n\n" + sample.response();
  }
}
