package io.medsift.console.stream;

import io.medsift.console.index.StreamIndex;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.rows.ResultRows;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.rows.StrayRows;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.review.verdicts.FileVerdicts;
import io.medsift.review.verdicts.VerdictSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The results of {@code run} in a directory, as they are when they are opened. */
public final class ResultFiles implements VerdictStream {
  private final Path directory;
  private final StreamIndex index;
  private final VerdictSource source;
  private final String problem;

  private ResultFiles(Path directory, StreamIndex index, String problem) {
    this.directory = directory;
    this.index = index;
    this.problem = problem;
    this.source = new FileVerdicts(directory);
  }

  /**
   * Reads all rows once.
   *
   * @param at directory of the index, which is rebuilt
   */
  public static ResultFiles open(Path directory, Path at) throws IOException {
    StreamIndex index = StreamIndex.open(at, "files-" + System.nanoTime());
    StrayRows strays = new StrayRows();
    ResultRows rows = new ResultRows(directory, strays);
    rows.visit(
        (output, number, line) -> {
          DecidedRow row = DecidedRow.read(output, line, rows.place(output, number));
          index.add(new RowLocation(output, 0, number), row, written(row));
        });
    index.refresh();
    return new ResultFiles(
        directory, index, strays.anyBroken() ? "Left out: " + strays.brokenText() + "." : "");
  }

  // Files do not say when a row was written: the time of its sample is the next best.
  private static long written(DecidedRow row) {
    return row instanceof DecidedRow.OfSample sample
        ? sample.row().verdict().timestamp()
        : ((DecidedRow.OfDeadLetter) row).letter().timestamp();
  }

  @Override
  public StreamIndex index() {
    return index;
  }

  @Override
  public String subject() {
    return "results in " + directory;
  }

  @Override
  public Optional<CurationTopics> topics() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> directory() {
    return Optional.of(directory);
  }

  @Override
  public Progress progress() {
    return new Progress(false, 0, problem, null);
  }

  @Override
  public synchronized <T> T read(Reading<T> reading) throws IOException {
    return reading.from(source);
  }

  @Override
  public void close() {
    index.close();
  }
}
