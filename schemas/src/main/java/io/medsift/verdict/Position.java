package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Position of a record in a topic. Two records never share one. */
public record Position(String topic, int partition, long offset) {
  private static final Pattern WRITTEN = Pattern.compile("(.+)/(\\d{1,9})@(\\d{1,18})");

  public Position {
    requireNonNull(topic, "topic is null");
  }

  /** The position that {@link #toString} has written; empty where a text is none. */
  public static Optional<Position> named(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Position(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "@" + offset;
  }
}
