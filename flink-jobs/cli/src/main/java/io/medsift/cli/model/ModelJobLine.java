package io.medsift.cli.model;

import static java.lang.String.format;

import io.medsift.cli.progress.JobCounters;
import java.util.List;
import java.util.Locale;

/**
 * One line on how far a job is that asks models, and what that has cost since it started.
 *
 * @param records what it reads, such as {@code prompts}
 * @param written names of the counters of what it writes
 */
record ModelJobLine(String records, List<String> written, Spending spending) {

  String of(JobCounters counters) {
    long out = 0;
    for (String counter : written) {
      out += counters.sum(counter);
    }
    return format(
        Locale.ROOT,
        "%,d %s read  %,d answers (%,d from the ledger)  %,d written  %,d unreadable  %,d failed"
            + " requests  %,d dead letters  %s",
        counters.sum("samples_read"),
        records,
        counters.sum("answers"),
        counters.sum("ledger_hits"),
        out,
        counters.sum("parse_failures"),
        counters.sum("failed_requests"),
        counters.sum("dead_letters"),
        spending.of(counters));
  }
}
