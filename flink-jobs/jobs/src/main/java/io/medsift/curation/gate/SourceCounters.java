package io.medsift.curation.gate;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts under the label {@code source}. Producers choose the names: beyond the first {@value
 * #MAX_SOURCES} of an operator, and where one is longer than {@value #MAX_NAME} characters, the
 * label is {@value #OTHER}.
 */
public final class SourceCounters {
  /** The label of sources without a counter of their own. */
  public static final String OTHER = "(other)";

  static final int MAX_SOURCES = 100;
  static final int MAX_NAME = 100;

  private final MetricGroup metrics;
  private final String name;
  private final Map<String, Counter> counters = new HashMap<>();

  /** Counters of this name under the group of an operator. */
  public SourceCounters(MetricGroup metrics, String name) {
    this.metrics = metrics;
    this.name = name;
  }

  /** The counter of a source, which begins at zero. */
  public Counter of(String source) {
    Counter known = counters.get(source);
    if (known != null) {
      return known;
    }
    boolean own = source.length() <= MAX_NAME && counters.size() < MAX_SOURCES;
    return counters.computeIfAbsent(
        own ? source : OTHER, label -> metrics.addGroup("source", label).counter(name));
  }
}
