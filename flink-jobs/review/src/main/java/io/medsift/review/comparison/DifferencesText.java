package io.medsift.review.comparison;

import static java.lang.String.format;

import io.medsift.review.text.Plural;
import io.medsift.review.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The differences of two runs for a terminal. */
public final class DifferencesText {
  private final Differences differences;
  private final List<String> lines = new ArrayList<>();

  private DifferencesText(Differences differences) {
    this.differences = differences;
  }

  /** The lines. */
  public static List<String> lines(Differences differences) {
    return new DifferencesText(differences).lines();
  }

  private List<String> lines() {
    lines.add(
        format(
            Locale.ROOT,
            "Compared with the first run: %s, %,d decided alike.",
            Plural.of(differences.compared(), "position"),
            differences.alikeCount()));
    if (differences.versions().isEmpty()) {
      lines.add("Recipe and artifacts are the same.");
    }
    differences.versions().forEach(version -> lines.add("  " + SafeText.line(version)));
    if (!differences.changes().isEmpty()) {
      lines.add("");
      lines.add(format("%-26s %-26s %12s", "first run", "replay", "samples"));
      differences.changes().forEach(this::add);
    }
    count("decided alike by other evidence", differences.otherEvidenceCount());
    count("decided only by the first run", differences.onlyFirstCount());
    count("decided only by the replay", differences.onlySecondCount());
    count("revised by reviewers, compared as before that", differences.reviewedCount());
    differences.strays().otherLines().forEach(line -> lines.add(SafeText.line(line)));
    if (differences.strays().anyBroken()) {
      lines.add(SafeText.terminal("Not compared: " + differences.strays().brokenText() + "."));
    }
    return lines;
  }

  private void count(String what, long count) {
    if (count > 0) {
      lines.add(format(Locale.ROOT, "%-53s %12s", what, format(Locale.ROOT, "%,d", count)));
    }
  }

  private void add(Differences.Change change, Differences.Tally tally) {
    lines.add(
        format(
            Locale.ROOT,
            "%-26s %-26s %,12d",
            ComparedOutcome.name(change.from()),
            ComparedOutcome.name(change.to()),
            tally.count()));
    tally
        .causes()
        .forEach(
            (cause, count) ->
                lines.add(format(Locale.ROOT, "    %,d of them %s", count, cause.phrase(count))));
    for (Differences.Example example : tally.examples()) {
      lines.add(
          SafeText.terminal(
              "    %s  %s -> %s"
                  .formatted(example.position(), said(example.first()), said(example.second()))
                  .replace('\n', ' ')));
    }
  }

  private static String said(ComparedOutcome outcome) {
    if (outcome == null) {
      return "its row was deleted";
    }
    String name = ComparedOutcome.name(outcome.code());
    return outcome.why().isEmpty() ? name : name + ": " + outcome.why();
  }
}
