package io.medsift.kafka.topic;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A topic as a run finds it when it starts.
 *
 * @param id which Kafka gave the topic: another topic of the same name has another
 * @param committed partition to the offset up to which the run has read, as it noted with its
 *     checkpoints; empty for a run that has not
 * @param first partition to the offset of the first record that the topic still holds
 * @param end partition to the offset after the last committed record
 */
public record TopicOffsets(
    String name,
    String id,
    Map<Integer, Long> committed,
    Map<Integer, Long> first,
    Map<Integer, Long> end) {
  public TopicOffsets {
    requireNonNull(name, "name is null");
    requireNonNull(id, "id is null");
    committed = Map.copyOf(committed);
    first = Map.copyOf(first);
    end = Map.copyOf(end);
  }
}
