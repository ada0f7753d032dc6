package io.medsift.cli.audit;

import io.medsift.review.audit.AuditLedger;
import io.medsift.review.rows.OutputTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The result of an audit for a terminal, a line for each partition. */
public final class LedgerTable {
  private static final String FORMAT = "%-9s %14s %12s %12s %12s %12s %9s %9s %9s";

  private LedgerTable() {}

  /** A heading, a line for each partition, and one for all. */
  public static List<String> lines(AuditLedger ledger) {
    List<String> lines = new ArrayList<>();
    lines.add(
        FORMAT.formatted(
            "partition",
            "from offset",
            "samples",
            "accepted",
            "rejected",
            "dead letters",
            "missing",
            "repeated",
            "unknown"));
    for (AuditLedger.Partition each : ledger.partitions()) {
      lines.add(
          line(
              Integer.toString(each.partition()),
              number(each.start()),
              figure -> figure.applyAsLong(each)));
    }
    lines.add(line("all", "", ledger::sum));
    return lines;
  }

  private static String line(
      String name, String start, ToLongFunction<ToLongFunction<AuditLedger.Partition>> figures) {
    return FORMAT.formatted(
        name,
        start,
        number(figures.applyAsLong(AuditLedger.Partition::samples)),
        number(figures.applyAsLong(each -> each.rows(OutputTopic.ACCEPTED))),
        number(figures.applyAsLong(each -> each.rows(OutputTopic.REJECTED))),
        number(figures.applyAsLong(each -> each.rows(OutputTopic.DEAD_LETTERS))),
        number(figures.applyAsLong(AuditLedger.Partition::missing)),
        number(figures.applyAsLong(AuditLedger.Partition::repeated)),
        number(figures.applyAsLong(AuditLedger.Partition::unknown)));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
