package io.medsift.codec;

import io.medsift.sample.Sample;
import java.util.List;
import java.util.Map;

/** A question as a model has to see it: with its options. */
public final class ListedOptions {
  // Each option is looked for in all lines; no question has so many.
  private static final int MAX_LISTED = 64;

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

  /** Returns true if each option's text is on a line of the prompt that begins with its letter. */
  private static boolean listsAll(String prompt, Map<String, String> options) {
    if (options.size() > MAX_LISTED) {
      return false;
    }
    List<String> lines = prompt.lines().map(String::strip).toList();
    return options.entrySet().stream()
        .allMatch(option -> listed(lines, option.getKey().strip(), option.getValue().strip()));
  }

  private static boolean listed(List<String> lines, String letter, String text) {
    for (String line : lines) {
      int start = line.startsWith("(") ? 1 : 0;
      int textStart = line.length() - text.length();
      if (textStart >= start
          && line.regionMatches(true, start, letter, 0, letter.length())
          && line.regionMatches(true, textStart, text, 0, text.length())) {
        return true;
      }
    }
    return false;
  }
}
