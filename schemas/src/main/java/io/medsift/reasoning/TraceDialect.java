package io.medsift.reasoning;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which models other than those with think tags mark their trace: tags of other names
 * around it, at the start of the text, and the channels of gpt-oss.
 *
 * @param trace null where there is none
 * @param rest what follows the trace; null where the trace does not end
 */
record TraceDialect(String trace, String rest) {
  private record Tags(String open, String close) {}

  private static final List<Tags> TAGS =
      List.of(
          new Tags("[THINK]", "[/THINK]"),
          new Tags("<thinking>", "</thinking>"),
          new Tags("<thought>", "</thought>"),
          new Tags("<reasoning>", "</reasoning>"),
          new Tags("<seed:think>", "</seed:think>"),
          new Tags("<|begin_of_thought|>", "<|end_of_thought|>"),
          new Tags("◁think▷", "◁/think▷"));
  private static final String SOLUTION = "<|begin_of_solution|>";
  private static final String END_OF_SOLUTION = "<|end_of_solution|>";

  private static final Pattern MESSAGE =
      Pattern.compile(
          "<\\|channel\\|>\\s*+(\\w++)[^<]*+(?:<\\|constrain\\|>[^<]*+)?+<\\|message\\|>");
  private static final Pattern END_OF_MESSAGE =
      Pattern.compile("<\\|(?:end|return|call|start|channel)\\|>");
  private static final String CHANNEL = "<|channel|>";
  private static final String FINAL = "final";

  // What is left where a tokenizer took the tokens of its own out of the text.
  private static final String BARE_ANALYSIS = "analysis";
  private static final String BARE_FINAL = "assistantfinal";

  /** The parts of a text in such a dialect; null where it is in none. */
  static TraceDialect of(String text) {
    String start = text.stripLeading();
    for (Tags tags : TAGS) {
      if (start.startsWith(tags.open)) {
        int begin = tags.open.length();
        int close = start.indexOf(tags.close, begin);
        return close < 0
            ? new TraceDialect(start.substring(begin), null)
            : new TraceDialect(
                start.substring(begin, close),
                withoutSolution(start.substring(close + tags.close.length())));
      }
    }
    if (start.startsWith(BARE_ANALYSIS) && start.contains(BARE_FINAL)) {
      int end = start.indexOf(BARE_FINAL);
      return new TraceDialect(
          start.substring(BARE_ANALYSIS.length(), end), start.substring(end + BARE_FINAL.length()));
    }
    return start.contains(CHANNEL) ? ofChannels(start) : null;
  }

  private static String withoutSolution(String rest) {
    String answer = rest.strip();
    if (!answer.startsWith(SOLUTION)) {
      return rest;
    }
    int end = answer.indexOf(END_OF_SOLUTION);
    return answer.substring(SOLUTION.length(), end < 0 ? answer.length() : end);
  }

  private static TraceDialect ofChannels(String text) {
    StringBuilder trace = new StringBuilder();
    String answer = null;
    Matcher message = MESSAGE.matcher(text);
    Matcher end = END_OF_MESSAGE.matcher(text);
    boolean any = false;
    while (message.find()) {
      any = true;
      int close = end.find(message.end()) ? end.start() : text.length();
      String content = text.substring(message.end(), close).strip();
      if (message.group(1).equals(FINAL)) {
        answer = content;
      } else if (!content.isEmpty()) {
        trace.append(trace.isEmpty() ? "" : "\n\n").append(content);
      }
    }
    return any ? new TraceDialect(trace.isEmpty() ? null : trace.toString(), answer) : null;
  }
}
