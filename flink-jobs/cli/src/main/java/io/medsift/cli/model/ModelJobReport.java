package io.medsift.cli.model;

import static java.lang.String.format;

import io.medsift.cli.live.TopicJob;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.review.text.Plural;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Prints how far a job is that asks models, and what became of the records at its end.
 *
 * @param written to the topics of its output
 */
record ModelJobReport(ModelJobRequest request, List<Written> written, PrintWriter out)
    implements TopicJob.Report {
  private static final int MAX_EXAMPLE = 160;

  /**
   * Records that went to a topic.
   *
   * @param counter that counts them
   * @param what they are, and what is to be done with them
   */
  record Written(String counter, Function<JobCounters, String> what, String topic) {
    Written(String counter, String what, String topic) {
      this(counter, counters -> what, topic);
    }
  }

  @Override
  public String progress(JobCounters counters) {
    return format(
            Locale.ROOT,
            "%,d %s read  %,d answers (%,d from the ledger)  %,d written  %,d unreadable  %,d"
                + " failed requests  %,d dead letters  %s",
            counters.sum("samples_read"),
            request.records(),
            counters.sum("answers"),
            counters.sum("ledger_hits"),
            written(counters),
            counters.sum("parse_failures"),
            counters.sum("failed_requests"),
            counters.sum("dead_letters"),
            request.spending().of(counters))
        + failing(counters);
  }

  private long written(JobCounters counters) {
    return written.stream().mapToLong(each -> counters.sum(each.counter())).sum();
  }

  /** Returns what the job waits for, or the last failure it met. */
  private String failing(JobCounters counters) {
    String last = counters.lastFailure().orElse("");
    long silent = counters.silentSeconds();
    if (last.isEmpty()) {
      return "";
    }
    if (silent == 0) {
      return "  last failure: " + last;
    }
    return format(
        Locale.ROOT,
        "  waiting for the model, no reply for %,d s%s: %s",
        silent,
        request.outage().equals(RetryPolicy.UNLIMITED)
            ? ""
            : format(Locale.ROOT, " (ends after %,d s)", request.outage().toSeconds()),
        last);
  }

  /** Prints what became of the records; of a job that failed before there were any, nothing. */
  @Override
  public void print(JobCounters counters, boolean failed) {
    if (!failed || !isEmpty(counters)) {
      lines(counters).forEach(out::println);
      out.flush();
    }
  }

  @Override
  public void requireSuccess(JobCounters counters) {
    long all = counters.sum("samples_read");
    if (all > 0 && written(counters) == 0) {
      throw new CommandFailedException(
          format(
              Locale.ROOT,
              "none of the %s in the topic %s gave an output (%,d read): all are in "
                  + "the topic %s",
              request.records(),
              request.read(),
              all,
              request.deadLetters()),
          "The reasons are above, and in each dead letter.");
    }
  }

  /** Whether nothing was read, nor anything written of what an earlier run had read. */
  private boolean isEmpty(JobCounters counters) {
    return counters.sum("samples_read") == 0
        && counters.sum("answers") == 0
        && counters.sum("dead_letters") == 0
        && written(counters) == 0;
  }

  private List<String> lines(JobCounters counters) {
    List<String> lines = new ArrayList<>();
    long all = counters.sum("samples_read");
    lines.add(
        format(
            Locale.ROOT,
            "%s: %s read from the topic %s%s",
            request.command(),
            Plural.of(all, request.records().substring(0, request.records().length() - 1)),
            request.read(),
            isEmpty(counters) ? ", which holds nothing new." : "."));
    if (isEmpty(counters)) {
      return lines;
    }
    lines.add(
        line(
            counters.sum("answers"),
            format(
                Locale.ROOT,
                "questions answered; %,d replies from the ledger, %,d replies could not be read,"
                    + " %,d requests failed and were retried or given up",
                counters.sum("ledger_hits"),
                counters.sum("parse_failures"),
                counters.sum("failed_requests"))));
    for (Written each : written) {
      lines.add(
          line(
              counters.sum(each.counter()),
              each.what().apply(counters) + ", in the topic " + each.topic()));
    }
    lines.add(
        line(counters.sum("dead_letters"), "dead letters, in the topic " + request.deadLetters()));
    for (Map.Entry<String, Long> reason : counters.by("reason", DeadLetters.BY_REASON).entrySet()) {
      lines.add(
          "  "
              + line(
                  reason.getValue(),
                  words(reason.getKey())
                      + counters
                          .text(DeadLetters.EXAMPLE, "reason", reason.getKey())
                          .map(example -> ", such as: " + shortened(example))
                          .orElse("")));
    }
    lines.add("  " + request.spending().of(counters));
    return lines;
  }

  private static String line(long count, String what) {
    return format(Locale.ROOT, "%,12d  %s", count, what);
  }

  private static String words(String label) {
    for (DeadLetters.Reason reason : DeadLetters.Reason.values()) {
      if (reason.label().equals(label)) {
        return reason.description();
      }
    }
    return label;
  }

  private static String shortened(String example) {
    int length = example.codePointCount(0, example.length());
    return length <= MAX_EXAMPLE
        ? example
        : example.substring(0, example.offsetByCodePoints(0, MAX_EXAMPLE)) + "…";
  }
}
