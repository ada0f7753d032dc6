package io.medsift.cli.model;

import static java.lang.String.format;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.llm.stage.DeadLetterReason;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.review.text.Plural;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the records of a job that asked models, at its end.
 *
 * @param command that ran
 * @param read name of the topic that was read
 * @param records what its records are, such as {@code prompts}
 * @param written what went where
 * @param deadLetters name of the topic of dead letters
 * @param cost of what was paid for
 */
record ModelJobReport(
    String command,
    String read,
    String records,
    List<Written> written,
    String deadLetters,
    Spending cost,
    JobCounters counters) {
  private static final int LONGEST_EXAMPLE = 160;

  /**
   * Records that went to a topic.
   *
   * @param what they are, and what is to be done with them
   */
  record Written(long count, String what, String topic) {}

  /**
   * Says what became of the records; of a job that failed before there were any, nothing.
   *
   * @param failed whether the job ended by a failure, which is said after it
   */
  void print(PrintWriter out, boolean failed) {
    if (!failed || !isEmpty()) {
      lines().forEach(out::println);
      out.flush();
    }
  }

  /**
   * Makes a failure of a run that came to nothing.
   *
   * @throws CommandFailedException if all records were refused
   */
  void requireSome() {
    long all = counters.sum("samples_read");
    if (all > 0 && written.stream().allMatch(each -> each.count() == 0)) {
      throw new CommandFailedException(
          format(
              Locale.ROOT,
              "none of the %s in the topic %s came through (%,d read): all are in the topic %s",
              records,
              read,
              all,
              deadLetters),
          "The reasons are above; each dead letter holds its own.");
    }
  }

  /** Whether nothing was read, nor anything written of what a run before had read. */
  private boolean isEmpty() {
    return counters.sum("samples_read") == 0
        && counters.sum("answers") == 0
        && counters.sum("dead_letters") == 0
        && written.stream().allMatch(each -> each.count() == 0);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    long all = counters.sum("samples_read");
    lines.add(
        format(
            Locale.ROOT,
            "%s: %s read from the topic %s%s",
            command,
            Plural.of(all, records.substring(0, records.length() - 1)),
            read,
            isEmpty() ? ", which holds nothing new." : "."));
    if (isEmpty()) {
      return lines;
    }
    lines.add(
        line(
            counters.sum("answers"),
            format(
                Locale.ROOT,
                "questions answered; %,d replies from the ledger, %,d replies could not be read,"
                    + " %,d requests failed and were tried again or given up",
                counters.sum("ledger_hits"),
                counters.sum("parse_failures"),
                counters.sum("failed_requests"))));
    for (Written each : written) {
      lines.add(line(each.count(), each.what() + ", in the topic " + each.topic()));
    }
    lines.add(line(counters.sum("dead_letters"), "dead letters, in the topic " + deadLetters));
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
    lines.add("  " + cost.of(counters));
    return lines;
  }

  private static String line(long count, String what) {
    return format(Locale.ROOT, "%,12d  %s", count, what);
  }

  private static String words(String label) {
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      if (reason.label().equals(label)) {
        return reason.words();
      }
    }
    return label;
  }

  private static String shortened(String example) {
    int length = example.codePointCount(0, example.length());
    return length <= LONGEST_EXAMPLE
        ? example
        : example.substring(0, example.offsetByCodePoints(0, LONGEST_EXAMPLE)) + "…";
  }
}
