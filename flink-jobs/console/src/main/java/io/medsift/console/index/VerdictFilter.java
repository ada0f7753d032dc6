package io.medsift.console.index;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which verdicts are wanted: those that meet all of it.
 *
 * @param values the value of some dimensions
 * @param text words that prompt or response must hold, in the syntax of {@link WordQuery}, or an
 *     id, or a position; empty for any
 * @param since the time from which on the verdict was written, milliseconds since the epoch; 0 for
 *     any
 * @param minScore the lowest score of a judge; null for any, also for none
 * @param maxScore the highest score of a judge; null for any, also for none
 */
public record VerdictFilter(
    Map<Facet, String> values, String text, long since, Double minScore, Double maxScore) {
  /** All verdicts. */
  public static final VerdictFilter ALL = new VerdictFilter(Map.of(), "", 0, null, null);

  /**
   * A filter.
   *
   * @throws IllegalArgumentException if the text is too long for a search; the message is a clause
   */
  public VerdictFilter {
    EnumMap<Facet, String> copy = new EnumMap<>(Facet.class);
    copy.putAll(values);
    values = copy;
    String problem = WordQuery.problem(text);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** The same for another value of a dimension; null for any. */
  public VerdictFilter with(Facet dimension, String value) {
    EnumMap<Facet, String> changed = new EnumMap<>(Facet.class);
    changed.putAll(values);
    if (value == null) {
      changed.remove(dimension);
    } else {
      changed.put(dimension, value);
    }
    return new VerdictFilter(changed, text, since, minScore, maxScore);
  }

  /** The same for verdicts that were written since a time. */
  public VerdictFilter since(long millis) {
    return new VerdictFilter(values, text, millis, minScore, maxScore);
  }

  /** The same with other words. */
  public VerdictFilter containing(String words) {
    return new VerdictFilter(values, words, since, minScore, maxScore);
  }
}
