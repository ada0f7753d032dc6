package io.medsift.cli.recheck;

import static java.lang.String.format;

import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.job.Resources;
import io.medsift.cli.live.SavedReading;
import io.medsift.cli.live.TopicJob;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.curation.CurationArtifacts;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.write.CurationTopics;
import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationSet;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recheck.NewItems;
import io.medsift.recheck.RecheckJob;
import io.medsift.recheck.RecheckSettings;
import io.medsift.recheck.VerdictLog;
import io.medsift.recheck.WrittenVerdicts;
import io.medsift.recheck.WrittenVerdicts.Standing;
import io.medsift.recheck.WrittenVerdicts.Survey;
import io.medsift.recipe.Recipe;
import io.medsift.review.text.Plural;
import io.medsift.revision.RevisionTopic;
import io.medsift.storage.Directories;
import io.medsift.storage.DirectoryLock;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that a recheck is possible, runs it, and prints the result. */
final class Recheck {
  private static final String ARTIFACTS = "artifacts";
  // Brokers end a transaction that is left before that, by their default.
  private static final Duration PATIENCE = KafkaConnector.TRANSACTION_TIMEOUT.plusMinutes(1);

  private final Recipe recipe;
  private final CurationTopics topics;
  private final RevisionTopic revisions;
  private final TopicJob job;
  private final String name;
  private final PrintWriter out;

  /**
   * A recheck that has not begun.
   *
   * @param name of the run, to which the index is added
   */
  Recheck(Recipe recipe, CurationTopics topics, TopicJob job, String name, PrintWriter out) {
    this.recipe = recipe;
    this.topics = topics;
    this.revisions = RevisionTopic.of(topics);
    this.job = job;
    this.name = name;
    this.out = out;
  }

  /**
   * Makes the recheck.
   *
   * @param known the index of the run; null where that is to be found among the sets of the new one
   * @throws CommandFailedException if the verdicts were made by something else, or the job fails
   */
  void execute(ArtifactSource indexSource, ArtifactSource centroids, BenchmarkIndex known)
      throws Exception {
    Path directory = job.begin();
    Path artifacts = directory.resolve(ARTIFACTS);
    DirectoryLock lock = DirectoryLock.on(directory);
    Resources recheck =
        new Resources(
            () -> "revisions that were committed are kept. The same command writes the rest.");
    try (recheck) {
      SavedReading.beginAnew(directory, "recheck");
      Directories.delete(artifacts);
      Files.createDirectories(artifacts);
      Path indexDirectory = prepare(indexSource, artifacts);
      BenchmarkIndex index = load(indexDirectory);
      String run =
          name + "-" + index.fingerprint().substring(index.fingerprint().lastIndexOf('-') + 1);
      CurationSettings curation =
          new CurationSettings(
              recipe, indexDirectory, centroids.prepare(artifacts), topics, true, run);
      Map<String, String> expected = artifacts(curation);
      ProgressDisplay display = ProgressDisplay.onStandardError();
      VerdictLog log = log(curation.kafka(), display);
      display.say(
          "Reading the verdicts in " + topics.accepted() + " and " + topics.rejected() + ".");
      try (var verdicts = WrittenVerdicts.acquire(log)) {
        Survey survey = verdicts.resource().survey();
        requireSame(survey, expected);
        NewItems fresh = newItems(index, survey, known);
        boolean changed = requireEarlierRechecks(survey, index, display);
        if (fresh.count() == 0 && !changed) {
          out.println(
              "Nothing to do: every item of --benchmarks is in the index that the verdicts were"
                  + " made with, and no set of an earlier recheck has changed.");
          return;
        }
        requireSamples(survey);
        Path compared = indexDirectory;
        if (fresh.count() > 0 && !RecheckSettings.weighsItems(recipe)) {
          compared = artifacts.resolve("new-items");
          fresh.write(compared);
        }
        RecheckSettings settings =
            new RecheckSettings(
                curation,
                DecontaminationPlan.of(compared, recipe),
                log,
                new OffsetRange(
                    Map.of(), TopicRange.now(topics.connection(), topics.samples()).ends()),
                new Revision.Index(index.fingerprint(), sets(index)),
                fresh.ids(),
                System.currentTimeMillis());
        sayWhatIsNew(fresh, survey, display);
        // The job takes it again.
        lock.close();
        job.run(
            environment -> RecheckJob.define(environment, settings),
            new Report(display, run),
            true,
            display);
      }
    } finally {
      lock.close();
      out.flush();
    }
  }

