package io.medsift.sources.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.UnmappableRowException;

/**
 * The form of the a-m-team datasets: turns with an {@code info} each, the trace inside the answer
 * and again in the info of its turn.
 *
 * @param question the info of the last user turn
 * @param answer the info of the assistant turn after it
 */
record InfoTurns(Conversation conversation, JsonNode question, JsonNode answer) {
  static final ReadingOption TRACE =
      ReadingOption.ofRow("trace", "Where trace and answer were read", "info", "content");

  static InfoTurns of(String column, SourceRow row) throws UnmappableRowException {
    JsonNode turns = row.value(column);
    Conversation conversation = Conversation.of(column, turns);
    if (conversation.response() == null) {
      throw new UnmappableRowException("column '" + column + "' has no assistant turn at its end");
    }
    return new InfoTurns(
        conversation, info(turns, turns.size() - 2), info(turns, turns.size() - 1));
  }

  /** Trace and answer, from the info where it has both. */
  ThinkSplit completion(SourceRow row) throws UnmappableRowException {
    String trace = Cell.text("info.think_content", answer.get("think_content"));
    String text = Cell.text("info.answer_content", answer.get("answer_content"));
    if (trace != null && text != null) {
      row.use(TRACE.name(), "info");
      return ThinkSplit.of(trace, text);
    }
    row.use(TRACE.name(), "content");
    return row.split(conversation);
  }

  /** A field of either info, counted by the turn that has it; null where none has. */
  String either(String field, SourceRow row) throws UnmappableRowException {
    String ofQuestion = Cell.text("info." + field, question.get(field));
    String ofAnswer = Cell.text("info." + field, answer.get(field));
    String where = ofQuestion != null ? "user turn" : ofAnswer != null ? "assistant turn" : "none";
    row.use("info." + field, where);
    return ofQuestion != null ? ofQuestion : ofAnswer;
  }

  private static JsonNode info(JsonNode turns, int index) {
    return turns.path(index).has("info") ? turns.get(index).get("info") : MissingNode.getInstance();
  }
}
