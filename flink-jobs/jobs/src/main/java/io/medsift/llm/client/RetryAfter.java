package io.medsift.llm.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the header {@code Retry-After}, in seconds or as a date. */
final class RetryAfter {

  private static final String MILLISECONDS = "retry-after-ms";
  private static final String STANDARD = "retry-after";

  private RetryAfter() {}

  /**
   * Returns the wait, if the headers contain a valid one.
   *
   * @param header returns the values of a header by name
   */
  static Optional<Duration> in(Function<String, List<String>> header, Instant now) {
    return first(header, MILLISECONDS)
        .flatMap(value -> number(value, 1))
        .or(
            () ->
                first(header, STANDARD)
                    .flatMap(value -> number(value, 1_000).or(() -> until(value, now))))
        .filter(wait -> !wait.isNegative());
  }

  private static Optional<String> first(Function<String, List<String>> header, String name) {
    return header.apply(name).stream().map(String::strip).findFirst();
  }

  private static Optional<Duration> number(String value, long milliseconds) {
    try {
      double wait = Double.parseDouble(value) * milliseconds;
      return Double.isFinite(wait) ? Optional.of(Duration.ofMillis((long) wait)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> until(String date, Instant now) {
    try {
      Instant end = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, end));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
