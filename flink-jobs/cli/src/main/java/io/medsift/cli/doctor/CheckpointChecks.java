package io.medsift.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Checks the checkpoints of a job. */
final class CheckpointChecks {
  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final String STORAGE = "execution.checkpointing.dir";
  private static final long MIN_FREE_BYTES = 64L << 20;

  private final FlinkRest flink;
  private final Limits limits;
  private final ToLongFunction<Path> freeBytes;
  private final List<Finding> findings = new ArrayList<>();

  CheckpointChecks(FlinkRest flink, Limits limits) {
    this(flink, limits, CheckpointChecks::freeBytesOf);
  }

  /**
   * Checks for tests.
   *
   * @param freeBytes of the disk of a directory
   */
  CheckpointChecks(FlinkRest flink, Limits limits, ToLongFunction<Path> freeBytes) {
    this.flink = flink;
    this.limits = limits;
    this.freeBytes = freeBytes;
  }

  /**
   * Checks a job.
   *
   * @param subject of the findings
   * @param running milliseconds since it started
   * @param retentionMillis how long samples are kept, -1 for ever
   */
  List<Finding> run(String subject, String id, long running, long retentionMillis)
      throws IOException, InterruptedException {
    JsonNode checkpoints = flink.get("jobs/" + id + "/checkpoints");
    JsonNode completed = checkpoints.path("latest").path("completed");
    JsonNode failed = checkpoints.path("latest").path("failed");
    long now = System.currentTimeMillis();
    long done = completed.path("latest_ack_timestamp").asLong(0);
    long age = done == 0 ? running : now - done;
    if (failed.hasNonNull("trigger_timestamp")
        && failed.path("trigger_timestamp").asLong() > done) {
      findings.add(failedCheckpoint(subject, failed));
    } else if (age > limits.patience().toMillis()) {
      findings.add(
          Finding.wrong(
              subject,
              (done == 0 ? "it has no checkpoint after " : "its last checkpoint is of ")
                  + Limits.shown(age)
                  + (done == 0 ? "" : " ago")
                  + ", and without checkpoints no verdict is committed",
              "check that execution.checkpointing.interval is set, and Checkpoints on the"
                  + " dashboard"));
    } else {
      findings.add(
          Finding.ok(
              subject,
              done == 0
                  ? "no checkpoint yet"
                  : String.format(
                      Locale.ROOT,
                      "last checkpoint %s ago, %,d completed%s",
                      Limits.shown(age),
                      checkpoints.path("counts").path("completed").asLong(),
                      earlierFailures(
                          checkpoints.path("counts").path("failed").asLong(),
                          failed.path("trigger_timestamp").asLong(),
                          now - running))));
    }
    if (retentionMillis >= 0 && done > 0 && age > retentionMillis / 2) {
      findings.add(
          Finding.wrong(
              subject,
              "its last checkpoint is %s old and samples are deleted after %s: soon it cannot resume from there"
                  .formatted(Limits.shown(age), Limits.shown(retentionMillis)),
              "raise retention.ms of the topic of samples now"));
    }
    return findings;
  }

  // Flink does not say here why a checkpoint failed. A full disk can be seen, if it is a local one.
  private Finding failedCheckpoint(String subject, JsonNode failed)
      throws IOException, InterruptedException {
    String storage = "";
    for (JsonNode setting : flink.get("jobmanager/config")) {
      if (setting.path("key").asText().equals(STORAGE)) {
        storage = setting.path("value").asText();
      }
    }
    String meaning =
        "its last checkpoint failed (%s), and without checkpoints no verdict is committed"
            .formatted(FlinkChecks.cut(failed.path("failure_message").asText("no message")));
    Path directory = local(storage);
    long free = directory == null ? Long.MAX_VALUE : freeBytes.applyAsLong(directory);
    if (free < MIN_FREE_BYTES) {
      return Finding.wrong(
          subject,
          meaning
              + String.format(
                  Locale.ROOT, "; the disk of %s has %,d MiB left", directory, free >> 20),
          "free disk space there; the job continues by itself");
    }
    return Finding.wrong(
        subject,
        meaning,
        "check that %s has free space and is writable; the JobManager's log has the cause"
            .formatted(storage.isEmpty() ? "the checkpoint storage" : storage));
  }

  private static Path local(String storage) {
    try {
      Path directory = storage.startsWith("file:") ? Path.of(URI.create(storage).getPath()) : null;
      return directory != null && Files.isDirectory(directory) ? directory : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static long freeBytesOf(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  // They hold nothing back.
  private static String earlierFailures(long count, long last, long started) {
    if (count == 0) {
      return "";
    }
    boolean starting = last - started < STARTING.toMillis();
    return String.format(
        Locale.ROOT,
        "; %,d before it did not complete, %s",
        count,
        starting
            ? "as happens while a job starts"
            : "the last %s ago".formatted(Limits.shown(System.currentTimeMillis() - last)));
  }
}
