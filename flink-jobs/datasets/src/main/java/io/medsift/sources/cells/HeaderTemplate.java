package io.medsift.sources.cells;

import io.medsift.sample.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation as one text in the template of Llama 3: {@code
 * <|start_header_id|>user<|end_header_id|>}, the text, {@code <|eot_id|>}. An assistant header
 * without text at the end asks the model to answer; it is no turn.
 */
public final class HeaderTemplate {
  private static final String HEADER = "<|start_header_id|>";
  private static final Pattern TURN =
      Pattern.compile(
          "<\\|start_header_id\\|>\\s*(\\w+)\\s*<\\|end_header_id\\|>(.*?)(?=<\\|start_header_id\\|>|\\z)",
          Pattern.DOTALL);
  private static final Pattern TOKENS = Pattern.compile("<\\|(eot_id|end_of_text)\\|>");

  private HeaderTemplate() {}

  /** Whether the text is of that form. */
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
