package io.medsift.review.comparison;

import io.medsift.kafka.topic.SamplePosition;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Differences between the verdicts of two runs, the second often a replay. Used by one thread. */
public final class Differences {
  private final OutcomeLog log;
  private final int mostExamples;
  private final Map<Change, Tally> changes = new TreeMap<>();
  private final Map<Integer, Same> same = new TreeMap<>();
  private final Map<Change, Tally> alone = new TreeMap<>();
  private long compared;
  private long reviewed;
  private long otherSample;
  private long outside;
  private List<String> versions = List.of();
  private StrayRows strays = new StrayRows();

  /**
   * No differences yet.
   *
   * @param mostExamples how many to keep of each change
   */
  Differences(OutcomeLog log, int mostExamples) {
    this.log = log;
    this.mostExamples = mostExamples;
  }

  /** From one kind of outcome to another, as {@link ComparedOutcome#code()} has them. */
  public record Change(int from, int to) implements Comparable<Change> {
    private static final Comparator<Change> ORDER =
        Comparator.comparingInt(Change::from).thenComparingInt(Change::to);

    @Override
    public int compareTo(Change other) {
      return ORDER.compare(this, other);
    }
  }

  /** Number of changes of a kind, and examples. */
  public static final class Tally {
    private final List<Example> examples = new ArrayList<>();
    private final Map<Cause, Long> causes = new TreeMap<>();
    private long count;

    private void add(Cause cause, Example example, int most) {
      count++;
      if (cause != null) {
        causes.merge(cause, 1L, Long::sum);
      }
      if (examples.size() < most) {
        examples.add(example);
      }
    }

    /** How many there are. */
    public long count() {
      return count;
    }

    /** The first of them. */
    public List<Example> examples() {
      return Collections.unmodifiableList(examples);
    }

    /** Returns the number of changes by cause; changes without a known cause are not counted. */
    public Map<Cause, Long> causes() {
      return Collections.unmodifiableMap(causes);
    }
  }

  /** Samples of one kind of outcome in both runs. */
  public static final class Same {
    private final Tally otherEvidence = new Tally();
    private long alike;

    /** Those that were decided by the same evidence. */
    public long alike() {
      return alike;
    }

    /** Those that were decided by other evidence. */
    public Tally otherEvidence() {
      return otherEvidence;
    }
  }

  /** Cause for which a duplicate of the first run is not one of the second. */
  public enum Cause {
    /** The kept sample is before the first record of the replay. */
    KEPT_BEFORE_RANGE("a sample before --from, which the replay does not know"),
    /** The kept sample was not accepted this time. */
    KEPT_NOT_ACCEPTED("a sample that is not accepted this time");

    private final String repeated;

    Cause(String repeated) {
      this.repeated = repeated;
    }

    /** A phrase whose subject is so many samples. */
    public String phrase(long count) {
      return (count == 1 ? "repeats " : "repeat ") + repeated;
    }
  }

  /**
   * A position whose outcome changed.
   *
   * @param first null where the first run has none
   * @param row packed location of the second run's row; 0 where it has none
   * @param second null where the second run has none, or its row is gone
   */
  public record Example(
      Position position, ComparedOutcome first, long row, ComparedOutcome second) {}

  void alike(int code) {
    compared++;
    same.computeIfAbsent(code, key -> new Same()).alike++;
  }

  void otherEvidence(int code, Example example) {
    compared++;
    same.computeIfAbsent(code, key -> new Same()).otherEvidence.add(null, example, mostExamples);
  }

  /** Notes a verdict that a reviewer has revised. */
  void reviewed() {
    reviewed++;
  }

  /** Notes a position at which the runs have read different samples. */
  void otherSample() {
    otherSample++;
  }

  /** Notes a verdict on a sample that is not among those compared. */
  void outside() {
    outside++;
  }

  void onlyFirst(int code, Example example) {
    add(alone, new Change(code, ComparedOutcome.NONE), null, example);
  }

