package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.recipe.DeduplicationSettings;
import io.medsift.recipe.DeduplicationSettings.DeduplicationScope;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.SyntheticResponses;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples as they stand in the partitions of a topic, and what the sequential rule says of them.
 */
final class ResponseLog {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Integer, Long> times = new HashMap<>();

  /** A sample; {@code time} is its timestamp, raised to the highest that its partition had. */
  private record Entry(
      String id,
      String prompt,
      String response,
      int partition,
      long timestamp,
      long time,
      int place) {
    static final Comparator<Entry> BY_RANK =
        Comparator.comparingLong(Entry::time)
            .thenComparingInt(Entry::partition)
            .thenComparingInt(Entry::place);
  }

  void add(int partition, long timestamp, String prompt, String response) {
    long time = times.merge(partition, timestamp, Math::max);
    String id = "s" + entries.size();
    entries.add(new Entry(id, prompt, response, partition, timestamp, time, entries.size()));
  }

  List<LoggedRecord> records() {
    return entries.stream()
        .map(
            entry ->
                new LoggedRecord(
                    entry.partition(),
                    entry.timestamp(),
                    SyntheticResponses.sample(entry.id(), entry.prompt(), entry.response())))
        .toList();
  }

  /** Checks every verdict; returns how many samples were rejected. */
  int assertSequentialRule(Decisions decisions, DeduplicationSettings settings) {
    Map<String, Verdict> verdicts = decisions.byId();
    assertThat(verdicts).hasSize(entries.size());
    Map<String, String> kept = sequentialRule(settings);
    for (Entry entry : entries) {
      Verdict verdict = verdicts.get(entry.id());
      String named =
          verdict.evidence() instanceof Evidence.Duplicate duplicate ? duplicate.keptId() : null;
      assertThat(named).as(entry.id()).isEqualTo(kept.get(entry.id()));
      assertThat(verdict.late()).as(entry.id()).isFalse();
    }
    return kept.size();
  }

  /** How many samples the rule rejects. */
  int rejectedByTheRule(DeduplicationSettings settings) {
    return sequentialRule(settings).size();
  }

  /** Id of each rejected sample to that of the sample that it duplicates. */
  private Map<String, String> sequentialRule(DeduplicationSettings settings) {
    Map<String, SequentialDeduplication> rules = new HashMap<>();
    Map<String, List<String>> ids = new HashMap<>();
    Map<String, String> kept = new HashMap<>();
    for (Entry entry : entries.stream().sorted(Entry.BY_RANK).toList()) {
      String scope = settings.scope() == DeduplicationScope.PROMPT ? entry.prompt() : "";
      List<String> inScope = ids.computeIfAbsent(scope, s -> new ArrayList<>());
      inScope.add(entry.id());
      int index =
          rules
              .computeIfAbsent(scope, s -> new SequentialDeduplication(settings))
              .next(entry.response());
      if (index >= 0) {
        kept.put(entry.id(), inScope.get(index));
      }
    }
    return kept;
  }
}
