package io.medsift.cli.ingest;

import static java.lang.String.format;
import static java.util.stream.Collectors.joining;

import io.medsift.ingest.FileProgress;
import io.medsift.ingest.IngestOutcome;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFiles.FoundFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Result of an ingest.
 *
 * @param unmapped file of the rows that could not be mapped; null where they are shown elsewhere
 */
public record IngestSummary(IngestOutcome outcome, FoundFiles found, Path unmapped) {
  private static final int MAX_NAMES = 5;

  /** A line of counts, one for each way in which rows were read, and one on files passed over. */
  public List<String> lines() {
    long broken = outcome.added(FileProgress::unmapped);
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            Locale.ROOT,
            "%s: %s of %s read; %s, %s left out, %,d could not be mapped%s.",
            outcome.source().card().name(),
            counted(outcome.added(FileProgress::rows), "row"),
            counted(outcome.files().size(), "file"),
            counted(outcome.added(FileProgress::samples), "sample"),
            counted(outcome.added(FileProgress::leftOut), "row"),
            broken,
            broken > 0 && unmapped != null ? " (see " + unmapped + ")" : ""));
    long before = outcome.all(FileProgress::rows) - outcome.added(FileProgress::rows);
    if (before > 0) {
      lines.add(format("  %s read before, which are not added again", counted(before, "row")));
    }
    outcome.readings().forEach(counted -> lines.add("  " + counted));
    if (!found.passedOver().isEmpty()) {
      lines.add(passedOver(found.passedOver()));
    }
    return lines;
  }

  private String passedOver(List<RowFile> files) {
    String names = files.stream().limit(MAX_NAMES).map(RowFile::name).collect(joining(", "));
    int more = files.size() - MAX_NAMES;
    return format(
        Locale.ROOT,
        "%s skipped, with names that do not match those of %s (%s): %s%s. Name a "
            + "file itself to include it.",
        counted(files.size(), "file"),
        outcome.source().card().name(),
        outcome.source().card().files(),
        names,
        more > 0 ? format(Locale.ROOT, " and %,d more", more) : "");
  }

  private static String counted(long count, String thing) {
    return format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
