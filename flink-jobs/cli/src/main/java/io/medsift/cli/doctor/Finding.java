package io.medsift.cli.doctor;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Result of a check, a line for a person.
 *
 * @param subject what was looked at, such as {@code topic samples}
 * @param meaning what it is and what follows from it
 * @param advice what to do; empty where there is nothing to do
 */
record Finding(Level level, String subject, String meaning, String advice) {
  /** Severity. */
  enum Level {
    /** As it should be. */
    OK,
    /** Worth knowing. */
    NOTE,
    /** Must be fixed. */
    WRONG
  }

  Finding {
    requireNonNull(level, "level is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(meaning, "meaning is null");
    requireNonNull(advice, "advice is null");
  }

  static Finding ok(String subject, String meaning) {
    return new Finding(Level.OK, subject, meaning, "");
  }

  static Finding note(String subject, String meaning, String advice) {
    return new Finding(Level.NOTE, subject, meaning, advice);
  }

  static Finding wrong(String subject, String meaning, String advice) {
    return new Finding(Level.WRONG, subject, meaning, advice);
  }

  /** The line. */
  String line() {
    String text =
        "%-5s  %s: %s."
            .formatted(
                level == Level.WRONG ? "WRONG" : level.name().toLowerCase(Locale.ROOT),
                subject,
                meaning);
    return advice.isEmpty() ? text : text + " -> " + advice;
  }
}
