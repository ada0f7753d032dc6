package io.medsift.review.audit;

import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.ResultRows;
import io.medsift.review.rows.RowPosition;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Counts the rows in a directory that 'run' left. Its lines are in the topic without a gap, dealt
 * to the partitions in turn, so that a line without a row leaves a hole; only the very last lines
 * leave none, unless the input files are there to be counted.
 */
public final class FileAudit {
  private static final String TOPIC = "samples";

  /** More than a run can have; a row that names more was not written by one. */
  private static final int MAX_PARTITIONS = 1 << 15;

  /** Lines per row above which rows are missing without a count. */
  private static final long MAX_LINES_PER_ROW = 1_000;

  private record Row(Position position, OutputTopic output, long line) {}

  private FileAudit() {}

  /**
   * The ledger of a directory.
   *
   * @param inputLines how many lines the input files have; empty where they are not at hand
   */
  public static AuditLedger read(Path directory, OptionalLong inputLines) throws IOException {
    List<Row> rows = new ArrayList<>();
    StrayRows strays = new StrayRows();
    new ResultRows(directory, strays)
        .visit(
            (output, number, line) -> {
              Position position = RowPosition.readWhole(line);
              if (position.topic().equals(TOPIC)) {
                requirePossible(position);
                rows.add(new Row(position, output, number));
              } else {
                strays.other(output, position.topic());
              }
            });
    if (inputLines.isEmpty()) {
      // One row with a position that no run has must not count billions of lines.
      long most = MAX_LINES_PER_ROW * rows.size();
      removeAbove(most, rows, row -> row.position().partition(), strays);
      removeAbove(most, rows, row -> row.position().offset(), strays);
      int partitions = partitions(rows);
      removeAbove(most, rows, row -> line(row, partitions), strays);
    }
    int partitions = partitions(rows);
    long lines =
        inputLines.isEmpty()
            ? rows.stream().mapToLong(row -> line(row, partitions) + 1).max().orElse(0)
            : inputLines.getAsLong();
    return ledger(rows, strays, partitions, lines);
  }

  private static void removeAbove(
      long most, List<Row> rows, ToLongFunction<Row> number, StrayRows strays) {
    rows.removeIf(
        row -> {
          boolean absurd = number.applyAsLong(row) >= most;
          if (absurd) {
            strays.broken(
                place(row),
                "a run with this number of rows has no sample at its position " + row.position());
          }
          return absurd;
        });
  }

  private static int partitions(List<Row> rows) {
    return rows.stream().mapToInt(row -> row.position().partition() + 1).max().orElse(1);
  }

  private static long line(Row row, int partitions) {
    return row.position().offset() * partitions + row.position().partition();
  }

  private static String place(Row row) {
    return row.output().in(Path.of("")) + " line " + row.line();
  }

  private static void requirePossible(Position position) throws IOException {
    if (position.partition() >= MAX_PARTITIONS || position.offset() >= Integer.MAX_VALUE) {
      throw new IOException("no run has a sample at its position " + position);
    }
  }

  private static AuditLedger ledger(List<Row> rows, StrayRows strays, int partitions, long lines) {
    Map<Integer, Long> starts = new TreeMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      starts.put(partition, 0L);
    }
    AuditLedger ledger = new AuditLedger(TOPIC, starts, strays);
    for (long line = 0; line < lines; line++) {
      ledger.partition((int) (line % partitions)).read(line / partitions);
    }
    for (Row row : rows) {
      ledger.decided(row.position().partition(), row.position().offset(), row.output(), place(row));
    }
    return ledger;
  }
}
