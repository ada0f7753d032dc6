package io.medsift.export.card;

import io.medsift.codec.PublishedRow;
import io.medsift.sample.Turn;
import java.util.List;
import java.util.Locale;

/** Texts that are measured, in characters (code points). */
public enum Measure {
  QUESTION,
  /** The last turn, if it is the model's: trace and answer with their tags. */
  COMPLETION,
  /** What stands between the think tags of the completion, trimmed. */
  TRACE;

  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  /** The length of the text, or -1 where the row has none. */
  long of(PublishedRow row) {
    return switch (this) {
      case QUESTION -> characters(row.columns().question());
      case COMPLETION -> characters(completion(row));
      case TRACE -> characters(trace(completion(row)));
    };
  }

  /** The key in {@code statistics.json}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String completion(PublishedRow row) {
    List<Turn> messages = row.columns().messages();
    Turn last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
    return last == null || !last.role().equals("assistant") ? null : last.content();
  }

  private static String trace(String completion) {
    int end = completion == null ? -1 : completion.indexOf(CLOSE);
    if (end < 0) {
      return null;
    }
    int start = completion.startsWith(OPEN) ? OPEN.length() : 0;
    return completion.substring(Math.min(start, end), end).strip();
  }

  private static long characters(String text) {
    return text == null ? -1 : text.codePointCount(0, text.length());
  }
}
