package io.medsift.cli.run;

import static java.lang.String.format;

import io.medsift.review.tally.Tally;
import io.medsift.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of the records, by gate and reason, for a terminal. */
final class OutcomeTable {
  private OutcomeTable() {}

  static List<String> lines(Tally tally) {
    List<String> lines = new ArrayList<>();
    lines.add(format("%-14s %-26s %12s %8s", "gate", "reason", "records", "share"));
    for (Reason reason : Reason.values()) {
      if (tally.rejected(reason) > 0) {
        lines.add(
            line(
                reason.gate().wireName(),
                reason.name().toLowerCase(Locale.ROOT),
                tally.rejected(reason),
                tally));
      }
    }
    long rejected = tally.all().samples() - tally.all().accepted();
    lines.add(line("rejected", "", rejected, tally));
    lines.add(line("dead letters", "", tally.deadLetters().total(), tally));
    lines.add(line("accepted", "", tally.all().accepted(), tally));
    lines.add(line("all", "", tally.records(), tally));
    return lines;
  }

  private static String line(String gate, String reason, long records, Tally tally) {
    double share = tally.records() == 0 ? 0 : 100.0 * records / tally.records();
    return format(Locale.ROOT, "%-14s %-26s %,12d %6.1f %%", gate, reason, records, share);
  }
}
