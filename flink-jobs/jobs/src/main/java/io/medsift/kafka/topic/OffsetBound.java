package io.medsift.kafka.topic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One end of a part of a topic, as a person names it. */
public sealed interface OffsetBound {
  /** Forms of a bound, for messages and help. */
  String FORMS =
      "earliest, latest, an offset such as 1200, offsets by partition such as 0:1200,1:980, a time"
          + " such as 2026-11-21T05:00:00Z, or an age such as 90m, 2h or 7d";

  /** The first record that the topic still holds. */
  record Earliest() implements OffsetBound {}

  /** The end of what is committed now. */
  record Latest() implements OffsetBound {}

  /** The same offset in every partition. */
  record Offset(long offset) implements OffsetBound {}

  /** An offset for each partition; those that are not named have no bound. */
  record Offsets(Map<Integer, Long> byPartition) implements OffsetBound {
    public Offsets {
      byPartition = Map.copyOf(byPartition);
    }
  }

  /** The first record of that time or later, in each partition. */
  record Time(Instant at) implements OffsetBound {
    public Time {
      requireNonNull(at, "at is null");
    }
  }

  /**
   * Reads any of {@link #FORMS}.
   *
   * @throws IllegalArgumentException if {@code text} is none of them; the message is for people
   */
  static OffsetBound parse(String text, InstantSource clock) {
    if (text.equals("earliest")) {
      return new Earliest();
    } else if (text.equals("latest")) {
      return new Latest();
    } else if (text.matches("\\d+")) {
      return new Offset(number(text, text));
    } else if (text.matches("\\d+:\\d+(,\\d+:\\d+)*")) {
      return offsets(text);
    }
    return time(text, clock);
  }

  /**
   * Reads offsets alone.
   *
   * @throws IllegalArgumentException if {@code text} is none; the message is for people
   */
  static OffsetBound parseOffsets(String text) {
    if (!text.matches("\\d+|\\d+:\\d+(,\\d+:\\d+)*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an offset such as 1200, nor offsets such as 0:1200,1:980");
    }
    return text.contains(":") ? offsets(text) : new Offset(number(text, text));
  }

  /**
   * Reads a time or an age alone; bare digits are milliseconds since the epoch.
   *
   * @throws IllegalArgumentException if {@code text} is none; the message is for people
   */
  static OffsetBound parseTime(String text, InstantSource clock) {
    return text.matches("\\d+")
        ? new Time(Instant.ofEpochMilli(number(text, text)))
        : time(text, clock);
  }

  private static OffsetBound offsets(String text) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      int colon = pair.indexOf(':');
      int partition = Math.toIntExact(number(pair.substring(0, colon), text));
      if (offsets.put(partition, number(pair.substring(colon + 1), text)) != null) {
        throw new IllegalArgumentException(
            "'" + text + "' names partition " + partition + " twice");
      }
    }
    return new Offsets(offsets);
  }

  private static OffsetBound time(String text, InstantSource clock) {
    Matcher age = Pattern.compile("(\\d{1,9})([smhd])").matcher(text);
    if (age.matches()) {
      long count = Long.parseLong(age.group(1));
      Duration ago =
          switch (age.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          };
      return new Time(clock.instant().minus(ago));
    }
    try {
      return new Time(
          text.length() == "2026-11-21".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' must be one of: " + FORMS, e);
    }
  }

  private static long number(String digits, String text) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' holds a number that is too large", e);
    }
  }
}
