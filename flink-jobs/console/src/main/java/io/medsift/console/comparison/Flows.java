package io.medsift.console.comparison;

import io.medsift.review.comparison.ComparedOutcome;
import io.medsift.review.comparison.Differences;
import io.medsift.review.comparison.Differences.Change;
import io.medsift.review.comparison.Differences.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How samples flow from the outcomes of a run to those of another. */
final class Flows {
  private final Map<OutcomeGroup, Map<OutcomeGroup, Cell>> table = new TreeMap<>();
  private final SortedSet<OutcomeGroup> columns = new TreeSet<>();
  private final List<Flow> flows = new ArrayList<>();

  /**
   * Samples from a group to another.
   *
   * @param samples all of them
   * @param changed those with another outcome, or by other evidence
   */
  record Cell(long samples, long changed) {
    private Cell plus(Cell other) {
      return new Cell(samples + other.samples, changed + other.changed);
    }
  }

  /** Samples whose outcome changed in one way; from an outcome to itself by other evidence. */
  record Flow(int from, int to, Tally tally) {
    /** What changed, for people. */
    String title() {
      return from == to
          ? ComparedOutcome.name(from) + ", by other evidence"
          : ComparedOutcome.name(from) + " → " + ComparedOutcome.name(to);
    }
  }

  Flows(Differences differences) {
    differences.changes().forEach(this::add);
    differences.alone().forEach(this::add);
    differences
        .same()
        .forEach(
            (code, same) -> {
              cell(code, code, same.alike(), 0);
              if (same.otherEvidence().count() > 0) {
                add(new Change(code, code), same.otherEvidence());
              }
            });
    flows.sort(Comparator.comparingLong((Flow flow) -> flow.tally().count()).reversed());
  }

  private void add(Change change, Tally tally) {
    cell(change.from(), change.to(), tally.count(), tally.count());
    flows.add(new Flow(change.from(), change.to(), tally));
  }

  private void cell(int from, int to, long samples, long changed) {
    OutcomeGroup column = OutcomeGroup.of(to);
    columns.add(column);
    table
        .computeIfAbsent(OutcomeGroup.of(from), none -> new TreeMap<>())
        .merge(column, new Cell(samples, changed), Cell::plus);
  }

  /** Groups of the first run to groups of the second. */
  Map<OutcomeGroup, Map<OutcomeGroup, Cell>> table() {
    return table;
  }

  /** The groups of the second run. */
  SortedSet<OutcomeGroup> columns() {
    return columns;
  }

  /** The changes between outcomes that two keys name, most samples first; null names all. */
  List<Flow> between(String from, String to) {
    return flows.stream()
        .filter(flow -> OutcomeGroup.names(from, flow.from()) && OutcomeGroup.names(to, flow.to()))
        .toList();
  }
}
