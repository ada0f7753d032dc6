package io.medsift.kafka.topic;

import java.io.Serializable;
import java.util.Map;

/**
 * Part of a topic that a run reads.
 *
 * @param starts first offset by partition; without any, each is read from its first record, and of
 *     some, the others from where the run has committed them, else from their first
 * @param ends offset by partition at which to stop; without any, the run waits for more, and of
 *     some, the others are left to the next run
 */
public record OffsetRange(Map<Integer, Long> starts, Map<Integer, Long> ends)
    implements Serializable {
  /** All that there is, and what comes. */
  public static final OffsetRange ALL = new OffsetRange(Map.of(), Map.of());

  public OffsetRange {
    starts = Map.copyOf(starts);
    ends = Map.copyOf(ends);
  }
}
