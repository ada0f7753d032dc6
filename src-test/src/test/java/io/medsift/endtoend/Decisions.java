package io.medsift.endtoend;

import static java.util.stream.Collectors.toCollection;

import io.medsift.codec.CuratedRow;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run wrote. */
record Decisions(List<CuratedRow> curated, List<DeadLetter> deadLetters) {

  /** Sample id to its verdict; fails where an id has two. */
  Map<String, Verdict> byId() {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (CuratedRow row : curated) {
      Verdict other = verdicts.put(row.sample().get("id").asText(), row.verdict());
      if (other != null) {
        throw new AssertionError(row.sample().get("id") + " has two verdicts");
      }
    }
    return verdicts;
  }

  /** All positions that were written, in order, repeats included. */
  List<String> positions() {
    List<String> positions = new ArrayList<>();
    curated.forEach(row -> positions.add(row.verdict().position().toString()));
    deadLetters.forEach(letter -> positions.add(letter.position().toString()));
    positions.sort(null);
    return positions;
  }

  /** Ids of the accepted samples. */
  TreeSet<String> acceptedIds() {
    return curated.stream()
        .filter(row -> row.verdict().decision() == Decision.ACCEPTED)
        .map(row -> row.sample().get("id").asText())
        .collect(toCollection(TreeSet::new));
  }

  /**
   * Each verdict in words that do not depend on where in the log the sample stood, sorted: what
   * must be the same however the log was spread over partitions.
   */
  List<String> comparable() {
    List<String> lines = new ArrayList<>();
    for (CuratedRow row : curated) {
      Verdict verdict = row.verdict();
      lines.add(
          "%s %s %s %s %s"
              .formatted(
                  row.sample().get("id").asText(),
                  verdict.decision(),
                  verdict.reason(),
                  withoutPositions(verdict.evidence()),
                  verdict.findings()));
    }
    for (DeadLetter letter : deadLetters) {
      lines.add("dead letter: " + letter.error());
    }
    lines.sort(null);
    return lines;
  }

  private static Object withoutPositions(Evidence evidence) {
    return evidence instanceof Evidence.Duplicate duplicate
        ? new Evidence.Duplicate(
            duplicate.keptId(), new Position("samples", 0, 0), duplicate.similarity(), null)
        : evidence;
  }
}
