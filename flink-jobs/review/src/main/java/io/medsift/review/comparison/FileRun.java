package io.medsift.review.comparison;

import io.medsift.kafka.topic.SamplePosition;
import io.medsift.review.evidence.Example;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.ResultRows;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.rows.StrayRows;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A run whose rows are in the files of {@code run}. */
final class FileRun implements ComparedRun {
  private final Path directory;
  private String samples = "samples";

  FileRun(Path directory) {
    this.directory = directory;
  }

  @Override
  public String samples() {
    return samples;
  }

  /** None: only verdicts in topics are revised. */
  @Override
  public Revisions revisions() {
    return new Revisions();
  }

  @Override
  public void visit(Predicate<SamplePosition> wanted, StrayRows strays, Consumer<Row> consumer) {
    ResultRows rows = new ResultRows(directory, strays);
    rows.visit(
        (output, number, line) -> {
          DecidedRow row = DecidedRow.read(output, line, rows.place(output, number));
          Position position = row.position();
          samples = position.topic();
          SamplePosition sample = new SamplePosition(position.partition(), position.offset());
          if (wanted.test(sample)) {
            consumer.accept(
                new Row(new RowLocation(output, 0, number), sample, outcome(row), content(row)));
          }
        });
  }

  private static ComparedOutcome outcome(DecidedRow row) {
    return row instanceof DecidedRow.OfSample sample
        ? new ComparedOutcome(sample.row().verdict(), null)
        : new ComparedOutcome(null, ((DecidedRow.OfDeadLetter) row).letter().error());
  }

  // A dead letter is a sample to no run, and may still be the line that was one to the other.
  private static int content(DecidedRow row) {
    if (row instanceof DecidedRow.OfSample sample) {
      int hash =
          Objects.hash(
              Example.text(sample.row().sample(), "id"),
              Example.text(sample.row().sample(), "prompt"),
              Example.text(sample.row().sample(), "response"));
      return hash == 0 ? 1 : hash;
    }
    return 0;
  }

  @Override
  public Map<RowLocation, ComparedOutcome> read(Set<RowLocation> rows) throws IOException {
    Map<RowLocation, ComparedOutcome> outcomes = new HashMap<>();
    if (!rows.isEmpty()) {
      new ResultRows(directory, new StrayRows())
          .visit(
              (OutputTopic output, long number, byte[] line) -> {
                RowLocation location = new RowLocation(output, 0, number);
                if (rows.contains(location)) {
                  outcomes.put(location, outcome(DecidedRow.read(output, line, "")));
                }
              });
    }
    return outcomes;
  }
}
