package io.medsift.sources.cells;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.reasoning.MessageContent;
import io.medsift.sample.Turn;
import io.medsift.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One turn as a column has it: {@code {role, content}} or {@code {from, value}}, its content text
 * or a list of parts, its trace a field or a part of its own.
 *
 * @param trace null where there is none
 * @param whole whether it is said to the user; else it is a trace that an answer follows
 * @param leftOut what it holds besides and a sample has no place for
 */
record SpokenTurn(Turn turn, String trace, boolean whole, List<String> leftOut) {
  static final String USER = "user";
  static final String ASSISTANT = "assistant";
  static final String SYSTEM = "system";
  static final String TOOL = "tool";
  private static final String THOUGHT = "thought";
  private static final Map<String, String> ROLES =
      Map.ofEntries(
          Map.entry("user", USER),
          Map.entry("human", USER),
          Map.entry("prompter", USER),
          Map.entry("assistant", ASSISTANT),
          Map.entry("gpt", ASSISTANT),
          Map.entry("model", ASSISTANT),
          Map.entry("chatgpt", ASSISTANT),
          Map.entry("bot", ASSISTANT),
          Map.entry("system", SYSTEM),
          Map.entry("developer", SYSTEM),
          Map.entry("tool", TOOL),
          Map.entry("function", TOOL),
          Map.entry("function_call", TOOL),
          Map.entry("observation", TOOL),
          Map.entry("reasoning", THOUGHT),
          Map.entry("thinking", THOUGHT),
          Map.entry("thought", THOUGHT),
          Map.entry("analysis", THOUGHT));
  private static final List<String> CONTENTS = List.of("content", "value", "text");
  private static final List<String> TRACES =
      List.of(
          "reasoning_content",
          "reasoning",
          "thinking",
          "reasoning_text",
          "thought",
          "thoughts",
          "think",
          "chain_of_thought",
          "cot");
  private static final List<String> DETAILS = List.of("reasoning_details", "thinking_blocks");
  private static final String PARTS = "parts";

  /** Fields that a sample needs no place for: they say nothing that was said. */
  private static final Set<String> OTHER_FIELDS =
      Set.of("role", "from", "channel", "id", "index", "type", "timestamp", "created_at");

  /** The turn of an element of a list. */
  static SpokenTurn of(String at, JsonNode turn) throws UnmappableRowException {
    if (!turn.isObject()) {
      throw Cell.wrong(at, turn, "must be a turn {role, content} or {from, value}");
    }
    boolean named = turn.has("role");
    String roleName = at + (named ? ".role" : ".from");
    String role = role(roleName, Cell.required(roleName, turn.get(named ? "role" : "from")));
    List<String> leftOut = new ArrayList<>();
    StringBuilder trace = new StringBuilder();
    String ofField = trace(at, turn);
    for (String details : DETAILS) {
      if (holds(turn, details) && maySay(turn.get(details))) {
        String ofDetails = ofField == null ? said(at + "." + details, turn.get(details)) : "";
        if (ofDetails.isEmpty()) {
          leftOut.add(details);
        } else {
          ofField = ofDetails;
        }
      }
    }
    append(trace, ofField);
    StringBuilder text = new StringBuilder();
    String field = CONTENTS.stream().filter(name -> !isAbsent(turn, name)).findFirst().orElse(null);
    if (field != null) {
      MessageContent content = content(at + "." + field, turn.get(field));
      append(text, content.text());
      append(trace, content.trace());
    }
    if (field == null && holds(turn, PARTS)) {
      addParts(at + "." + PARTS, turn.get(PARTS), text, trace);
    }
    for (Map.Entry<String, JsonNode> held : turn.properties()) {
      String name = held.getKey();
      boolean read = CONTENTS.contains(name) || TRACES.contains(name) || DETAILS.contains(name);
      boolean parts = field == null && name.equals(PARTS);
      if (!read && !parts && !OTHER_FIELDS.contains(name) && holds(turn, name)) {
        leftOut.add(name);
      }
    }
    boolean thought = role.equals(THOUGHT) || isAside(turn);
    if (thought) {
      append(trace, text.toString());
      text.setLength(0);
    }
    return new SpokenTurn(
        new Turn(thought ? ASSISTANT : role, text.toString()),
        trace.isEmpty() ? null : trace.toString(),
        !thought,
        leftOut);
  }

  /** The parts of Gemini: {@code {text}}, or {@code {text, thought: true}} for its trace. */
  private static void addParts(String at, JsonNode parts, StringBuilder text, StringBuilder trace)
      throws UnmappableRowException {
    if (!parts.isArray()) {
      throw Cell.wrong(at, parts, "must be a list of parts");
    }
    for (JsonNode part : parts) {
      JsonNode said = part.isObject() ? part.path("text") : part;
      if (!said.isTextual()) {
        throw Cell.wrong(at, parts, "must be a list of parts of text");
      }
      append(part.path("thought").asBoolean() ? trace : text, said.textValue());
    }
  }

  /** The same, which leaves out one thing more. */
  SpokenTurn leavingOut(String what) {
    return new SpokenTurn(
        turn, trace, whole, Stream.concat(leftOut.stream(), Stream.of(what)).toList());
  }

  private static boolean holds(JsonNode turn, String field) {
    JsonNode held = turn.path(field);
    return !Cell.isAbsent(held) && !(held.isContainerNode() && held.isEmpty());
  }

  private static boolean isAbsent(JsonNode turn, String field) {
    return Cell.isAbsent(turn.get(field));
  }

  // gpt-oss says on a channel of its own what it thinks.
  private static boolean isAside(JsonNode turn) {
    String channel = turn.path("channel").asText("");
    return channel.equals("analysis") || channel.equals("commentary");
  }

  private static String role(String column, String name) throws UnmappableRowException {
    String role = ROLES.get(Text.lowerCase(name.strip()));
    if (role == null) {
      throw new UnmappableRowException(
          format(
              "column '%s' must be one of %s, got '%s'",
              column, ROLES.keySet().stream().sorted().toList(), name));
    }
    return role;
  }

  /** The trace in a field beside the content; null where there is none. */
  private static String trace(String at, JsonNode turn) throws UnmappableRowException {
    String trace = null;
    for (String name : TRACES) {
      JsonNode value = turn.path(name);
      if (!maySay(value)) {
        continue;
      }
      String found = said(at + "." + name, value);
      if (trace != null && !found.isEmpty() && !found.equals(trace)) {
        throw new UnmappableRowException(
            format("column '%s.%s' holds another trace than a field beside it", at, name));
      }
      trace = found.isEmpty() ? trace : found;
    }
    return trace;
  }

  // Some templates have a switch or a budget of the name of a trace.
  private static boolean maySay(JsonNode value) {
    return !Cell.isAbsent(value) && !value.isBoolean() && !value.isNumber();
  }

  private static String said(String column, JsonNode value) throws UnmappableRowException {
    try {
      return MessageContent.trace(value).strip();
    } catch (IllegalArgumentException e) {
      throw Cell.wrong(column, value, e.getMessage());
    }
  }

  private static MessageContent content(String column, JsonNode value)
      throws UnmappableRowException {
    if (value.isNumber() || value.isBoolean() || value.isBinary()) {
      return new MessageContent(Cell.written(column, value), "");
    }
    try {
      return MessageContent.of(value);
    } catch (IllegalArgumentException e) {
      throw Cell.wrong(column, value, e.getMessage());
    }
  }

  private static void append(StringBuilder all, String text) {
    if (text != null && !text.isEmpty()) {
      all.append(all.isEmpty() ? "" : "\n").append(text);
    }
  }
}
