package io.medsift.cli.doctor;

import java.time.Duration;

/**
 * From when on something is wrong.
 *
 * @param patience how long a transaction may be open, a partition silent, a checkpoint old
 * @param lag how far a job may be behind the topic
 */
record Limits(Duration patience, Duration lag) {
  /** A duration for people. */
  static String shown(long millis) {
    long seconds = Math.max(0, millis / 1000);
    if (seconds < 120) {
      return seconds + " s";
    } else if (seconds < 7_200) {
      return seconds / 60 + " min";
    } else if (seconds < 172_800) {
      return seconds / 3_600 + " h";
    }
    return seconds / 86_400 + " days";
  }
}
