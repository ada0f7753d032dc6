package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

/** Position of a record in a topic. Two records never share one. */
public record Position(String topic, int partition, long offset) {
  public Position {
    requireNonNull(topic, "topic is null");
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "@" + offset;
  }
}
