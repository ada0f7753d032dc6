package io.medsift.review.text;

import static java.lang.String.format;

import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats of numbers and names for display. */
public final class Formats {
  private static final String[] BYTE_UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private Formats() {}

  /** A number of bytes: {@code 512 bytes}, {@code 1.5 GiB}. */
  public static String bytes(long bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= 1024 && unit < BYTE_UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0
        ? format(Locale.ROOT, "%,d %s", bytes, BYTE_UNITS[0])
        : format(Locale.ROOT, "%.1f %s", amount, BYTE_UNITS[unit]);
  }

  /** A count with separators. */
  public static String count(long value) {
    return format(Locale.ROOT, "%,d", value);
  }

  /** A share of a whole in percent, with as many decimals as small shares need. */
  public static String share(long part, long whole) {
    double percent = percent(part, whole);
    if (part > 0 && percent < 0.05) {
      return "< 0.1 %";
    }
    return format(Locale.ROOT, "%.1f %%", percent);
  }

  /** A share of a whole in percent; 0 of nothing. */
  public static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  /** A percentage for a style attribute. */
  public static String css(double percent) {
    return format(Locale.ROOT, "%.3f%%", percent);
  }

  /** A ratio with so many decimals. */
  public static String decimal(double value, int decimals) {
    return format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** {@code Shared n-gram} of {@code SHARED_NGRAM}. */
  public static String name(Reason reason) {
    return switch (reason) {
      case SHARED_NGRAM -> "Shared n-gram";
      case CONTAINS_BENCHMARK_ITEM -> "Contains evaluation item";
      case OFF_DOMAIN -> "Off domain";
      default -> sentenceCase(reason.name());
    };
  }

  /** {@code Decontaminate} of {@code DECONTAMINATE}. */
  public static String name(Gate gate) {
    return sentenceCase(gate.name());
  }

  private static String sentenceCase(String constant) {
    String words = constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The style class that gives a gate its colour. */
  public static String colour(Gate gate) {
    return "gate-" + gate.wireName();
  }

  /** A moment, to the second: {@code 2026-11-29 10:46:04 UTC}. */
  public static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }

  /** A duration for people: {@code 45 s}, {@code 3 min 05 s}, {@code 2 h 07 min}. */
  public static String duration(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    if (duration.toHours() > 0) {
      return format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
    }
    if (duration.toMinutes() > 0) {
      return format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
    }
    return duration.toSeconds() + " s";
  }
}
