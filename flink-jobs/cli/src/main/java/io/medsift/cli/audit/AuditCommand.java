package io.medsift.cli.audit;

import static java.lang.String.format;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.doctor.SilentPartitions;
import io.medsift.cli.input.SampleFiles;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.RangeOptions;
import io.medsift.cli.topic.TopicOptions;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.review.audit.AuditLedger;
import io.medsift.review.audit.FileAudit;
import io.medsift.review.audit.TopicAudit;
import io.medsift.review.reviews.Precision;
import io.medsift.review.reviews.PrecisionTable;
import io.medsift.review.reviews.ReviewTopic;
import io.medsift.review.text.Plural;
import io.medsift.review.text.SafeText;
import io.medsift.rows.RowFile;
import io.medsift.verdict.Reviews;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift audit}: checks that nothing was lost and nothing was written twice. */
@Command(
    name = "audit",
    description = {
      "Checks that every sample in a range of the topic has exactly one verdict, and prints the"
          + " counts.",
      "If a verdict is missing or repeated, prints the first positions and exits with code 1."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AuditCommand implements Callable<Integer> {
  private static final String ADVICE =
      "Look at these positions with 'medsift explain POSITION'; if the job is "
          + "still processing them, audit again with a longer --wait, or with "
          + "--until an age such as 5m.";

  private static final String BROKEN =
      "A record that is not a row of Medsift may be a damaged row, so the audit proves nothing:"
          + " check who else writes to the topic. A range that begins after it leaves it out.";

  private static final String BROKEN_FILES =
      "The directory was changed after the run: restore its files, or run again.";

  private static final String HEARTBEATS =
      "Verdicts wait for them: " + SilentPartitions.ADVICE + ", then audit again.";

  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final long begun = System.nanoTime();

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Results of 'run' to check, instead of topics.")
  private Path directory;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "With DIR: the input files of the run. Without them, missing lines at "
            + "the end of the input are not detected."
      })
  private List<String> inputs = new ArrayList<>();

  @Mixin private TopicOptions topicOptions;

  @Mixin private RangeOptions rangeOptions;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = {
        "How long to wait for the verdicts of the last samples, which a running job commits with"
            + " its next checkpoint. Default: ${DEFAULT-VALUE}."
      })
  private int wait;

  private boolean brokerTime;

  @Override
  public Integer call() throws Exception {
    if ((directory == null) != topicOptions.brokers().named()) {
      throw wrong("name what to audit: --bootstrap-servers, or a directory that 'run' wrote");
    }
    if (directory == null && !inputs.isEmpty()) {
      throw wrong("--input goes with a directory that 'run' wrote");
    }
    if (wait < 0) {
      throw wrong("--wait must be at least 0, got " + wait);
    }
    AuditLedger ledger = directory == null ? auditTopics() : auditFiles();
    if (!ledger.holds()) {
      List<String> violations = new ArrayList<>(ledger.violations());
      Optional<String> waiting = waiting(ledger);
      waiting.ifPresent(violations::add);
      throw new CommandFailedException(
          "the audit failed: " + String.join("; ", violations),
          waiting.isPresent() ? HEARTBEATS : advice(ledger));
    }
    out()
        .println(
            ledger
                .proof()
                .orElse(
                    "Nothing to check: there are no samples in the %s."
                        .formatted(directory == null ? "range" : "results")));
    return ExitCode.DONE;
  }

  /** Why samples may have no verdict yet, where nothing comes to their topic any more. */
  private Optional<String> waiting(AuditLedger ledger) throws InterruptedException {
    if (directory != null || ledger.missing() == 0 || !brokerTime) {
      return Optional.empty();
    }
    CurationTopics topics = topicOptions.topics(topicOptions.brokers().unchecked());
    try (Admin admin = topics.connection().admin()) {
      List<TopicPartition> partitions =
          ledger.partitions().stream()
              .map(each -> new TopicPartition(topics.samples(), each.partition()))
              .toList();
      return SilentPartitions.find(admin, partitions, SILENCE).meaning();
    } catch (ExecutionException | KafkaException e) {
      return Optional.empty();
    }
  }

  private String advice(AuditLedger ledger) {
    if (!ledger.strays().anyBroken()) {
      return ADVICE;
    }
    return directory == null ? BROKEN : BROKEN_FILES;
  }

  private AuditLedger auditTopics() throws InterruptedException {
    CurationTopics topics = topicOptions.topics();
    TopicRange range = rangeOptions.of(topics.connection(), topics.samples());
    ProgressDisplay display = ProgressDisplay.onStandardError();
    TopicAudit audit =
        new TopicAudit(topics, range, rangeOptions.fromTheStart(), count -> show(display, count));
    AuditLedger ledger = audit.run(Duration.ofSeconds(wait));
    display.clear();
    brokerTime = audit.brokerTime();
    double seconds = (System.nanoTime() - begun) / 1e9;
    print(ledger);
    printReviews(ReviewTopic.of(topics).read());
    out()
        .println(
            format(
                Locale.ROOT,
                "%,d records read in %.1f s, %,.0f a second; %,d of them heartbeats.",
                audit.records(),
                seconds,
                audit.records() / seconds,
                audit.heartbeats()));
    return ledger;
  }

  private void show(ProgressDisplay display, long count) {
    // A scheduled audit that takes moments says nothing but its result.
    if (System.nanoTime() - begun > QUIET.toNanos()) {
      synchronized (display) {
        display.offer(now -> format(Locale.ROOT, "%,d records read", count));
      }
    }
  }

  private AuditLedger auditFiles() throws Exception {
    OutputDirectory.requireResults(new PathArgument(spec, null, directory));
    AuditLedger ledger = FileAudit.read(directory, inputLines());
    print(ledger);
    if (inputs.isEmpty()) {
      out().println("The last lines of the input were not checked: name the files with --input.");
    }
    return ledger;
  }

  private OptionalLong inputLines() throws IOException {
    List<RowFile> files = InputFiles.find(inputs, spec);
    return files.isEmpty() ? OptionalLong.empty() : OptionalLong.of(SampleFiles.count(files));
  }

  private void print(AuditLedger ledger) {
    LedgerTable.lines(ledger).forEach(out()::println);
    ledger.lostLines().forEach(out()::println);
    ledger.revisionLine().ifPresent(out()::println);
    ledger.strays().otherLines().forEach(line -> out().println(SafeText.line(line)));
  }

  private void printReviews(Reviews reviews) {
    Precision precision = Precision.of(reviews, Map.of());
    if (!precision.isEmpty()) {
      out()
          .println(
              "Reviews: %s by %s."
                  .formatted(
                      Plural.of(reviews.samples(), "sample"),
                      SafeText.line(String.join(", ", precision.reviewers()))));
      new PrecisionTable(precision).lines().forEach(line -> out().println(SafeText.line(line)));
    }
    reviews
        .unreadable()
        .forEach(
            (place, problem) ->
                out()
                    .println(
                        SafeText.line(
                            "The record " + place + " is not a review: " + problem + ".")));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
