package io.medsift.codec;

import io.medsift.sample.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A question as a model has to see it: with its options. */
public final class ListedOptions {
  private ListedOptions() {}

  /** The prompt with the sample's options, one a line, unless it lists them itself. */
  public static String question(Sample sample) {
    String prompt = sample.prompt();
    if (sample.options().isEmpty() || listsAll(prompt, sample.options())) {
      return prompt;
    }
    StringBuilder question = new StringBuilder(prompt.strip()).append('\n');
    sample
        .options()
        .forEach((letter, text) -> question.append('\n').append(letter).append(". ").append(text));
    return question.toString();
  }

  /** Whether each option's text stands on a line of the prompt that begins with its letter. */
  private static boolean listsAll(String prompt, Map<String, String> options) {
    List<String> lines = prompt.lines().map(line -> line.strip().toLowerCase(Locale.ROOT)).toList();
    return options.entrySet().stream()
        .allMatch(
            option ->
                lines.stream().anyMatch(line -> lists(line, option.getKey(), option.getValue())));
  }

  private static boolean lists(String line, String letter, String text) {
    String bare = line.startsWith("(") ? line.substring(1) : line;
    return bare.startsWith(letter.strip().toLowerCase(Locale.ROOT))
        && bare.endsWith(text.strip().toLowerCase(Locale.ROOT));
  }
}
