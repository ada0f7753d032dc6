package io.medsift.testkit.scenario;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.curation.write.CurationTopics;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run wrote. */
public record Decisions(List<CuratedRow> curated, List<DeadLetter> deadLetters) {

  /** Sample id to its verdict; fails where an id has two. */
  public Map<String, Verdict> byId() {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (CuratedRow row : curated) {
      Verdict other = verdicts.put(row.sample().get("id").asText(), row.verdict());
      if (other != null) {
        throw new AssertionError(row.sample().get("id") + " has two verdicts");
      }
    }
    return verdicts;
  }

  /** Position to what was decided there; fails where a position was written twice. */
  public Map<String, Decided> byPosition() {
    Map<String, Decided> decisions = new TreeMap<>();
    for (CuratedRow row : curated) {
      Position position = row.verdict().position();
      once(decisions.put(position.toString(), Decided.of(row)), position);
    }
    for (DeadLetter letter : deadLetters) {
      once(
          decisions.put(letter.position().toString(), Decided.of(letter.error())),
          letter.position());
    }
    return decisions;
  }

  private static void once(Decided other, Position position) {
    if (other != null) {
      throw new AssertionError(position + " was written twice");
    }
  }

  /** All positions that were written, in order, repeats included. */
  public List<String> positions() {
    List<String> positions = new ArrayList<>();
    curated.forEach(row -> positions.add(row.verdict().position().toString()));
    deadLetters.forEach(letter -> positions.add(letter.position().toString()));
    positions.sort(null);
    return positions;
  }

  /** The positions that {@code records} have in a topic that holds nothing else. */
  public static String[] expectedPositions(CurationTopics topics, List<LoggedRecord> records) {
    Map<Integer, Long> offsets = new HashMap<>();
    List<String> positions = new ArrayList<>();
    for (LoggedRecord record : records) {
      long offset = offsets.merge(record.partition(), 1L, Long::sum) - 1;
      if (!record.heartbeat()) {
        positions.add(new Position(topics.samples(), record.partition(), offset).toString());
      }
    }
    return positions.toArray(String[]::new);
  }

  /** Every reason for which a sample was rejected. */
  public Set<Reason> reasons() {
    return curated.stream()
        .map(row -> row.verdict().reason())
        .filter(Objects::nonNull)
        .collect(toSet());
  }

  /** Ids of the accepted samples. */
  public TreeSet<String> acceptedIds() {
    return curated.stream()
        .filter(row -> row.verdict().decision() == Decision.ACCEPTED)
        .map(row -> row.sample().get("id").asText())
        .collect(toCollection(TreeSet::new));
  }

  /**
   * Each verdict in words that depend neither on where in the log the sample stood nor on the
   * processor, sorted: what must be the same however the log was spread over partitions.
   */
  public List<String> comparable() {
    List<String> lines = new ArrayList<>();
    for (CuratedRow row : curated) {
      Verdict verdict = row.verdict();
      lines.add(
          "%s %s %s %s %s"
              .formatted(
                  row.sample().get("id").asText(),
                  verdict.decision(),
                  verdict.reason(),
                  Decided.exact(withoutPositions(verdict.evidence())),
                  verdict.findings().stream().map(Decided::exact).toList()));
    }
    for (DeadLetter letter : deadLetters) {
      lines.add("dead letter: " + letter.error());
    }
    lines.sort(null);
    return lines;
  }

  private static Evidence withoutPositions(Evidence evidence) {
    if (evidence instanceof Evidence.Selection selection && selection.kept() != null) {
      return new Evidence.Selection(
          selection.by(),
          selection.keep(),
          selection.measure(),
          selection.keptId(),
          new Position("samples", 0, 0),
          selection.keptMeasure(),
          selection.late());
    }
    if (evidence instanceof Evidence.Quota quota) {
      Position none = new Position("samples", 0, 0);
      return new Evidence.Quota(
          quota.by(),
          quota.value(),
          quota.limit(),
          quota.kept(),
          quota.firstId(),
          none,
          quota.lastId(),
          none);
    }
    return evidence instanceof Evidence.Duplicate duplicate
        ? new Evidence.Duplicate(
            duplicate.keptId(), new Position("samples", 0, 0), duplicate.similarity(), null)
        : evidence;
  }
}
