package io.medsift.review.comparison;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.review.comparison.Differences.Change;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revisions;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Compares the verdicts of two runs over the same samples, position by position: what was decided
 * and by which evidence, but not which recipe says so, nor whether it was late or repeated. Of the
 * first run the last revision counts that no reviewer made, as a replay knows no reviewers. The
 * similarity of a prompt to its cluster may differ by the encoder's error; all else is exact.
 *
 * <p>Holds 21 bytes for each sample of the second run.
 */
public final class Comparison {
  private static final int EXAMPLES_OF_REPLAY = 3;

  private final ComparedRun first;
  private final ComparedRun second;
  private final Revisions revisions;
  private final OutcomeLog log;
  private final Differences differences;
  private final LongConsumer progress;
  private final Versions firstVersions = new Versions();
  private final Versions secondVersions = new Versions();
  private final StrayRows strays = new StrayRows();
  private long rows;

  private Comparison(
      ComparedRun first,
      ComparedRun second,
      TopicRange range,
      int examples,
      LongConsumer progress) {
    this.first = first;
    this.second = second;
    this.revisions = first.revisions();
    this.log = new OutcomeLog(range);
    this.differences = new Differences(log, examples);
    this.progress = progress;
  }

  /** Compares the verdicts of a job and of a replay on the positions of {@code range}. */
  public static Differences of(CurationTopics first, CurationTopics replay, TopicRange range)
      throws IOException {
    return new Comparison(
            ComparedRun.of(first), ComparedRun.of(replay), range, EXAMPLES_OF_REPLAY, count -> {})
        .run();
  }

  /**
   * Compares the verdicts of two runs on the samples from the first to the last of the second, in
   * each partition.
   *
   * @param examples how many to keep of each change
   * @param progress is given the number of rows read so far
   */
  public static Differences of(
      ComparedRun first, ComparedRun second, int examples, LongConsumer progress)
      throws IOException {
    return new Comparison(first, second, null, examples, progress).run();
  }

  private Differences run() throws IOException {
    second.visit(log::takes, strays, this::remember);
    first.visit(this::isCompared, strays, this::compare);
    log.eachUnmarked(
        (sample, code, row) ->
            differences.onlySecond(
                code, new Differences.Example(position(sample), null, row, null)));
    differences.strays(strays);
    differences.versions(firstVersions.differences(secondVersions));
    differences.readSeconds(second);
    return differences;
  }

  private void count() {
    progress.accept(++rows);
  }

  private Position position(SamplePosition sample) {
    return new Position(first.samples(), sample.partition(), sample.offset());
  }

  private void remember(ComparedRun.Row row) {
    count();
    log.put(row);
    if (row.outcome().verdict() != null) {
      secondVersions.add(row.outcome().verdict());
    }
  }

  private boolean isCompared(SamplePosition sample) {
    if (log.holds(sample)) {
      return true;
    }
    differences.outside();
    return false;
  }

  private void compare(ComparedRun.Row row) {
    count();
    SamplePosition sample = row.sample();
    ComparedOutcome written = row.outcome();
    if (written.verdict() != null) {
      firstVersions.add(written.verdict());
    }
    Position position = position(sample);
    if (revisions.reviewed(position)) {
      differences.reviewed();
    }
    ComparedOutcome before = revisions.lastOfJobs(position).map(written::revised).orElse(written);
    int now = log.code(sample);
    Differences.Example example = new Differences.Example(position, before, log.row(sample), null);
    if (now == ComparedOutcome.NONE) {
      differences.onlyFirst(before.code(), example);
    } else if (log.mark(sample)) {
      if (log.sameSample(row)) {
        note(sample, now, example);
      } else {
        differences.otherSample();
      }
    }
  }

  private void note(SamplePosition sample, int now, Differences.Example example) {
    ComparedOutcome before = example.first();
    if (before.code() != now) {
      differences.changed(new Change(before.code(), now), cause(before), example);
    } else if (log.sameEvidence(sample, before)) {
      differences.alike(now);
    } else {
      differences.otherEvidence(now, example);
    }
  }

  private Differences.Cause cause(ComparedOutcome before) {
    Evidence.Duplicate duplicate = before.duplicate();
    if (duplicate == null) {
      return null;
    }
    SamplePosition kept =
        new SamplePosition(duplicate.kept().partition(), duplicate.kept().offset());
    if (log.isBefore(kept)) {
      return Differences.Cause.KEPT_BEFORE_RANGE;
    }
    return log.holds(kept) && !ComparedOutcome.isAccepted(log.code(kept))
        ? Differences.Cause.KEPT_NOT_ACCEPTED
        : null;
  }

  /** Recipes and artifacts of a run, as its verdicts name them. */
  private static final class Versions {
    private final Map<String, Set<String>> values = new TreeMap<>();
    private Verdict last;

    void add(Verdict verdict) {
      if (last != null
          && last.recipe().equals(verdict.recipe())
          && last.artifacts().equals(verdict.artifacts())) {
        return;
      }
      last = verdict;
      add("recipe", verdict.recipe().name() + " " + verdict.recipe().hash());
      verdict.artifacts().forEach(this::add);
    }

    private void add(String name, String value) {
      values.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value);
    }

    /** Returns the differences from {@code other}, a line for each. */
    List<String> differences(Versions other) {
      Set<String> names = new TreeSet<>(values.keySet());
      names.addAll(other.values.keySet());
      List<String> differences = new ArrayList<>();
      for (String name : names) {
        Set<String> mine = values.getOrDefault(name, Set.of("none"));
        Set<String> others = other.values.getOrDefault(name, Set.of("none"));
        if (!mine.equals(others)) {
          differences.add(
              "%s: %s -> %s".formatted(name, String.join(", ", mine), String.join(", ", others)));
        }
      }
      return differences;
    }
  }
}
