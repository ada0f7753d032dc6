package io.medsift.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Content of a chat message: text, or a list of parts {@code [{type: text, text}]}, of which those
 * of the type {@code thinking} or {@code reasoning} are its trace.
 *
 * @param text empty where there is none
 * @param trace empty where there is none
 */
public record MessageContent(String text, String trace) {
  private static final List<String> TEXTS_OF_A_PART =
      List.of("text", "thinking", "reasoning", "content", "summary", "parts");
  private static final Set<String> TEXT_PARTS =
      Set.of("text", "input_text", "output_text", "summary_text");
  private static final Set<String> TRACE_PARTS =
      Set.of(
          "thinking",
          "reasoning",
          "thought",
          "think",
          "reasoning_text",
          "reasoning.text",
          "reasoning.summary");

  /**
   * Returns the content of the value of a field.
   *
   * @throws IllegalArgumentException where it is neither text nor parts of text; the message says
   *     what it must be
   */
  public static MessageContent of(JsonNode value) {
    Parts parts = new Parts(false);
    parts.add(value, parts.text);
    return new MessageContent(parts.text.toString(), parts.trace.toString());
  }

  /**
   * The trace that the value of a field for one says; empty where there is none. Parts without text
   * are passed over: gateways give some that are encrypted.
   *
   * @throws IllegalArgumentException as {@link #of} does
   */
  public static String trace(JsonNode value) {
    Parts parts = new Parts(true);
    parts.add(value, parts.trace);
    return parts.trace.toString();
  }

  /** Returns the first field of an object that has text; null where none has. */
  private static JsonNode said(JsonNode part) {
    return TEXTS_OF_A_PART.stream()
        .map(part::path)
        .filter(value -> !value.isNull() && !value.isMissingNode())
        .findFirst()
        .orElse(null);
  }

  private static final class Parts {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder trace = new StringBuilder();
    private final boolean passesOver;

    private Parts(boolean passesOver) {
      this.passesOver = passesOver;
    }

    private void add(JsonNode value, StringBuilder to) {
      if (value == null || value.isNull() || value.isMissingNode()) {
        return;
      }
      if (value.isTextual()) {
        String part = value.textValue();
        to.append(to.isEmpty() || part.isEmpty() ? "" : "\n").append(part);
      } else if (value.isArray()) {
        for (JsonNode part : value) {
          if (!passesOver || !part.isObject() || said(part) != null) {
            add(part, to);
          }
        }
      } else {
        addPart(value, to);
      }
    }

    private void addPart(JsonNode part, StringBuilder to) {
      String type = part.path("type").asText("text");
      boolean isTrace = TRACE_PARTS.contains(type);
      JsonNode said = said(part);
      if ((!isTrace && !TEXT_PARTS.contains(type)) || said == null) {
        throw new IllegalArgumentException("must be text or a list of text parts");
      }
      add(said, isTrace ? trace : to);
    }
  }
}
