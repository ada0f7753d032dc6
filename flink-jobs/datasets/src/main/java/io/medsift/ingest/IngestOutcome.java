package io.medsift.ingest;

import static java.lang.String.format;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.medsift.sources.ReadingOption;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Result of ingesting files of one source.
 *
 * @param files in the order in which they were read
 * @param firstProblem the first row that could not be mapped, and why; null where none was read
 */
public record IngestOutcome(Source source, List<FileOutcome> files, String firstProblem) {
  public IngestOutcome {
    files = List.copyOf(files);
  }

  /** Returns the amount that this ingest added to a count. */
  public long added(ToLongFunction<FileProgress> count) {
    return all(count) - files.stream().map(FileOutcome::before).mapToLong(count).sum();
  }

  /** A count, with what was there before. */
  public long all(ToLongFunction<FileProgress> count) {
    return files.stream().map(FileOutcome::reached).mapToLong(count).sum();
  }

  /** Checks that there are rows, and that not all that should be samples failed to be one. */
  public void requireSamples() {
    long rows = all(FileProgress::rows);
    long unmapped = all(FileProgress::unmapped);
    if (all(FileProgress::samples) > 0 || (rows > 0 && unmapped == 0)) {
      return;
    }
    throw new IngestException(
        rows == 0
            ? "there are no rows in " + names()
            : format(
                Locale.ROOT,
                "no row became a sample of %s: of %,d read, %,d could not be mapped%s",
                source.card().name(),
                rows,
                unmapped,
                firstProblem == null ? "" : ", the first one " + firstProblem),
        format(
            "Check that the files are of that source; 'medsift sources %s' shows its columns.",
            source.card().name()),
        null);
  }

  private String names() {
    return files.stream().map(file -> file.reached().file()).collect(joining(", "));
  }

  /**
   * A line for each way in which rows were read, of all files together; of each file where files
   * differ in what the source leaves open.
   */
  public List<String> readings() {
    ReadingTally all = new ReadingTally();
    files.forEach(file -> all.add(file.readings()));
    Set<String> open = new HashSet<>();
    source.readings().stream().map(ReadingOption::name).forEach(open::add);
    List<String> lines = new ArrayList<>();
    for (String reading : all.counts().keySet()) {
      if (open.contains(reading) && differ(reading)) {
        for (FileOutcome file : files) {
          file.readings()
              .lines(reading)
              .forEach(line -> lines.add(line + " of " + file.reached().file()));
        }
      } else {
        lines.addAll(all.lines(reading));
      }
    }
    return lines;
  }

  private boolean differ(String reading) {
    return files.stream()
            .map(file -> file.readings().counts().getOrDefault(reading, Map.of()).keySet())
            .filter(values -> !values.isEmpty())
            .distinct()
            .count()
        > 1;
  }

  /**
   * Result of ingesting a file.
   *
   * @param before how far it was read before
   * @param reached how far it is read now
   * @param readings of the rows that were read now
   */
  public record FileOutcome(FileProgress before, FileProgress reached, ReadingTally readings) {
    public FileOutcome {
      requireNonNull(before, "before is null");
      requireNonNull(reached, "reached is null");
      requireNonNull(readings, "readings is null");
    }
  }
}
