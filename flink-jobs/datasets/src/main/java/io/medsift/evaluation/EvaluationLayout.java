package io.medsift.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.evaluation.EvaluationReader.EvaluationQuestion;
import io.medsift.sample.Turn;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.OptionsCell;
import io.medsift.sources.cells.UnmappableRowException;
import io.medsift.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Layout of a row that holds a question. A row is read by the first layout that fits its columns.
 */
public enum EvaluationLayout {
  /** HealthBench: {@code prompt} is a list of turns, whose contents are the question. */
  TURNS("a list of turns under prompt, as HealthBench has it") {
    @Override
    boolean fits(JsonNode row) {
      return row.path("prompt").isArray() || row.path("messages").isArray();
    }

    @Override
    EvaluationQuestion read(JsonNode row) throws UnmappableRowException {
      String column = row.path("prompt").isArray() ? "prompt" : "messages";
      List<Turn> turns = Conversation.turns(column, row.get(column));
      String text = turns.stream().map(Turn::content).collect(Collectors.joining("\n"));
      return question(row, column, text, Map.of(), null);
    }
  },
  /** GPQA: a correct answer and three incorrect ones, each in a column, without letters. */
  GPQA("Question, Correct Answer, Incorrect Answer 1 to 3, as GPQA has them") {
    @Override
    boolean fits(JsonNode row) {
      return row.has("Question") && row.has("Correct Answer");
    }

    @Override
    EvaluationQuestion read(JsonNode row) throws UnmappableRowException {
      Map<String, String> options =
          OptionsCell.ofColumns(
              row,
              "Correct Answer",
              "Incorrect Answer 1",
              "Incorrect Answer 2",
              "Incorrect Answer 3");
      return question(
          row,
          "Question",
          Cell.required("Question", row.get("Question")),
          options,
          row.get("Correct Answer"));
    }
  },
  /** MedMCQA, MedBullets: an option in each of {@code opa} to {@code ope}. */
  OPTION_COLUMNS("question, opa, opb, ..., as MedMCQA and MedBullets have them") {
    @Override
    boolean fits(JsonNode row) {
      return row.has("question") && row.has("opa");
    }

    @Override
    EvaluationQuestion read(JsonNode row) throws UnmappableRowException {
      Map<String, String> options = OptionsCell.ofColumns(row, "opa", "opb", "opc", "opd", "ope");
      return question(
          row,
          "question",
          Cell.required("question", row.get("question")),
          options,
          first(row, "answer", "answer_idx"));
    }
  },
  /** MedQA for language models: {@code sent1}, {@code ending0} and so on. */
  ENDINGS("sent1, ending0, ending1, ..., as the -hf form of MedQA has them") {
    @Override
    boolean fits(JsonNode row) {
      return row.has("sent1") && row.has("ending0");
    }

    @Override
    EvaluationQuestion read(JsonNode row) throws UnmappableRowException {
      Map<String, String> options =
          OptionsCell.ofColumns(row, "ending0", "ending1", "ending2", "ending3", "ending4");
      String stem = Cell.required("sent1", row.get("sent1"));
      String second = Cell.text("sent2", row.get("sent2"));
      String text = second == null ? stem : stem + " " + second;
      return question(row, "sent1", text, options, null);
    }
  },
  /**
   * A question and its options in one column, in whatever form: the common row, MMLU-Pro,
   * MedXpertQA, HLE, MedQA, PubMedQA; without options an open question.
   */
  QUESTION("question or problem, with or without options or choices: the common row, and most") {
    @Override
    boolean fits(JsonNode row) {
      return questionColumn(row) != null;
    }

    @Override
    EvaluationQuestion read(JsonNode row) throws UnmappableRowException {
      String column = questionColumn(row);
      if (column == null) {
        throw new UnmappableRowException("it has no 'question'");
      }
      JsonNode text = row.get(column);
      if (!text.isTextual()) {
        throw Cell.wrong(column, text, "must be text");
      }
      String optionColumn = row.has("choices") && !row.has("options") ? "choices" : "options";
      return question(
          row,
          column,
          text.textValue(),
          OptionsCell.of(optionColumn, row.get(optionColumn)),
          first(row, "answer", "label", "answer_idx", "final_decision"));
    }
  };

  private static final List<String> QUESTIONS =
      List.of("question", "problem", "Question", "QUESTION");
  private static final List<String> IDS =
      List.of("id", "question_id", "prompt_id", "Record ID", "pubid", "idx", "key");

  private final String words;

  EvaluationLayout(String words) {
    this.words = words;
  }

  /** Returns true if a row has the columns of this layout. */
  abstract boolean fits(JsonNode row);

  /** The question of a row. */
  abstract EvaluationQuestion read(JsonNode row) throws UnmappableRowException;

  /** The name by which it is asked for: {@code option-columns}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Description of the layout, for people. */
  public String words() {
    return words;
  }

  private static EvaluationQuestion question(
      JsonNode row, String column, String text, Map<String, String> options, JsonNode answer)
      throws UnmappableRowException {
    if (Text.isBlank(text)) {
      throw new UnmappableRowException("its '" + column + "' is empty");
    }
    return new EvaluationQuestion(id(row), text, options, answer(answer));
  }

  private static String id(JsonNode row) throws UnmappableRowException {
    for (String column : IDS) {
      JsonNode id = row.get(column);
      if (!Cell.isAbsent(id)) {
        if (!id.isValueNode()) {
          throw Cell.wrong(column, id, "must be text or a number");
        }
        return id.asText();
      }
    }
    return null;
  }

  private static String answer(JsonNode answer) {
    if (Cell.isAbsent(answer)) {
      return null;
    }
    return answer.isValueNode() ? answer.asText() : answer.toString();
  }

  private static JsonNode first(JsonNode row, String... columns) {
    for (String column : columns) {
      if (!Cell.isAbsent(row.get(column))) {
        return row.get(column);
      }
    }
    return null;
  }

  private static String questionColumn(JsonNode row) {
    for (String column : QUESTIONS) {
      if (!Cell.isAbsent(row.get(column))) {
        return column;
      }
    }
    return null;
  }
}
