package io.medsift.topic;

import java.io.Serializable;
import java.util.Map;

/**
 * How much of a topic a run reads.
 *
 * @param starts first offset by partition; a partition without one is read from its first record
 * @param ends offset by partition at which to stop; without any, the run waits for more
 */
public record Reading(Map<Integer, Long> starts, Map<Integer, Long> ends) implements Serializable {
  /** All that there is, and what comes. */
  public static final Reading ALL = new Reading(Map.of(), Map.of());

  public Reading {
    starts = Map.copyOf(starts);
    ends = Map.copyOf(ends);
  }
}
