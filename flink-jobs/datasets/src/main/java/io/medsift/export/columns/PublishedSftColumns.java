package io.medsift.export.columns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.medsift.sample.Turn;
import java.util.List;

/** The four columns of II-Medical-Reasoning-SFT. */
final class PublishedSftColumns {
  static final List<Column> ALL =
      List.of(
          new Column(
              "model",
              ColumnType.STRING,
              "Model that wrote the response; null where the source does not say.",
              row -> text(row.columns().model())),
          new Column(
              "question", ColumnType.STRING, "The prompt.", row -> text(row.columns().question())),
          new Column(
              "problem",
              ColumnType.STRING,
              "The prompt without instructions on the form of the answer; decontamination reads it.",
              row -> text(row.columns().problem())),
          new Column(
              "messages",
              ColumnType.MESSAGES,
              "The conversation: a system turn and earlier turns where there are any, the prompt,"
                  + " and the response with its trace between think tags.",
              row -> messages(row.columns().messages())));

  private PublishedSftColumns() {}

  static JsonNode text(String text) {
    return text == null ? null : TextNode.valueOf(text);
  }

  private static ArrayNode messages(List<Turn> turns) {
    ArrayNode messages = JsonNodeFactory.instance.arrayNode(turns.size());
    for (Turn turn : turns) {
      messages
          .addObject()
          .put(ColumnType.CONTENT, turn.content())
          .put(ColumnType.ROLE, turn.role());
    }
    return messages;
  }
}
