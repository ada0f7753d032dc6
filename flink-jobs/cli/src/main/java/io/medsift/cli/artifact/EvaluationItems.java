package io.medsift.cli.artifact;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.evaluation.EvaluationReader;
import io.medsift.evaluation.EvaluationReader.EvaluationQuestion;
import io.medsift.review.text.Plural;
import io.medsift.rows.ReadRow;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import io.medsift.rows.RowReader;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.UnmappableRowException;
import io.medsift.text.PythonWhitespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The items of an evaluation set, from files of any format and layout. */
public final class EvaluationItems {
  private final BenchmarkSet set;
  private final EvaluationReader layout;
  private final List<EvaluationItem> items = new ArrayList<>();
  private final Map<String, Long> remarks = new TreeMap<>();
  private long rows;

  private EvaluationItems(BenchmarkSet set, EvaluationReader layout) {
    this.set = set;
    this.layout = layout;
  }

  /**
   * Reads a set. An item without an id has the name of the set and the number of its row, counted
   * through all files.
   *
   * @param remarks is told which texts may stand for no value, how often, and what they count as
   * @throws IOException if the file cannot be read or a row holds no question; the message names
   *     set, file and row
   */
  static List<EvaluationItem> read(
      BenchmarkSet set, EvaluationReader layout, Consumer<String> remarks) throws IOException {
    EvaluationItems items = new EvaluationItems(set, layout);
    for (RowFile file : set.files()) {
      items.add(file);
    }
    if (items.items.isEmpty()) {
      throw new EmptySetException(set);
    }
    items.remarks.forEach(
        (remark, rows) ->
            remarks.accept(format("%s: %s in %s.", set.name(), remark, Plural.of(rows, "row"))));
    return items.items;
  }

  private void add(RowFile file) throws IOException {
    try (RowReader reader = file.open(RowLimits.DEFAULT)) {
      for (ReadRow row = reader.next(); row != null; row = reader.next(), rows++) {
        if (row instanceof MalformedRow malformed) {
          throw unreadable(row, malformed.problem());
        } else if (row instanceof FileRow whole) {
          add(whole);
        }
      }
    }
  }

  private void add(FileRow row) throws IOException {
    for (Map.Entry<String, JsonNode> column : row.columns().properties()) {
      remark(column.getKey(), Cell.textsOfNone(column.getValue()), "counts as no value");
      remark(column.getKey(), Cell.textsLikeNone(column.getValue()), "counts as text");
    }
    try {
      for (EvaluationQuestion question : layout.questions(row.columns())) {
        items.add(item(question, row));
      }
    } catch (UnmappableRowException e) {
      throw unreadable(row, e.getMessage());
    }
  }

  private void remark(String column, Set<String> texts, String meaning) {
    for (String text : texts) {
      remarks.merge(format("'%s' in the column '%s' %s", text, column, meaning), 1L, Long::sum);
    }
  }

  private EvaluationItem item(EvaluationQuestion question, FileRow row) throws IOException {
    // An index takes no question of control characters, which are no white space elsewhere.
    if (PythonWhitespace.isBlank(question.question())) {
      throw unreadable(row, "its question is empty");
    }
    List<EvaluationItem.Option> options = new ArrayList<>();
    question
        .options()
        .forEach((letter, text) -> options.add(new EvaluationItem.Option(letter, text)));
    String id = question.id() == null ? row.key() : question.id();
    return new EvaluationItem(
        set.name(),
        id == null ? set.name() + "-" + rows : id,
        question.question(),
        options,
        Optional.ofNullable(question.answer()));
  }

  private IOException unreadable(ReadRow row, String problem) {
    return new IOException(
        format(
            Locale.ROOT,
            "evaluation set '%s': row %,d of %s: %s",
            set.name(),
            row.number() + 1,
            row.file(),
            problem));
  }

  /** An evaluation set has no rows. The message is for people. */
  public static final class EmptySetException extends IOException {
    private static final long serialVersionUID = 1L;

    EmptySetException(BenchmarkSet set) {
      super(set.source() + " is empty: the evaluation set '" + set.name() + "' has no rows");
    }
  }
}
