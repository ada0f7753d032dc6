package io.medsift.curation.gate;

import io.medsift.verdict.Reason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts verdicts under {@code accepted{track}} and {@code rejected{gate, reason}}. */
public final class VerdictCounters {
  private final MetricGroup metrics;
  private final Map<Reason, Counter> rejected = new EnumMap<>(Reason.class);
  private final Map<String, Counter> accepted = new HashMap<>();

  /** Counters under the group of an operator. */
  public VerdictCounters(MetricGroup metrics) {
    this.metrics = metrics;
  }

  /** Counts one rejection. */
  public void reject(Reason reason) {
    rejected
        .computeIfAbsent(
            reason,
            r ->
                metrics
                    .addGroup("gate", r.gate().wireName())
                    .addGroup("reason", r.name())
                    .counter("rejected"))
        .inc();
  }

  /** Counts one acceptance; {@code track} is one of the recipe's. */
  public void accept(String track) {
    accepted.computeIfAbsent(track, t -> metrics.addGroup("track", t).counter("accepted")).inc();
  }
}