  /**
   * The verdicts as they are now. What an earlier process of a recheck left uncommitted is given up
   * first: this one decides it again.
   */
  private VerdictLog log(KafkaConnector kafka, ProgressDisplay display)
      throws InterruptedException {
    try {
      kafka.abortOpenTransactions();
      display.say("Waiting for open transactions to end, if there are any.");
      return VerdictLog.now(topics, PATIENCE);
    } catch (IllegalStateException e) {
      throw new CommandFailedException(
          "the verdicts cannot be read: " + e.getMessage(),
          "See 'medsift doctor' for open transactions, and run the command again.",
          e);
    }
  }

  /** The artifacts that verdicts must have been made with, but for the benchmarks. */
  private static Map<String, String> artifacts(CurationSettings curation) {
    try {
      Map<String, String> artifacts = new TreeMap<>(CurationArtifacts.of(curation).fingerprints());
      artifacts.keySet().removeAll(DecontaminationPlan.OF_ITEMS);
      return artifacts;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new CommandFailedException(
          e.getMessage(), "Name the centroids of the run with --centroids.", e);
    }
  }

  private static Path prepare(ArtifactSource source, Path work) {
    try {
      return source.prepare(work);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the evaluation sets cannot be read: " + e.getMessage(), "Correct the files.", e);
    }
  }

  private static BenchmarkIndex load(Path directory) {
    try {
      return BenchmarkIndex.load(directory);
    } catch (BenchmarkException e) {
      throw new CommandFailedException(
          e.getMessage(), "Name files of evaluation sets, or build the index again.", e);
    }
  }

  private static List<Revision.Index.Set> sets(BenchmarkIndex index) {
    return index.sets().stream()
        .map(set -> new Revision.Index.Set(set.name(), set.checksum(), set.items().size()))
        .toList();
  }

  private void requireSame(Survey survey, Map<String, String> expected) {
    if (survey.recipes().isEmpty()) {
      throw new CommandFailedException(
          "there is no verdict in the topics %s and %s"
              .formatted(topics.accepted(), topics.rejected()),
          "Curate samples first, or name the topics of a run with --topic and --outputs.");
    }
    for (Map.Entry<String, Long> made : survey.recipes().entrySet()) {
      if (!made.getKey().equals(recipe.stamp().hash())) {
        throw new CommandFailedException(
            format(
                Locale.ROOT,
                "%s made by a recipe with the hash %s, but %s has the hash %s",
                Plural.of(made.getValue(), "verdict was", "verdicts were"),
                made.getKey(),
                recipe.stamp().name(),
                recipe.stamp().hash()),
            "Name the recipe of the run with --recipe; for another, use 'medsift replay'.");
      }
    }
    for (Map<String, String> made : survey.artifacts().keySet()) {
      if (!made.equals(expected)) {
        throw new CommandFailedException(
            "verdicts were made with the artifacts %s, but this recheck has %s"
                .formatted(made, expected),
            "Name the centroids of the run with --centroids; for others, use 'medsift replay'.");
      }
    }
  }

