package io.medsift.evaluation;

import static java.lang.String.format;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.recipe.NearestName;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the questions of evaluation sets. Beside a row for each question it takes what holds many:
 *
 * <ul>
 *   <li>an object of columns, {@code {"question": {"0": "…", "1": "…"}, "opa": {…}}}, or of lists
 *   <li>an object of sets, {@code {"MedQA_test": [{…}, {…}], "NEJM": […]}}
 *   <li>an object of questions by their ids, as PubMedQA has them
 * </ul>
 */
public final class EvaluationReader {
  private final EvaluationLayout layout;

  private EvaluationReader(EvaluationLayout layout) {
    this.layout = layout;
  }

  /** Reads each row by the layout that its columns show. */
  public static EvaluationReader byColumns() {
    return new EvaluationReader(null);
  }

  /**
   * Reads all rows by the layout of that name.
   *
   * @throws IllegalArgumentException if there is none; the message is for people
   */
  public static EvaluationReader named(String layout) {
    for (EvaluationLayout known : EvaluationLayout.values()) {
      if (known.wireName().equals(layout)) {
        return new EvaluationReader(known);
      }
    }
    throw NearestName.unknown("there is no layout", layout, layouts());
  }

  /** The names of the layouts. */
  public static List<String> layouts() {
    return Arrays.stream(EvaluationLayout.values()).map(EvaluationLayout::wireName).toList();
  }

  /**
   * The questions of a row, one as a rule.
   *
   * @throws UnmappableRowException if it holds none; the message says what it lacks
   */
  public List<EvaluationQuestion> questions(JsonNode row) throws UnmappableRowException {
    List<EvaluationQuestion> questions = new ArrayList<>();
    if (isOfColumns(row)) {
      for (Map.Entry<String, ObjectNode> turned : turned(row).entrySet()) {
        add(turned.getValue(), turned.getKey(), questions);
      }
    } else if (fits(row)) {
      questions.add(read(row));
    } else if (isOf(row, EvaluationReader::isList)) {
      for (Map.Entry<String, JsonNode> set : row.properties()) {
        int number = 0;
        for (JsonNode element : set.getValue()) {
          add(element, set.getKey() + "-" + number++, questions);
        }
      }
    } else if (isOf(row, this::fits)) {
      for (Map.Entry<String, JsonNode> question : row.properties()) {
        add(question.getValue(), question.getKey(), questions);
      }
    } else {
      questions.add(read(row));
    }
    return questions;
  }

  private void add(JsonNode row, String at, List<EvaluationQuestion> questions)
      throws UnmappableRowException {
    try {
      EvaluationQuestion read = read(row);
      questions.add(
          read.id() != null
              ? read
              : new EvaluationQuestion(at, read.question(), read.options(), read.answer()));
    } catch (UnmappableRowException e) {
      throw new UnmappableRowException(format("'%s': %s", at, e.getMessage()));
    }
  }

  private EvaluationQuestion read(JsonNode row) throws UnmappableRowException {
    if (layout != null) {
      return layout.read(row);
    }
    for (EvaluationLayout candidate : EvaluationLayout.values()) {
      if (candidate.fits(row)) {
        return candidate.read(row);
      }
    }
    throw new UnmappableRowException(
        "it has no 'question'; its columns are "
            + row.properties().stream().map(Map.Entry::getKey).limit(20).toList());
  }

  private boolean fits(JsonNode row) {
    return layout != null
        ? layout.fits(row)
        : Arrays.stream(EvaluationLayout.values()).anyMatch(candidate -> candidate.fits(row));
  }

  private interface Test {
    boolean of(JsonNode value);
  }

  private static boolean isOf(JsonNode row, Test test) {
    return !row.isEmpty() && row.properties().stream().allMatch(field -> test.of(field.getValue()));
  }

  private static boolean isList(JsonNode value) {
    return value.isArray() && !value.isEmpty() && value.get(0).isObject();
  }

  /**
   * Returns true if the question is a container of texts, and every column one of as many values.
   */
  private static boolean isOfColumns(JsonNode row) {
    JsonNode questions = row.path("question");
    return questions.isContainerNode()
        && !questions.isEmpty()
        && questions.elements().next().isValueNode()
        && isOf(row, JsonNode::isContainerNode);
  }

  /** Rows of an object of columns, by the key of the row, or its number where columns are lists. */
  private static Map<String, ObjectNode> turned(JsonNode columns) throws UnmappableRowException {
    Map<String, ObjectNode> rows = new LinkedHashMap<>();
    int expected = columns.get("question").size();
    for (Map.Entry<String, JsonNode> column : columns.properties()) {
      if (column.getValue().size() != expected) {
        throw new UnmappableRowException(
            format(
                "column '%s' has %s values, but 'question' has %s",
                column.getKey(), column.getValue().size(), expected));
      }
      int number = 0;
      if (column.getValue().isArray()) {
        for (JsonNode value : column.getValue()) {
          put(rows, String.valueOf(number++), column.getKey(), value);
        }
      } else {
        for (Map.Entry<String, JsonNode> value : column.getValue().properties()) {
          put(rows, value.getKey(), column.getKey(), value.getValue());
        }
      }
    }
    return rows;
  }

  private static void put(Map<String, ObjectNode> rows, String key, String column, JsonNode value) {
    ObjectNode row = rows.computeIfAbsent(key, k -> JsonNodeFactory.instance.objectNode());
    row.set(column, Cell.isAbsent(value) ? JsonNodeFactory.instance.nullNode() : value);
  }

  /**
   * One question of an evaluation set.
   *
   * @param id as published; null where it has none
   * @param question as published, never blank
   * @param options letter to text in the order of the file, as published; empty for an open
   *     question
   * @param answer as published; null where there is none
   */
  public record EvaluationQuestion(
      String id, String question, Map<String, String> options, String answer) {
    public EvaluationQuestion {
      requireNonNull(question, "question is null");
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
  }
}
