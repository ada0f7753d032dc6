package io.medsift.review.rows;

import io.medsift.rows.RecordReader;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows of the three files that {@code run} wrote, even if some are missing or damaged. */
public final class ResultRows {
  private static final RowLimits LIMITS = new RowLimits(1 << 30, RowLimits.DEFAULT.nesting());

  private final Path directory;
  private final StrayRows strays;

  /** Receives the lines of the files. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A line of a file, which need not be a row.
     *
     * @param number of the line, from 1
     * @throws IOException if it is not a row; the message is a clause whose subject is the line
     */
    void row(OutputTopic output, long number, byte[] line) throws IOException;
  }

  /**
   * Reads the rows of a directory.
   *
   * @param strays where lines that are not rows are noted, and files that cannot be read
   */
  public ResultRows(Path directory, StrayRows strays) {
    this.directory = directory;
    this.strays = strays;
  }

  /** Opens a file of results at its first row. */
  public static RecordReader open(Path file) throws IOException {
    return RowFile.of(file).openRecords(LIMITS);
  }

  /** Passes every line of the three files to {@code visitor}, in order. */
  public void visit(Visitor visitor) {
    for (OutputTopic output : OutputTopic.values()) {
      visit(output, visitor);
    }
  }

  private void visit(OutputTopic output, Visitor visitor) {
    Path file = output.in(directory);
    if (!Files.isRegularFile(file)) {
      strays.unreadable(
          file, Files.exists(file) ? "it is not a regular file" : "the file is missing");
      return;
    }
    try (RecordReader lines = open(file)) {
      while (lines.next()) {
        try {
          visitor.row(output, lines.number(), lines.bytes());
        } catch (IOException e) {
          strays.broken(place(output, lines.number()), e.getMessage());
        }
      }
    } catch (IOException e) {
      strays.unreadable(file, "it cannot be read to its end: " + e.getMessage());
    }
  }

  /** Returns the place of a line, for messages. */
  public String place(OutputTopic output, long number) {
    return output.in(directory) + " line " + number;
  }
}