  private NewItems newItems(BenchmarkIndex index, Survey survey, BenchmarkIndex known) {
    try {
      return NewItems.of(index, survey.indexes(), known);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          e.getMessage(),
          "Name the sets of the run and the new ones with --benchmarks, as the run had them; or"
              + " the index of the run with --run-benchmarks.",
          e);
    }
  }

  private void requireSamples(Survey survey) {
    Map<Integer, Long> held = TopicRange.now(topics.connection(), topics.samples()).starts();
    survey
        .firsts()
        .forEach(
            (partition, first) -> {
              long start = held.getOrDefault(partition, Long.MAX_VALUE);
              if (first < start) {
                throw new CommandFailedException(
                    format(
                        Locale.ROOT,
                        "the topic %s no longer holds the samples of all verdicts: partition %d"
                            + " begins at offset %d, and there are verdicts from %d on",
                        topics.samples(),
                        partition,
                        start,
                        first),
                    "A recheck, like a replay, needs the samples that were curated.");
              }
            });
  }

  /** Returns whether a set of an earlier recheck has changed since; refuses one not named. */
  private static boolean requireEarlierRechecks(
      Survey survey, BenchmarkIndex index, ProgressDisplay display) {
    if (!survey.revisions().unreadable().isEmpty()) {
      var first = survey.revisions().unreadable().entrySet().iterator().next();
      throw new CommandFailedException(
          "the record %s is not a revision: %s".formatted(first.getKey(), first.getValue()),
          "A recheck needs all earlier revisions. If a later version of Medsift wrote the record,"
              + " use that version; 'medsift audit' lists all such records.");
    }
    var checksums = index.sets().stream().map(EvaluationSet::checksum).toList();
    var names = index.sets().stream().map(EvaluationSet::name).toList();
    Set<String> changed = new TreeSet<>();
    survey
        .rechecks()
        .forEach(
            (earlier, compared) -> {
              for (Revision.Index.Set set : compared.sets()) {
                if (checksums.contains(set.checksum())) {
                  continue;
                }
                if (!names.contains(set.name())) {
                  throw new CommandFailedException(
                      "the recheck %s compared with the evaluation set %s, which is not among"
                              .formatted(earlier, set.name())
                          + " --benchmarks",
                      "Name it as well: otherwise samples that were revoked for its items would be"
                          + " reinstated.");
                }
                changed.add(set.name());
              }
            });
    if (!changed.isEmpty()) {
      display.say(
          ("Changed since an earlier recheck: %s. Samples that were revoked for their items are"
                  + " decided again.")
              .formatted(String.join(", ", changed)));
    }
    return !changed.isEmpty();
  }

  private void sayWhatIsNew(NewItems fresh, Survey survey, ProgressDisplay display) {
    display.say(
        format(
            Locale.ROOT,
            "%s new%s. To be decided again: %,d accepted samples and %,d duplicates.",
            Plural.of(fresh.count(), "item is", "items are"),
            fresh.count() == 0 ? "" : ", in " + String.join(", ", fresh.bySet().keySet()),
            survey.count(Standing.ACCEPTED),
            survey.count(Standing.DUPLICATE)));
  }

  private final class Report implements TopicJob.Report {
    private final ProgressDisplay display;
    private final String run;

    Report(ProgressDisplay display, String run) {
      this.display = display;
      this.run = run;
    }

    @Override
    public String progress(JobCounters counters) {
      return format(
          Locale.ROOT,
          "%,d samples read  %,d rechecked  %,d revoked  %,d reinstated",
          counters.sum("samples_read"),
          counters.sum(RecheckJob.RECHECKED),
          counters.sum(RecheckJob.REVOKED),
          counters.sum(RecheckJob.REINSTATED));
    }

    @Override
    public void print(JobCounters counters, boolean failed) {
      display.clear();
    }

    /** Counts what is in the topic, whichever process wrote it. */
    @Override
    public void requireSuccess(JobCounters counters) {
      if (counters.sum(KafkaConnector.LOST_TRANSACTIONS) > 0) {
        throw new CommandFailedException(
            "revisions are lost: the brokers aborted a transaction before it was committed",
            "Run the command again: it writes the missing revisions.");
      }
      try {
        CommittedEnd.await(topics.connection(), revisions.name());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the revisions", e);
      }
      Map<Gate, Long> revoked = new EnumMap<>(Gate.class);
      long[] counts = new long[3];
      Set<Position> gone = new HashSet<>();
      RevisionTopic.scan(
          TopicRange.now(topics.connection(), revisions.name()),
          (revision, partition) -> {
            boolean anew = !revision.keeps() && !gone.add(revision.position());
            if (revision.keeps()) {
              gone.remove(revision.position());
            }
            if (revision.by().name().equals(run)) {
              counts[revision.keeps() ? 1 : anew ? 2 : 0]++;
              if (revision.reason() != null && !anew) {
                revoked.merge(revision.reason().gate(), 1L, Long::sum);
              }
            }
          },
          (place, problem) -> {});
      out.println(
          format(
              Locale.ROOT,
              "%,d revoked (%,d repeat an evaluation item, %,d are duplicates now), %,d reinstated"
                  + "%s, in the topic %s by the run %s.",
              counts[0],
              revoked.getOrDefault(Gate.DECONTAMINATE, 0L),
              revoked.getOrDefault(Gate.DEDUPLICATE, 0L),
              counts[1],
              counts[2] == 0
                  ? ""
                  : format(Locale.ROOT, ", %,d still revoked, now for another reason", counts[2]),
              revisions.name(),
              run));
      if (counts[0] + counts[1] > 0) {
        out.println("'medsift export' into the same folder lists the rows to delete from it.");
      }
    }
  }
}
