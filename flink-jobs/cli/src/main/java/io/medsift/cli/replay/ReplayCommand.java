package io.medsift.cli.replay;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.audit.LedgerTable;
import io.medsift.cli.job.CurationOptions;
import io.medsift.cli.job.LogFile;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.RangeOptions;
import io.medsift.cli.topic.TopicArgument;
import io.medsift.cli.topic.TopicOptions;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recipe.Recipe;
import io.medsift.review.audit.AuditLedger;
import io.medsift.review.audit.SampleCount;
import io.medsift.review.comparison.Comparison;
import io.medsift.review.comparison.Differences;
import io.medsift.review.comparison.DifferencesText;
import io.medsift.verdict.Gate;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift replay}: the job over a part of the log again, into topics of its own. */
@Command(
    name = "replay",
    description = {
      "Runs the job over a part of the topic again, in this process, into "
          + "PREFIX-accepted, PREFIX-rejected and PREFIX-dead-letters. The first run "
          + "and its topics are not changed, and the run may continue.",
      "To try a recipe on the traffic of a day: --recipe FILE --from 1d --compare."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TopicOptions topicOptions;

  @Mixin private RangeOptions rangeOptions;

  @Option(
      names = "--into",
      paramLabel = "PREFIX",
      required = true,
      description = "Prefix of the new topics and of the transactions; must be new.")
  private String prefix;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "rebuild",
      description = {
        "rebuild starts without state, so that the whole topic gets the same "
            + "verdicts as the first time; with-memory starts from the state in "
            + "--state, and repeats its verdicts. Default: ${DEFAULT-VALUE}."
      })
  private ReplayMode mode;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = {
        "With with-memory: a savepoint or checkpoint of the first run, the directory that holds"
            + " _metadata. It is only read."
      })
  private Path state;

  @Option(
      names = "--embed-again",
      description = {
        "Embeds every prompt again and reports how many change cluster and how many of those"
            + " label. By default, clusters come from the rows of the first run where the centroids"
            + " are the same, and only new prompts are embedded, so verdicts do not depend on the"
            + " processor."
      })
  private boolean embedAgain;

  @Option(
      names = "--compare",
      description = "Shows which verdicts differ from those of the first run, and why.")
  private boolean compare;

  @Option(
      names = "--fail-on-difference",
      description = "With --compare: exit code 1 if any verdict differs.")
  private boolean failOnDifference;

  @Mixin private CurationOptions options;

  @Override
  public Integer call() throws Exception {
    check();
    CurationTopics first = topicOptions.topics();
    TopicRange range = rangeOptions.of(first.connection(), first.samples());
    ProgressDisplay display = ProgressDisplay.onStandardError();
    long samples = samples(range, display);
    if (samples == 0) {
      throw options.wrong(
          "there is nothing to replay: no sample of %s is in the range".formatted(first.samples()));
    }
    CurationTopics into = first.withOutputs(prefix);
    Recipe recipe = options.recipe();
    TopicArgument.requireAbsent(
        spec,
        first.connection(),
        into.outputs(recipe),
        "a replay writes into new ones: name another --into, or delete those of the earlier"
            + " replay");
    LogFile.use(Path.of("medsift.log"));
    ReplayRequest request =
        new ReplayRequest(
            recipe,
            options.benchmarks(recipe),
            options.centroids(recipe),
            options.parallelism(),
            first,
            range,
            prefix,
            state,
            embedAgain);
    PrintWriter out = spec.commandLine().getOut();
    sayWhatIsNotKnown(first, range, out);
    Replay.Result result = new Replay(request, samples, display).execute();
    AuditLedger ledger = result.ledger();
    if (recipe.runs(Gate.DOMAIN)) {
      out.println(result.prompts().sentence(request));
    }
    LedgerTable.lines(ledger).forEach(out::println);
    if (!ledger.holds()) {
      throw new CommandFailedException(
          "the replay lost or duplicated samples: " + String.join("; ", ledger.violations()),
          "This is a bug in Medsift: please report it, with medsift.log.");
    }
    if (compare) {
      out.println();
      Differences differences = Comparison.of(first, request.topics(), range);
      DifferencesText.lines(differences).forEach(out::println);
      out.flush();
      if (failOnDifference && !differences.none()) {
        throw new CommandFailedException(
            "the verdicts of the replay differ from those of the first run",
            "Look at single samples with 'medsift explain --outputs " + prefix + "'.");
      }
    }
    return ExitCode.DONE;
  }

  private void check() {
    if (!topicOptions.brokers().named()) {
      throw options.wrong("name the brokers of the first run: --bootstrap-servers");
    }
    if (!prefix.matches("[A-Za-z0-9._-]{1,200}")) {
      throw options.wrong(
          "--into must consist of letters, digits, '.', '_' and '-', got " + prefix);
    }
    if ((mode == ReplayMode.WITH_MEMORY) != (state != null)) {
      throw options.wrong(
          mode == ReplayMode.WITH_MEMORY
              ? "--mode with-memory needs --state, a savepoint or checkpoint of the first run"
              : "--state goes with --mode with-memory");
    }
    if (state != null) {
      PathArgument saved = new PathArgument(spec, "--state", state);
      if (!Files.isRegularFile(saved.requireDirectory().resolve("_metadata"))) {
        throw saved.wrong("holds no _metadata: name a savepoint, or a chk-N directory");
      }
    }
    if (failOnDifference && !compare) {
      throw options.wrong("--fail-on-difference goes with --compare");
    }
  }

  private static long samples(TopicRange range, ProgressDisplay display) {
    long samples =
        SampleCount.of(
            range,
            count ->
                display.offer(
                    now ->
                        String.format(Locale.ROOT, "Counting samples: %,d records read", count)));
    display.clear();
    return samples;
  }

  private void sayWhatIsNotKnown(CurationTopics first, TopicRange range, PrintWriter out) {
    TopicRange whole = TopicRange.now(first.connection(), first.samples());
    long before =
        range.starts().entrySet().stream()
            .mapToLong(start -> start.getValue() - whole.starts().get(start.getKey()))
            .sum();
    long deleted = whole.starts().values().stream().mapToLong(Long::longValue).sum();
    if (mode == ReplayMode.REBUILD && before + deleted > 0) {
      out.println(
          String.format(
              Locale.ROOT,
              "Deduplication starts without state: up to %,d records before --from%s, including"
                  + " heartbeats, are unknown to it, and their duplicates are accepted.",
              before + deleted,
              deleted == 0
                  ? ""
                  : String.format(Locale.ROOT, " (%,d of them deleted by retention)", deleted)));
      out.flush();
    }
  }

  /** State that a replay starts from. */
  public enum ReplayMode {
    /** Nothing: the job decides as if for the first time. */
    REBUILD("rebuild"),
    /** The state of the first run: what it had decided is decided alike. */
    WITH_MEMORY("with-memory");

    private final String spelling;

    ReplayMode(String spelling) {
      this.spelling = spelling;
    }

    /** The spelling on the command line. */
    @Override
    public String toString() {
      return spelling;
    }
  }
}
