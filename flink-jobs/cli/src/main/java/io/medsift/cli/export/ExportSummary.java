package io.medsift.cli.export;

import static java.lang.String.format;

import io.medsift.export.DatasetExport.ExportOutcome;
import io.medsift.export.RefusedRecords;
import io.medsift.export.card.DatasetStatistics.LeftOut;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.files.Shard;
import io.medsift.review.text.Plural;
import io.medsift.review.text.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Prints the result of an export, in a few lines. */
final class ExportSummary {
  private ExportSummary() {}

  static void print(ExportOutcome outcome, Path folder, PrintWriter out) throws IOException {
    if (outcome.added().isEmpty() && outcome.deletions() == 0 && !outcome.kept()) {
      out.println(
          "Nothing new since the last export."
              + (outcome.stated() ? " contamination.json was updated." : ""));
    }
    for (Shard shard : outcome.added()) {
      out.println(
          format(
              Locale.ROOT,
              "%s  %s, %,d bytes",
              shard.file(),
              Plural.of(shard.rows(), "row"),
              shard.bytes()));
    }
    leftOut(outcome, LeftOut.LICENSE, "left out by --license-filter", out);
    leftOut(outcome, LeftOut.PASS_RATE, "left out by --pass-rate", out);
    leftOut(outcome, LeftOut.RECIPE, "of other recipes than --recipe", out);
    leftOut(outcome, LeftOut.REPEATED, "exported already: a replay wrote their verdict again", out);
    leftOut(outcome, LeftOut.REVISED, "left out: a revision changed the verdict", out);
    if (outcome.deletions() > 0) {
      out.println(
          Plural.of(
                  outcome.deletions(),
                  "row of the folder must be deleted: a revision changed its verdict",
                  "rows of the folder must be deleted: revisions changed their verdicts")
              + ": "
              + folder.resolve("deletions.jsonl").toAbsolutePath().normalize());
    }
    if (outcome.kept()) {
      out.println("No row of the folder must be deleted any more: deletions.jsonl is empty now.");
    }
    refused(outcome.refused(), out);
    long rows = outcome.manifest().shards().stream().mapToLong(Shard::rows).sum();
    out.println(
        format(
            "The folder has %s in %s. Card: %s",
            Plural.of(rows, "row"),
            Plural.of(outcome.manifest().shards().size(), "file"),
            folder.resolve("README.md").toAbsolutePath().normalize()));
    ContaminationStatement statement =
        ContaminationStatement.read(folder.resolve("contamination.json"));
    if (statement.checks().stream()
        .anyMatch(check -> check.index() != null && check.measurement() == null)) {
      out.println(
          "The recall of decontamination on changed items was not measured, and contamination.json"
              + " says so. Measure it with 'medsift benchmarks probe --out FILE', and export again"
              + " with --probe FILE.");
    }
    out.flush();
  }

  private static void refused(RefusedRecords refused, PrintWriter out) {
    if (refused.count() > 0) {
      out.println(
          Plural.of(
              refused.count(),
              "record is not a row of Medsift, and was left out:",
              "records are not rows of Medsift, and were left out:"));
      refused.shown().forEach(each -> out.println("  " + SafeText.line(each)));
      if (refused.shown().size() < refused.count()) {
        out.println("  …");
      }
    }
  }

  private static void leftOut(ExportOutcome outcome, LeftOut reason, String what, PrintWriter out) {
    long rows = outcome.leftOut().leftOut(reason);
    if (rows > 0) {
      out.println(Plural.of(rows, "row") + " " + what);
    }
  }
}
