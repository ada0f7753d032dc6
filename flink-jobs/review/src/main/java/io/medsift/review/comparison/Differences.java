package io.medsift.review.comparison;

import io.medsift.review.rows.StrayRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Differences between the verdicts of a replay and those of the first run. Used by one thread. */
public final class Differences {
  private static final int EXAMPLES = 3;

  private final Map<Change, Tally> changes = new TreeMap<>();
  private long compared;
  private long alike;
  private long otherEvidence;
  private long onlyFirst;
  private long onlyReplay;
  private long reviewed;
  private List<String> versions = List.of();
  private StrayRows strays = new StrayRows();

  /** From one kind of outcome to another, as {@link ComparedOutcome#code()} has them. */
  record Change(int from, int to) implements Comparable<Change> {
    private static final Comparator<Change> ORDER =
        Comparator.comparingInt(Change::from).thenComparingInt(Change::to);

    @Override
    public int compareTo(Change other) {
      return ORDER.compare(this, other);
    }
  }

  /** Number of changes of a kind, and examples. */
  static final class Tally {
    private final List<Example> examples = new ArrayList<>();
    private final Map<Cause, Long> causes = new TreeMap<>();
    private long count;

    long count() {
      return count;
    }

    List<Example> examples() {
      return examples;
    }

    /** Returns the number of changes by cause; changes without a known cause are not counted. */
    Map<Cause, Long> causes() {
      return causes;
    }
  }

  /** Cause for which a duplicate of the first run is not one of the replay. */
  enum Cause {
    /** The kept sample is before the first record of the replay. */
    KEPT_BEFORE_RANGE("a sample before --from, which the replay does not know"),
    /** The kept sample was not accepted this time. */
    KEPT_NOT_ACCEPTED("a sample that is not accepted this time");

    private final String repeated;

    Cause(String repeated) {
      this.repeated = repeated;
    }

    /** A phrase whose subject is so many samples. */
    String phrase(long count) {
      return (count == 1 ? "repeats " : "repeat ") + repeated;
    }
  }

  /**
   * A position whose outcome changed.
   *
   * @param row packed location of the replay's row
   */
  record Example(int partition, long offset, ComparedOutcome first, long row) {}

  void alike() {
    compared++;
    alike++;
  }

  void otherEvidence() {
    compared++;
    otherEvidence++;
  }

  /** Notes a verdict that a reviewer has revised. */
  void reviewed() {
    reviewed++;
  }

  void onlyFirst() {
    onlyFirst++;
  }

  void onlyReplay(long count) {
    onlyReplay = count;
  }

  /** Notes a changed outcome; {@code cause} is null where none shows. */
  void changed(Change change, Cause cause, Example example) {
    compared++;
    Tally tally = changes.computeIfAbsent(change, key -> new Tally());
    tally.count++;
    if (cause != null) {
      tally.causes.merge(cause, 1L, Long::sum);
    }
    if (tally.examples.size() < EXAMPLES) {
      tally.examples.add(example);
    }
  }

  void versions(List<String> differences) {
    versions = differences;
  }

  void strays(StrayRows met) {
    strays = met;
  }

  /** Returns the records in the outputs of both runs that were not compared. */
  StrayRows strays() {
    return strays;
  }

  Map<Change, Tally> changes() {
    return changes;
  }

  /** Positions that both runs decided. */
  long compared() {
    return compared;
  }

  /** Positions decided alike, by the same evidence. */
  long alikeCount() {
    return alike;
  }

  /** Positions decided alike, by other evidence. */
  long otherEvidenceCount() {
    return otherEvidence;
  }

  /** Positions that only the first run decided. */
  long onlyFirstCount() {
    return onlyFirst;
  }

  /** Verdicts of the first run that a reviewer has revised. */
  long reviewedCount() {
    return reviewed;
  }

  /** Positions that only the replay decided. */
  long onlyReplayCount() {
    return onlyReplay;
  }

  /** Returns recipes and artifacts that differ. */
  List<String> versions() {
    return versions;
  }

  /** Returns whether every position has the same outcome by the same evidence. */
  public boolean none() {
    return changes.isEmpty() && otherEvidence == 0 && onlyFirst == 0 && onlyReplay == 0;
  }
}
