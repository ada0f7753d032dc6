package io.medsift.reasoning;

import static java.util.Objects.requireNonNull;

/**
 * Trace and answer that a model wrote. One rule for the dialects of data sets and endpoints:
 *
 * <ol>
 *   <li>Tokens that end a turn ({@code <|im_end|>} and the like) are taken off the end.
 *   <li>One leading {@code <think>} is taken off; it may be missing, as where the chat template
 *       wrote it.
 *   <li>The trace ends at the first {@code </think>}. Blocks that follow at once belong to it.
 *   <li>Without {@code </think>} there is no trace, or, where there is a {@code <think>}, one that
 *       was cut off.
 *   <li>One {@code <answer>} wrapper around the whole answer is taken off.
 * </ol>
 *
 * <p>A trace at the start of the text may also be in {@code [THINK]}, {@code <thinking>}, {@code
 * <thought>}, {@code <reasoning>} and other tags of models, or in the channel {@code analysis} of
 * gpt-oss, whose channel {@code final} is the answer.
 *
 * @param reasoning the trace without tags and outer white space; null where there is none or only
 *     white space
 * @param answer the rest without outer white space; empty where there is none
 * @param truncated whether the tags show that the text ends before its answer does: inside the
 *     trace, right after it, or inside the {@code <answer>} wrapper. A text without tags never is.
 */
public record ThinkSplit(String reasoning, String answer, boolean truncated) {
  /** The tag that begins a trace. */
  public static final String OPEN = "<think>";

  /** The tag that ends a trace. */
  public static final String CLOSE = "</think>";

  private static final String OPEN_ANSWER = "<answer>";
  private static final String CLOSE_ANSWER = "</answer>";
  private static final String[] END_TOKENS = {
    "<|im_end|>", "<|eot_id|>", "<|endoftext|>", "<|end_of_text|>", "</s>"
  };

  public ThinkSplit {
    requireNonNull(answer, "answer is null");
  }

  /**
   * Splits a text that holds both, or an answer alone. Null counts as empty. Takes time linear in
   * the text, whatever is in it.
   */
  public static ThinkSplit of(String text) {
    String whole = text == null ? "" : text;
    int begin = skipSpace(whole, 0, whole.length());
    int end = endWithoutTokens(whole, begin, whole.length());
    TraceDialect dialect = TraceDialect.of(whole.substring(begin, end));
    if (dialect != null) {
      return ofDialect(dialect);
    }
    if (find(whole, CLOSE, begin, end) < 0 && find(whole, OPEN, begin, end) < 0) {
      return unwrapped(null, whole.substring(begin, end), false);
    }
    StringBuilder trace = new StringBuilder();
    do {
      begin = startsWith(whole, OPEN, begin, end) ? begin + OPEN.length() : begin;
      int close = find(whole, CLOSE, begin, end);
      if (close < 0) {
        append(trace, whole.substring(begin, end));
        return new ThinkSplit(orNull(trace), "", true);
      }
      append(trace, whole.substring(begin, close));
      begin = skipSpace(whole, close + CLOSE.length(), end);
    } while (startsWith(whole, OPEN, begin, end));
    return unwrapped(orNull(trace), whole.substring(begin, end), begin == end);
  }

  private static ThinkSplit ofDialect(TraceDialect dialect) {
    StringBuilder trace = new StringBuilder();
    append(trace, dialect.trace() == null ? "" : dialect.trace());
    if (dialect.rest() == null) {
      return new ThinkSplit(orNull(trace), "", true);
    }
    int begin = skipSpace(dialect.rest(), 0, dialect.rest().length());
    int end = endWithoutTokens(dialect.rest(), begin, dialect.rest().length());
    return unwrapped(orNull(trace), dialect.rest().substring(begin, end), begin == end);
  }

  /**
   * Splits what came in two parts: the columns of a data set, or {@code reasoning_content} and
   * {@code content} of a reply. Think tags around the trace are taken off. A trace that the answer
   * holds besides is taken out of it; it is kept where it says something else. Null counts as
   * empty.
   */
  public static ThinkSplit of(String reasoning, String content) {
    ThinkSplit split = of(content);
    if (reasoning == null || withoutTags(reasoning).isEmpty()) {
      return split;
    }
    StringBuilder trace = new StringBuilder(withoutTags(reasoning));
    if (split.reasoning != null && !split.reasoning.contentEquals(trace)) {
      append(trace, split.reasoning);
    }
    return new ThinkSplit(
        trace.toString(), split.answer, split.truncated || split.answer.isEmpty());
  }

  private static String withoutTags(String reasoning) {
    String trace = reasoning.strip();
    trace = trace.startsWith(OPEN) ? trace.substring(OPEN.length()) : trace;
    return (trace.endsWith(CLOSE) ? trace.substring(0, trace.length() - CLOSE.length()) : trace)
        .strip();
  }

  /**
   * Returns what follows the last {@code </think>} of a reply, or the trace in another dialect; all
   * of it where there is none: for replies of which only the end counts, whatever their trace
   * holds.
   */
  public static String afterTrace(String reply) {
    int close = reply.lastIndexOf(CLOSE);
    if (close >= 0) {
      return reply.substring(close + CLOSE.length());
    }
    TraceDialect dialect = TraceDialect.of(reply);
    return dialect == null ? reply : dialect.rest() == null ? "" : dialect.rest();
  }

  /** Returns true if there is a trace. */
  public boolean hasReasoning() {
    return reasoning != null;
  }

  private static ThinkSplit unwrapped(String trace, String answer, boolean truncated) {
    if (!answer.startsWith(OPEN_ANSWER)) {
      return new ThinkSplit(trace, answer, truncated);
    }
    int begin = OPEN_ANSWER.length();
    if (answer.endsWith(CLOSE_ANSWER)) {
      begin = skipSpace(answer, begin, answer.length() - CLOSE_ANSWER.length());
      int end = endWithoutTokens(answer, begin, answer.length() - CLOSE_ANSWER.length());
      return new ThinkSplit(trace, answer.substring(begin, end), truncated);
    }
    boolean closed = answer.indexOf(CLOSE_ANSWER, begin) >= 0;
    return closed
        ? new ThinkSplit(trace, answer, truncated)
        : new ThinkSplit(trace, answer.substring(begin).strip(), true);
  }

  private static void append(StringBuilder trace, String block) {
    String text = block.strip();
    if (!text.isEmpty()) {
      trace.append(trace.isEmpty() ? "" : "\n\n").append(text);
    }
  }

  private static String orNull(StringBuilder trace) {
    return trace.isEmpty() ? null : trace.toString();
  }

  private static boolean startsWith(String text, String tag, int begin, int end) {
    return begin + tag.length() <= end && text.startsWith(tag, begin);
  }

  /** Returns the first position of {@code tag} between the two, or -1. */
  private static int find(String text, String tag, int begin, int end) {
    int found = text.indexOf(tag, begin);
    return found + tag.length() <= end ? found : -1;
  }

  private static int skipSpace(String text, int begin, int end) {
    int at = begin;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns the end of the text without white space and without the tokens that end a turn. */
  private static int endWithoutTokens(String text, int begin, int from) {
    int end = from;
    boolean again = true;
    while (again) {
      while (end > begin && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      again = false;
      for (String token : END_TOKENS) {
        int start = end - token.length();
        if (start >= begin && text.startsWith(token, start)) {
          end = start;
          again = true;
        }
      }
    }
    return end;
  }
}
