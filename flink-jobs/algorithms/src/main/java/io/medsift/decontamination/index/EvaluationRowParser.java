package io.medsift.decontamination.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.text.PythonWhitespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a line of an evaluation file into an item. */
final class EvaluationRowParser {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String set;
  private final EvaluationColumns columns;

  EvaluationRowParser(String set, EvaluationColumns columns) {
    this.set = set;
    this.columns = columns;
  }

  /**
   * @param index of the line in its file, from 0
   * @throws BadRow if the line is no item; its message says what is wrong with the line
   */
  EvaluationItem parse(String line, int index) throws BadRow {
    JsonNode row = read(line);
    if (!row.isObject()) {
      throw new BadRow("is not a JSON object");
    }
    return new EvaluationItem(
        set, id(row, index), question(row), options(row.get(columns.options())), answer(row));
  }

  private static JsonNode read(String text) throws BadRow {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadRow("is not JSON: " + e.getOriginalMessage());
    }
  }

  private String id(JsonNode row, int index) throws BadRow {
    JsonNode id = row.get(columns.id());
    if (isAbsent(id)) {
      return set + "-" + index;
    }
    if (!id.isValueNode()) {
      throw new BadRow("has an '" + columns.id() + "' that is neither text nor a number");
    }
    return id.asText();
  }

  private String question(JsonNode row) throws BadRow {
    JsonNode question = row.get(columns.question());
    if (isAbsent(question)) {
      throw new BadRow("has no '" + columns.question() + "'");
    }
    if (!question.isTextual()) {
      throw new BadRow("has a '" + columns.question() + "' that is not text");
    }
    if (PythonWhitespace.isBlank(question.textValue())) {
      throw new BadRow("has an empty '" + columns.question() + "'");
    }
    return question.textValue();
  }

  private Optional<String> answer(JsonNode row) {
    JsonNode answer = row.get(columns.answer());
    if (isAbsent(answer)) {
      return Optional.empty();
    }
    return Optional.of(answer.isValueNode() ? answer.asText() : answer.toString());
  }

  private List<AnswerOption> options(JsonNode node) throws BadRow {
    if (isAbsent(node)) {
      return List.of();
    }
    if (!node.isObject()) {
      throw new BadRow("has '" + columns.options() + "' that are not an object");
    }
    List<AnswerOption> options = new ArrayList<>(node.size());
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      // Tables of four and five choices pad the shorter rows with null.
      if (!field.getValue().isNull()) {
        options.add(new AnswerOption(field.getKey(), optionText(field.getValue())));
      }
    }
    return options;
  }

  private String optionText(JsonNode text) throws BadRow {
    if (!text.isValueNode()) {
      throw new BadRow("has an option that is neither text nor a number");
    }
    return text.asText();
  }

  private static boolean isAbsent(JsonNode node) {
    return node == null || node.isNull();
  }

  /** Says what is wrong with one line, in words that follow "line 7 ". */
  static final class BadRow extends Exception {
    BadRow(String problem) {
      super(problem);
    }
  }
}
