package io.medsift.endpoint;

/**
 * One choice of a completion.
 *
 * @param content null where the model wrote none
 * @param reasoning the trace in its own field, null for servers without one
 * @param finish why the model stopped: {@code stop} or {@code length}
 */
public record Reply(String content, String reasoning, String finish) {

  /** An answer without a trace, to its end. */
  public static Reply of(String content) {
    return new Reply(content, null, "stop");
  }

  /** An answer with a trace in its own field. */
  public static Reply of(String reasoning, String content) {
    return new Reply(content, reasoning, "stop");
  }

  /** An answer that the limit of tokens cut. */
  public static Reply cut(String content) {
    return new Reply(content, null, "length");
  }

  String words() {
    return (reasoning == null ? "" : reasoning) + " " + (content == null ? "" : content);
  }
}
