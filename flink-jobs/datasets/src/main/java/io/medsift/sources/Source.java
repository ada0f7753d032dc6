package io.medsift.sources;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.rows.FileRow;
import io.medsift.sample.Sample;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A dataset, and how its rows become samples. Keeps nothing between rows. */
public interface Source {

  /** What there is to know about the dataset. */
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

  /** What this row shows of the readings that hold for a file, by name. */
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

  /** Whether a file has to be looked through, with {@link #settled}, before it is mapped. */
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
        tally.count("text '" + text + "' taken for no value", column.getKey());
      }
    }
  }
}
