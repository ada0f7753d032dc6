package io.medsift.curation.gate;

import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts verdicts under {@code accepted{track}} and {@code rejected{gate, reason, track}}, and
 * rejections by source besides. Counters are registered at zero when an operator opens, since a
 * rate misses the first value of a counter.
 */
public final class VerdictCounters {
  private final MetricGroup metrics;
  private final Map<String, Track> tracks;
  private final Map<Reason, Map<String, Counter>> rejected = new EnumMap<>(Reason.class);
  private final Map<String, Counter> accepted = new HashMap<>();
  private final SourceCounters sources;

  /** Counters under the group of an operator, for samples of these tracks. */
  public VerdictCounters(MetricGroup metrics, Map<String, Track> tracks) {
    this.metrics = metrics;
    this.tracks = tracks;
    this.sources = new SourceCounters(metrics, "rejected_by_source");
  }

  /** Registers the counters of rejections by {@code gate} at zero, for the tracks that run it. */
  public VerdictCounters rejecting(Gate gate) {
    for (Reason reason : Reason.values()) {
      if (reason.gate() == gate) {
        names(track -> track.runs(gate)).forEach(track -> rejections(reason, track));
      }
    }
    return this;
  }

  /**
   * Registers the counters of accepted samples at zero, for the tracks whose samples the operator
   * accepts.
   */
  public VerdictCounters accepting(Predicate<Track> last) {
    names(last).forEach(this::acceptances);
    return this;
  }

  private Iterable<String> names(Predicate<Track> wanted) {
    return tracks.keySet().stream().filter(name -> wanted.test(tracks.get(name))).toList();
  }

  /** Counts one rejection; {@code track} is one of the recipe's. */
  public void reject(Reason reason, String track, String source) {
    rejections(reason, track).inc();
    sources.of(source).inc();
  }

  /** Counts one acceptance; {@code track} is one of the recipe's. */
  public void accept(String track) {
    acceptances(track).inc();
  }

  private Counter rejections(Reason reason, String track) {
    return rejected
        .computeIfAbsent(reason, r -> new HashMap<>())
        .computeIfAbsent(
            track,
            t ->
                metrics
                    .addGroup("gate", reason.gate().wireName())
                    .addGroup("reason", reason.name())
                    .addGroup("track", t)
                    .counter("rejected"));
  }

  private Counter acceptances(String track) {
    return accepted.computeIfAbsent(track, t -> metrics.addGroup("track", t).counter("accepted"));
  }
}