  void onlySecond(int code, Example example) {
    add(alone, new Change(ComparedOutcome.NONE, code), null, example);
  }

  /** Notes a changed outcome; {@code cause} is null where none shows. */
  void changed(Change change, Cause cause, Example example) {
    compared++;
    add(changes, change, cause, example);
  }

  private void add(Map<Change, Tally> to, Change change, Cause cause, Example example) {
    to.computeIfAbsent(change, key -> new Tally()).add(cause, example, mostExamples);
  }

  void versions(List<String> differences) {
    versions = differences;
  }

  void strays(StrayRows met) {
    strays = met;
  }

  /** Reads what the second run has decided on the examples. */
  void readSeconds(ComparedRun second) throws IOException {
    List<Tally> tallies = new ArrayList<>(changes.values());
    tallies.addAll(alone.values());
    same.values().forEach(each -> tallies.add(each.otherEvidence));
    Set<RowLocation> wanted = new HashSet<>();
    for (Tally tally : tallies) {
      for (Example example : tally.examples) {
        if (example.row() != 0) {
          wanted.add(RowLocation.unpack(example.row()));
        }
      }
    }
    Map<RowLocation, ComparedOutcome> read = second.read(wanted);
    for (Tally tally : tallies) {
      tally.examples.replaceAll(
          example ->
              new Example(
                  example.position(),
                  example.first(),
                  example.row(),
                  example.row() == 0 ? null : read.get(RowLocation.unpack(example.row()))));
    }
  }

  /** Where the second run's row about a sample stands; empty where it has none. */
  public Optional<RowLocation> second(Position position) {
    long row = log.row(new SamplePosition(position.partition(), position.offset()));
    return row == 0 ? Optional.empty() : Optional.of(RowLocation.unpack(row));
  }

  /** Returns the records in the outputs of both runs that were not compared. */
  public StrayRows strays() {
    return strays;
  }

  /** Samples with another outcome. */
  public Map<Change, Tally> changes() {
    return Collections.unmodifiableMap(changes);
  }

  /** Samples with the same outcome, by its code. */
  public Map<Integer, Same> same() {
    return Collections.unmodifiableMap(same);
  }

  /** Samples that one run alone has decided: the other outcome is {@link ComparedOutcome#NONE}. */
  public Map<Change, Tally> alone() {
    return Collections.unmodifiableMap(alone);
  }

  /** Positions that both runs decided. */
  public long compared() {
    return compared;
  }

  /** Positions decided alike, by the same evidence. */
  public long alikeCount() {
    return same.values().stream().mapToLong(Same::alike).sum();
  }

  /** Positions decided alike, by other evidence. */
  public long otherEvidenceCount() {
    return same.values().stream().mapToLong(each -> each.otherEvidence.count).sum();
  }

  /** Positions that only the first run decided. */
  public long onlyFirstCount() {
    return alone.entrySet().stream()
        .filter(each -> each.getKey().to() == ComparedOutcome.NONE)
        .mapToLong(each -> each.getValue().count)
        .sum();
  }

  /** Verdicts of the first run that a reviewer has revised. */
  public long reviewedCount() {
    return reviewed;
  }

  /** Positions that only the second run decided. */
  public long onlySecondCount() {
    return alone.entrySet().stream()
        .filter(each -> each.getKey().from() == ComparedOutcome.NONE)
        .mapToLong(each -> each.getValue().count)
        .sum();
  }

  /** Positions at which the runs have read different samples, whose verdicts were not compared. */
  public long otherSampleCount() {
    return otherSample;
  }

  /** Verdicts of the first run on samples before or after those of the second. */
  public long outsideCount() {
    return outside;
  }

  /** Returns recipes and artifacts that differ. */
  public List<String> versions() {
    return versions;
  }

  /** Returns whether every position has the same outcome by the same evidence. */
  public boolean none() {
    return changes.isEmpty() && otherEvidenceCount() == 0 && alone.isEmpty() && otherSample == 0;
  }
}
