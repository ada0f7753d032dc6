package io.medsift.sources.cells;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sample.Turn;
import io.medsift.sources.cells.Cell.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation up to one question: its last one that is answered, or its last one.
 *
 * @param system the system turns at the start, joined; null where there is none
 * @param history turns before the prompt
 * @param prompt the user's turn
 * @param reasoning the trace that is beside the response; null where there is none
 * @param response the assistant's turn that follows the prompt; null where there is none
 * @param leftOut what the turns hold and a sample has no place for, each once
 */
public record Conversation(
    String system,
    List<Turn> history,
    String prompt,
    String reasoning,
    String response,
    List<String> leftOut) {
  private static final String TRACE_OF_EARLIER_TURN = "trace of an earlier turn";
  private static final String TRACE_BEFORE_TOOL = "trace before a turn of a tool";

  public Conversation {
    history = List.copyOf(history);
    leftOut = List.copyOf(leftOut);
  }

  /** A conversation whose answer has no trace of its own. */
  public Conversation(String system, List<Turn> history, String prompt, String response) {
    this(system, history, prompt, null, response, List.of());
  }

  /** The same with this trace beside the response. */
  public Conversation withReasoning(String trace) {
    return new Conversation(system, history, prompt, trace, response, leftOut);
  }

  /** The conversation of a column: turns {@code {role, content}} or {@code {from, value}}. */
  public static Conversation of(String column, JsonNode turns) throws UnmappableRowException {
    return of(column, spoken(column, turns));
  }

  /** The conversation of turns that were read already. */
  public static Conversation ofTurns(String column, List<Turn> turns)
      throws UnmappableRowException {
    return of(
        column, turns.stream().map(turn -> new SpokenTurn(turn, null, true, List.of())).toList());
  }

  private static Conversation of(String column, List<SpokenTurn> turns)
      throws UnmappableRowException {
    int first = 0;
    StringBuilder system = new StringBuilder();
    while (first < turns.size() && role(turns, first).equals(SpokenTurn.SYSTEM)) {
      system.append(system.isEmpty() ? "" : "\n\n").append(turns.get(first++).turn().content());
    }
    int last = turns.size() - 1;
    SpokenTurn response = null;
    if (last >= first && role(turns, last).equals(SpokenTurn.ASSISTANT)) {
      response = turns.get(last--);
    }
    if (last < first || !role(turns, last).equals(SpokenTurn.USER)) {
      throw new UnmappableRowException(
          format(
              "column '%s' must end with a user's turn, or with one and its answer; its roles are"
                  + " %s",
              column, turns.stream().map(spoken -> spoken.turn().role()).toList()));
    }
    List<String> leftOut = new ArrayList<>();
    turns.forEach(spoken -> leftOut.addAll(spoken.leftOut()));
    if (turns.subList(0, last + 1).stream().anyMatch(spoken -> spoken.trace() != null)) {
      leftOut.add(TRACE_OF_EARLIER_TURN);
    }
    return new Conversation(
        system.isEmpty() ? null : system.toString(),
        turns.subList(first, last).stream().map(SpokenTurn::turn).toList(),
        turns.get(last).turn().content(),
        response == null ? null : response.trace(),
        response == null ? null : response.turn().content(),
        leftOut.stream().distinct().toList());
  }

  private static String role(List<SpokenTurn> turns, int number) {
    return role(turns.get(number));
  }

  /**
   * Turns {@code {role, content}} or {@code {from, value}}, under the roles user, assistant, system
   * and tool; none where the column is absent.
   */
  public static List<Turn> turns(String column, JsonNode value) throws UnmappableRowException {
    return spoken(column, value).stream().map(SpokenTurn::turn).toList();
  }

  // A trace on a turn of its own belongs to the answer after it, not to a call of a tool.
  private static List<SpokenTurn> spoken(String column, JsonNode value)
      throws UnmappableRowException {
    List<SpokenTurn> turns = new ArrayList<>();
    if (Cell.isAbsent(value)) {
      return turns;
    }
    StringBuilder trace = new StringBuilder();
    int number = -1;
    int traceNumber = -1;
    for (JsonNode element : list(column, value)) {
      SpokenTurn spoken = SpokenTurn.of(format(Locale.ROOT, "%s[%d]", column, ++number), element);
      if (!trace.isEmpty() && role(spoken).equals(SpokenTurn.TOOL)) {
        spoken = spoken.leavingOut(TRACE_BEFORE_TOOL);
        trace.setLength(0);
      }
      if (!trace.isEmpty() && spoken.whole() && !role(spoken).equals(SpokenTurn.ASSISTANT)) {
        break;
      }
      if (spoken.trace() != null) {
        traceNumber = number;
        trace.append(trace.isEmpty() ? "" : "\n\n").append(spoken.trace());
      }
      if (spoken.whole()) {
        turns.add(
            new SpokenTurn(
                spoken.turn(), trace.isEmpty() ? null : trace.toString(), true, spoken.leftOut()));
        trace.setLength(0);
      }
    }
    if (!trace.isEmpty()) {
      throw new UnmappableRowException(
          format(
              Locale.ROOT,
              "column '%s[%d]' is a trace that no answer follows",
              column,
              traceNumber));
    }
    return turns;
  }

  private static String role(SpokenTurn spoken) {
    return spoken.turn().role();
  }

  /** A list as it is, as JSON or as a Python literal, or as an object of lists, as datasets has. */
  private static JsonNode list(String column, JsonNode value) throws UnmappableRowException {
    JsonNode inside = value.isTextual() ? Literal.parse(value.textValue()) : value;
    JsonNode list = inside == null ? value : Cell.ofLists(inside);
    if (!list.isArray()) {
      throw Cell.wrong(column, value, "must be a list of turns");
    }
    return list;
  }

  /**
   * A conversation as one text in the template of Llama 3: {@code
   * <|start_header_id|>user<|end_header_id|>}, the text, {@code <|eot_id|>}. An assistant header
   * without text at the end asks the model to answer; it is no turn.
   */
  public static final class HeaderTemplate {
    private static final String HEADER = "<|start_header_id|>";
    private static final Pattern TURN =
        Pattern.compile(
            "<\\|start_header_id\\|>\\s*(\\w+)\\s*<\\|end_header_id\\|>(.*?)(?=<\\|start_header_id\\|>|\\z)",
            Pattern.DOTALL);
    private static final Pattern TOKENS = Pattern.compile("<\\|(eot_id|end_of_text)\\|>");

    private HeaderTemplate() {}

    /** Returns true if the text is of that form. */
    public static boolean matches(String text) {
      return text.contains(HEADER);
    }

    /** Its turns. */
    public static List<Turn> turns(String column, String text) throws UnmappableRowException {
      List<Turn> turns = new ArrayList<>();
      Matcher turn = TURN.matcher(text);
      while (turn.find()) {
        String content = TOKENS.matcher(turn.group(2)).replaceAll("").strip();
        if (!content.isEmpty()) {
          turns.add(new Turn(turn.group(1), content));
        }
      }
      if (turns.isEmpty()) {
        throw new UnmappableRowException("column '" + column + "' has headers and no turn");
      }
      return turns;
    }
  }
}
