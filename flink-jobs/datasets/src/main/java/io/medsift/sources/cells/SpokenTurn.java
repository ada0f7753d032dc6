package io.medsift.sources.cells;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.codec.Text;
import io.medsift.sample.Turn;
import io.medsift.sources.UnmappableRowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
  private static final String TOOL = "tool";
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
          "reasoning_details",
          "thought",
          "thoughts",
          "think",
          "chain_of_thought",
          "cot");
  private static final List<String> TEXTS_OF_A_PART =
      List.of("text", "thinking", "reasoning", "content", "summary", "parts");
  private static final Set<String> TEXT_PARTS =
      Set.of("text", "input_text", "output_text", "summary_text");
  private static final Set<String> TRACE_PARTS =
      Set.of("thinking", "reasoning", "thought", "reasoning.text", "reasoning.summary", "think");
  private static final List<String> NO_PLACE =
      List.of("tool_calls", "function_call", "images", "image", "audio", "videos", "annotations");

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
    append(trace, ofField);
    StringBuilder text = new StringBuilder();
    String field = CONTENTS.stream().filter(name -> !isAbsent(turn, name)).findFirst().orElse(null);
    if (field != null) {
      content(at + "." + field, turn.get(field), text, trace);
    }
    for (String name : NO_PLACE) {
      JsonNode held = turn.path(name);
      if (!Cell.isAbsent(held) && !(held.isContainerNode() && held.isEmpty())) {
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
      // Some templates have a switch of that name.
      if (Cell.isAbsent(value) || value.isBoolean()) {
        continue;
      }
      StringBuilder text = new StringBuilder();
      parts(at + "." + name, value, text, text);
      String found = text.toString().strip();
      if (trace != null && !found.isEmpty() && !found.equals(trace)) {
        throw new UnmappableRowException(
            format("column '%s.%s' holds another trace than a field beside it", at, name));
      }
      trace = found.isEmpty() ? trace : found;
    }
    return trace;
  }

  /** Adds text, or the parts of a list {@code [{type: text, text}]}, each where it belongs. */
  private static void content(
      String column, JsonNode value, StringBuilder text, StringBuilder trace)
      throws UnmappableRowException {
    if (value.isValueNode()) {
      text.append(Cell.written(column, value));
    } else {
      parts(column, value, text, trace);
    }
  }

  private static void parts(String column, JsonNode value, StringBuilder text, StringBuilder trace)
      throws UnmappableRowException {
    if (value.isTextual()) {
      append(text, value.textValue());
    } else if (value.isArray()) {
      for (JsonNode part : value) {
        parts(column, part, text, trace);
      }
    } else if (!Cell.isAbsent(value)) {
      part(column, value, text, trace);
    }
  }

  private static void part(String column, JsonNode part, StringBuilder text, StringBuilder trace)
      throws UnmappableRowException {
    String type = part.path("type").asText("text");
    boolean isTrace = TRACE_PARTS.contains(type);
    String field =
        TEXTS_OF_A_PART.stream().filter(name -> !isAbsent(part, name)).findFirst().orElse(null);
    if ((!isTrace && !TEXT_PARTS.contains(type)) || field == null) {
      throw Cell.wrong(column, part, "must be text or a list of text parts");
    }
    StringBuilder to = isTrace ? trace : text;
    parts(column, part.get(field), to, to);
  }

  private static void append(StringBuilder all, String text) {
    if (text != null && !text.isEmpty()) {
      all.append(all.isEmpty() ? "" : "\n").append(text);
    }
  }
}
