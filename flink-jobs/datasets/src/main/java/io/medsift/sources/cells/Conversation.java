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

/**
 * A conversation up to one question: its last one that is answered, or its last one.
 *
 * @param system the system turns at the start, joined; null where there is none
 * @param history turns before the prompt
 * @param prompt the user's turn
 * @param response the assistant's turn that follows the prompt; null where there is none
 */
public record Conversation(String system, List<Turn> history, String prompt, String response) {
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";
  private static final String SYSTEM = "system";
  private static final String TOOL = "tool";
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
          Map.entry("observation", TOOL));

  public Conversation {
    history = List.copyOf(history);
  }

  /** The conversation of a column: turns {@code {role, content}} or {@code {from, value}}. */
  public static Conversation of(String column, JsonNode turns) throws UnmappableRowException {
    return of(column, turns(column, turns));
  }

  /** The conversation of turns that were read already. */
  public static Conversation of(String column, List<Turn> turns) throws UnmappableRowException {
    int first = 0;
    StringBuilder system = new StringBuilder();
    while (first < turns.size() && turns.get(first).role().equals(SYSTEM)) {
      system.append(system.isEmpty() ? "" : "\n\n").append(turns.get(first++).content());
    }
    int last = turns.size() - 1;
    String response = null;
    if (last >= first && turns.get(last).role().equals(ASSISTANT)) {
      response = turns.get(last--).content();
    }
    if (last < first || !turns.get(last).role().equals(USER)) {
      throw new UnmappableRowException(
          format(
              "column '%s' must end with a user's turn, or with one and its answer; its roles are"
                  + " %s",
              column, turns.stream().map(Turn::role).toList()));
    }
    return new Conversation(
        system.isEmpty() ? null : system.toString(),
        turns.subList(first, last),
        turns.get(last).content(),
        response);
  }

  /**
   * Turns {@code {role, content}} or {@code {from, value}}, under the roles user, assistant, system
   * and tool; none where the column is absent.
   */
  public static List<Turn> turns(String column, JsonNode value) throws UnmappableRowException {
    List<Turn> turns = new ArrayList<>();
    if (Cell.isAbsent(value)) {
      return turns;
    }
    if (!value.isArray()) {
      throw Cell.wrong(column, value, "must be a list of turns");
    }
    for (JsonNode turn : value) {
      String at = format(Locale.ROOT, "%s[%d]", column, turns.size());
      if (!turn.isObject()) {
        throw Cell.wrong(at, turn, "must be a turn {role, content} or {from, value}");
      }
      boolean named = turn.has("role");
      String roleName = named ? at + ".role" : at + ".from";
      String contentName = named ? at + ".content" : at + ".value";
      String role = Cell.required(roleName, turn.get(named ? "role" : "from"));
      turns.add(
          new Turn(
              role(roleName, role), content(contentName, turn.get(named ? "content" : "value"))));
    }
    return turns;
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

  /** Text, or the text parts of a list {@code [{type: text, text}]}. */
  private static String content(String column, JsonNode value) throws UnmappableRowException {
    if (Cell.isAbsent(value)) {
      return "";
    }
    if (value.isValueNode()) {
      return value.asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : value) {
      if (!part.path("type").asText("text").equals("text") || !part.path("text").isTextual()) {
        throw Cell.wrong(column, value, "must be text or a list of text parts");
      }
      text.append(text.isEmpty() ? "" : "\n").append(part.get("text").textValue());
    }
    return text.toString();
  }
}
