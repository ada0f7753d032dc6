package io.medsift.cli.ingest;

import static java.lang.String.format;
import static java.util.stream.Collectors.joining;

import io.medsift.ingest.FileProgress;
import io.medsift.rows.FoundFiles;
import io.medsift.rows.RowFile;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What came of the rows of a source.
 *
 * @param unmapped file of the rows that could not be mapped; null where they are shown elsewhere
 */
public record IngestSummary(
    Source source,
    FoundFiles found,
    List<FileProgress> reached,
    ReadingTally tally,
    Path unmapped) {
  private static final int MOST_NAMES = 5;

  /** A line of counts, one for each way in which rows were read, and one on files passed over. */
  public List<String> lines() {
    long broken = sum(FileProgress::unmapped);
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            Locale.ROOT,
            "%s: %s of %s read; %s, %s left out, %,d could not be mapped%s.",
            source.card().name(),
            counted(sum(FileProgress::rows), "row"),
            counted(reached.size(), "file"),
            counted(sum(FileProgress::samples), "sample"),
            counted(sum(FileProgress::leftOut), "row"),
            broken,
            broken > 0 && unmapped != null ? " (see " + unmapped + ")" : ""));
    tally.lines().forEach(counted -> lines.add("  " + counted));
    if (!found.passedOver().isEmpty()) {
      lines.add(passedOver(found.passedOver()));
    }
    return lines;
  }

  private String passedOver(List<RowFile> files) {
    String names = files.stream().limit(MOST_NAMES).map(RowFile::name).collect(joining(", "));
    int more = files.size() - MOST_NAMES;
    return format(
        Locale.ROOT,
        "%s passed over, not named as those of %s are (%s): %s%s. Name one to take it.",
        counted(files.size(), "file"),
        source.card().name(),
        source.card().files(),
        names,
        more > 0 ? format(Locale.ROOT, " and %,d more", more) : "");
  }

  private long sum(ToLongFunction<FileProgress> count) {
    return reached.stream().mapToLong(count).sum();
  }

  private static String counted(long count, String thing) {
    return format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
