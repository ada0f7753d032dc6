package io.medsift.review.comparison;

import io.medsift.review.rows.StrayRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the verdicts of a replay differ from those of the first run. Used by one thread. */
public final class Differences {
  private static final int EXAMPLES = 3;

  private final Map<Change, Tally> changes = new TreeMap<>();
  private long compared;
  private long alike;
  private long otherEvidence;
  private long onlyFirst;
  private long onlyReplay;
  private List<String> makers = List.of();
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

  /** How often, and a few of them. */
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

    /** How many changes have a cause that shows; the others have none that does. */
    Map<Cause, Long> causes() {
      return causes;
    }
  }

  /** Why a sample that was a duplicate is none any more. */
  enum Cause {
    /** What it repeats lies before the replay's first record. */
    KEPT_BEFORE_RANGE("a sample before --from, which the replay does not know"),
    /** What it repeats was not accepted this time. */
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

  void makers(List<String> differences) {
    makers = differences;
  }

  void strays(StrayRows met) {
    strays = met;
  }

  /** What stands in the outputs of both runs and was not compared. */
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

  /** Positions that only the replay decided. */
  long onlyReplayCount() {
    return onlyReplay;
  }

  /** Recipe and artifacts that differ. */
  List<String> makers() {
    return makers;
  }

  /** Whether nothing differs: every position has the same outcome by the same evidence. */
  public boolean none() {
    return changes.isEmpty() && otherEvidence == 0 && onlyFirst == 0 && onlyReplay == 0;
  }
}
