package io.medsift.sources;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.Sample;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A dataset, and how its rows become samples. Keeps nothing between rows. */
public interface Source {

  /** Returns the description of the dataset. */
  SourceCard card();

  /** The points on which its rows can be read in several ways. */
  default List<ReadingOption> readings() {
    return List.of();
  }

  /**
   * The parts of a sample whose columns a user may name, with the columns that are tried where the
   * user names none; empty where the columns are known.
   */
  default Map<SamplePart, List<String>> parts() {
    return Map.of();
  }

  /**
   * The samples of one row.
   *
   * @throws UnmappableRowException when the row lacks what a sample needs
   */
  List<Sample> samples(SourceRow row) throws UnmappableRowException;

  /** Returns the readings that this row shows and that hold for its file, by name. */
  default Map<String, String> shownBy(FileRow row) {
    return Map.of();
  }

  /**
   * A mapper of rows.
   *
   * @param tally counts which readings the rows used
   * @throws IllegalArgumentException if the settings do not fit the source; the message is for
   *     people
   */
  default RowMapper mapper(SourceSettings settings, ReadingTally tally) {
    settings.requireFit(this);
    return row -> {
      countTextsOfNone(row, tally);
      return samples(new SourceRow(this, row, settings, tally));
    };
  }

  /**
   * Returns true if a file has to be looked through, with {@link #settled}, before it is mapped.
   */
  default boolean mustLookThrough(SourceSettings settings) {
    return readings().stream()
        .anyMatch(
            reading ->
                reading.by() == ReadingOption.DecidedBy.FILE
                    && !settings.readings().containsKey(reading.name()));
  }

  /**
   * The settings with the readings that the rows of a file show. Takes rows until all are settled;
   * what the user has set, and what no row shows, stays as it is.
   */
  default SourceSettings settled(SourceSettings settings, Iterator<FileRow> rowsOfFile) {
    SourceSettings settled = settings;
    while (mustLookThrough(settled) && rowsOfFile.hasNext()) {
      for (Map.Entry<String, String> shown : shownBy(rowsOfFile.next()).entrySet()) {
        if (!settled.readings().containsKey(shown.getKey())) {
          settled = settled.withReading(shown.getKey(), shown.getValue());
        }
      }
    }
    return settled;
  }

  private static void countTextsOfNone(FileRow row, ReadingTally tally) {
    for (Map.Entry<String, JsonNode> column : row.columns().properties()) {
      for (String text : Cell.textsOfNone(column.getValue())) {
        tally.count("text '" + text + "' counted as no value", column.getKey());
      }
    }
  }

  /**
   * Makes samples of the rows of one dataset. Keeps nothing between rows; safe for many threads.
   */
  interface RowMapper {

    /**
     * The samples of a row: one as a rule, several where a row holds several responses, none where
     * the dataset marks the row as not meant for this use.
     *
     * <p>Ids depend on the content of the row alone, so that they are the same for ever: the
     * source's name, and the row's own id where the dataset has one that is unique, else a hash of
     * the columns.
     *
     * @throws UnmappableRowException when the row lacks what a sample needs
     */
    List<Sample> map(FileRow row) throws UnmappableRowException;
  }

  /** A part of a sample that a column of users' own files can hold, and the usual names of such. */
  enum SamplePart {
    ID("id"),
    SOURCE("source"),
    TRACK("track"),
    /** Says medical where a row needs no domain gate. */
    DOMAIN("domain"),
    PROMPT("prompt question problem query"),
    /** Comes after the prompt, on lines of its own. */
    INPUT(""),
    /** Turns, of which the last question is the prompt and its answer the response. */
    MESSAGES(""),
    HISTORY("history"),
    SYSTEM("system system_prompt"),
    OPTIONS("options choices"),
    /** The letter of the correct option. */
    LETTER("answer_idx answer_letter"),
    REFERENCE("reference reference_answer ground_truth"),
    REASONING("reasoning reasoning_content thinking"),
    RESPONSE("response output completion"),
    LABEL("label subject"),
    GENERATOR("generator model model_name"),
    LICENSE("license"),
    UPSTREAM_SOURCE("upstream_source");

    private final String columns;

    SamplePart(String columns) {
      this.columns = columns;
    }

    /** The name by which users set it: {@code upstream_source}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The columns that are tried, in order, where users name none. */
    public List<String> usualColumns() {
      return columns.isEmpty() ? List.of() : List.of(columns.split(" "));
    }
  }
}
