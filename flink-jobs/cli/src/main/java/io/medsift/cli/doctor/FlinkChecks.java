package io.medsift.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.review.text.Plural;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Checks the jobs of a Flink cluster through its REST API. */
final class FlinkChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String LATE = "late_samples";
  private static final String LOST_SAMPLES = "lost_samples";
  private static final String LOST_TRANSACTIONS = "lost_transactions";
  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_CAUSE = 200;
  private static final String FINISHED = "FINISHED";
  private static final String CANCELED = "CANCELED";
  private static final String SUSPENDED = "SUSPENDED";
  private static final Set<String> ENDED = Set.of(FINISHED, CANCELED, SUSPENDED, "FAILED");
  private static final Duration COLLECTING = Duration.ofSeconds(5);
  private static final int PAUSE_MILLIS = 200;
  private static final int MOST_FAILURES = 10;
  private static final String NO_SLOTS = "NoResourceAvailableException";
  private static final String STORAGE = "execution.checkpointing.dir";
  private static final long LITTLE_ROOM = 64L << 20;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI cluster;
  private final Limits limits;
  private final ToLongFunction<Path> room;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Checks of a cluster.
   *
   * @param cluster address of its REST API, the same as the dashboard's
   */
  FlinkChecks(URI cluster, Limits limits) {
    this(cluster, limits, FlinkChecks::roomOf);
  }

  /**
   * The same.
   *
   * @param room bytes that are free where a directory of this machine lies
   */
  FlinkChecks(URI cluster, Limits limits, ToLongFunction<Path> room) {
    String address = cluster.toString();
    this.cluster = address.endsWith("/") ? cluster : URI.create(address + "/");
    this.limits = limits;
    this.room = room;
  }

  /** Names of the jobs that have not ended; none where the cluster does not answer. */
  Set<String> live() throws InterruptedException {
    Set<String> names = new TreeSet<>();
    try {
      for (JsonNode job : get("jobs/overview").path("jobs")) {
        if (!ENDED.contains(job.path("state").asText())) {
          names.add(job.path("name").asText());
        }
      }
    } catch (IOException e) {
      return Set.of();
    }
    return names;
  }

  /**
   * Checks the jobs.
   *
   * @param retentionMillis how long samples are kept, -1 for ever
   */
  List<Finding> run(long retentionMillis) throws InterruptedException {
    try {
      JsonNode jobs = get("jobs/overview").path("jobs");
      checkTaskManagers();
      if (jobs.isEmpty()) {
        findings.add(Finding.wrong("flink", "no job is there", "submit the curation job"));
      }
      for (JsonNode job : jobs) {
        check(job, retentionMillis);
      }
    } catch (IOException e) {
      findings.add(
          Finding.wrong(
              "flink",
              "its REST API does not answer at " + cluster + " (" + e + ")",
              "see that the JobManager runs and that --flink is the dashboard's address"));
    }
    return findings;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(cluster.resolve(path)).timeout(PATIENCE).GET().build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(path + " gives status " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }

  private void checkTaskManagers() throws IOException, InterruptedException {
    if (get("overview").path("taskmanagers").asInt(1) == 0) {
      findings.add(
          Finding.wrong(
              "flink",
              "no TaskManager is registered, so no job can run",
              "start one, and see in its log that it finds the JobManager"));
    }
  }

  private void check(JsonNode job, long retentionMillis) throws IOException, InterruptedException {
    String subject = "job " + job.path("name").asText();
    String id = job.path("jid").asText();
    String state = job.path("state").asText();
    switch (state) {
      case "RUNNING" -> {
        findings.add(
            Finding.ok(subject, "it runs since " + Limits.shown(job.path("duration").asLong())));
        checkTasks(subject, job.path("tasks"));
        checkCheckpoints(subject, id, job.path("duration").asLong(), retentionMillis);
        checkRestarts(subject, id);
        checkSamples(subject, id);
      }
      case FINISHED, CANCELED, SUSPENDED ->
          findings.add(Finding.note(subject, "it has ended: " + state, ""));
      default ->
          findings.add(
              Finding.wrong(
                  subject,
                  "its state is " + state + lastFailure(id),
                  "see its exceptions on the dashboard"));
    }
  }

  private void checkTasks(String subject, JsonNode tasks) {
    int waiting = tasks.path("scheduled").asInt(0);
    if (waiting > 0) {
      findings.add(
          Finding.wrong(
              subject,
              "%,d of its %,d tasks wait for a slot"
                  .formatted(waiting, tasks.path("total").asInt()),
              "start more TaskManagers, one for each slot, or lower the parallelism"));
    }
  }

  private void checkCheckpoints(String subject, String id, long running, long retentionMillis)
      throws IOException, InterruptedException {
    JsonNode checkpoints = get("jobs/" + id + "/checkpoints");
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
              "see that execution.checkpointing.interval is set, and Checkpoints on the"
                  + " dashboard"));
    } else {
      findings.add(
          Finding.ok(
              subject,
              done == 0
                  ? "no checkpoint yet"
                  : "last checkpoint %s ago, %,d completed%s"
                      .formatted(
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
              "its last checkpoint is %s old and samples are deleted after %s: soon it could not go on from there"
                  .formatted(Limits.shown(age), Limits.shown(retentionMillis)),
              "raise retention.ms of the topic of samples now"));
    }
  }

  /** Flink says here that a part failed and not why; the storage says more, where it lies here. */
  private Finding failedCheckpoint(String subject, JsonNode failed)
      throws IOException, InterruptedException {
    String storage = "";
    for (JsonNode setting : get("jobmanager/config")) {
      if (setting.path("key").asText().equals(STORAGE)) {
        storage = setting.path("value").asText();
      }
    }
    String meaning =
        "its last checkpoint failed (%s), and without checkpoints no verdict is committed"
            .formatted(cut(failed.path("failure_message").asText("no message")));
    Path directory = local(storage);
    long free = directory == null ? Long.MAX_VALUE : room.applyAsLong(directory);
    if (free < LITTLE_ROOM) {
      return Finding.wrong(
          subject,
          meaning + "; the disk of %s has %,d MiB left".formatted(directory, free >> 20),
          "free room there; the job goes on by itself");
    }
    return Finding.wrong(
        subject,
        meaning,
        "see that %s has room and may be written; the JobManager's log has the cause"
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

  private static long roomOf(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Failures before the last checkpoint that completed, which hold nothing back. */
  private static String earlierFailures(long count, long last, long started) {
    if (count == 0) {
      return "";
    }
    boolean starting = last - started < STARTING.toMillis();
    return "; %,d before it did not complete, %s"
        .formatted(
            count,
            starting
                ? "as happens while a job starts"
                : "the last %s ago".formatted(Limits.shown(System.currentTimeMillis() - last)));
  }

  private void checkRestarts(String subject, String id) throws IOException, InterruptedException {
    JsonNode metric = filled("jobs/" + id + "/metrics?get=numRestarts");
    JsonNode failures = failures(id);
    long restarts = metric.isEmpty() ? failures.size() : metric.path(0).path("value").asLong(0);
    if (restarts > 0) {
      JsonNode last = failures.path(0);
      long ago = System.currentTimeMillis() - last.path("timestamp").asLong(0);
      String meaning = "it was restarted %,d times%s".formatted(restarts, lastFailure(id));
      findings.add(
          ago < limits.lag().toMillis()
              ? Finding.wrong(subject, meaning, "see its exceptions on the dashboard")
              : Finding.note(subject, meaning, ""));
    }
  }

  /** Metrics, which a cluster begins to collect when it is asked for them the first time. */
  private JsonNode filled(String path) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + COLLECTING.toNanos();
    JsonNode metrics = get(path);
    while (metrics.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE_MILLIS);
      metrics = get(path);
    }
    return metrics;
  }

  private JsonNode failures(String id) throws IOException, InterruptedException {
    return get("jobs/" + id + "/exceptions?maxExceptions=" + MOST_FAILURES)
        .path("exceptionHistory")
        .path("entries");
  }

  /** The last failure that says more than that slots are missing after another. */
  private String lastFailure(String id) throws IOException, InterruptedException {
    return lastFailure(failures(id));
  }

  /** The newest stands first; where all are of missing slots, it is meant. */
  static String lastFailure(JsonNode failures) {
    JsonNode last = null;
    String cause = "";
    for (JsonNode failure : failures) {
      String root = root(failure);
      if (last == null || (cause.contains(NO_SLOTS) && !root.contains(NO_SLOTS))) {
        last = failure;
        cause = root;
      }
    }
    if (last == null) {
      return "";
    }
    return ", last %s ago by %s"
        .formatted(
            Limits.shown(System.currentTimeMillis() - last.path("timestamp").asLong()),
            cause.contains(NO_SLOTS) ? "missing slots" : cut(cause));
  }

  private static String root(JsonNode failure) {
    String[] lines = failure.path("stacktrace").asText("").split("\n", -1);
    String root = lines[0];
    for (String line : lines) {
      root = line.startsWith("Caused by: ") ? line.substring("Caused by: ".length()) : root;
    }
    return root;
  }

  private void checkSamples(String subject, String id) throws IOException, InterruptedException {
    Map<String, Long> sums = sums(id, Set.of(LATE, LOST_SAMPLES, LOST_TRANSACTIONS));
    long late = sums.getOrDefault(LATE, 0L);
    if (late > 0) {
      findings.add(
          Finding.note(
              subject,
              "%,d samples came behind the watermark and were decided just after it"
                  .formatted(late),
              "see that the topic has LogAppendTime and that no partitions were added"));
    }
    long transactions = sums.getOrDefault(LOST_TRANSACTIONS, 0L);
    if (transactions > 0) {
      findings.add(
          Finding.wrong(
              subject,
              "%s lost when it last started, since it was away for longer than transactions last: samples that it has decided have no row"
                  .formatted(Plural.of(transactions, "transaction was", "transactions were")),
              "take a savepoint and run 'medsift repair' with it; once 'medsift audit' holds this"
                  + " is settled, and goes with the next start of the job"));
    }
    long lost = sums.getOrDefault(LOST_SAMPLES, 0L);
    if (lost > 0) {
      findings.add(
          Finding.wrong(
              subject,
              "it has skipped %,d offsets that its topic no longer held when it started: these samples have no verdict"
                  .formatted(lost),
              "'medsift audit' names them; send them again if you still have them, and raise the"
                  + " retention of the topic. This line goes with the next start of the job"));
    }
  }

  /** The sums over all subtasks of metrics that end so; without those that no operator has. */
  private Map<String, Long> sums(String id, Set<String> names)
      throws IOException, InterruptedException {
    Map<String, Long> sums = new TreeMap<>();
    for (JsonNode vertex : get("jobs/" + id).path("vertices")) {
      String metrics =
          "jobs/%s/vertices/%s/subtasks/metrics".formatted(id, vertex.path("id").asText());
      for (JsonNode metric : filled(metrics)) {
        String name = metric.path("id").asText();
        String wanted = name.substring(name.lastIndexOf('.') + 1);
        if (names.contains(wanted)) {
          long sum = (long) get(metrics + "?agg=sum&get=" + name).path(0).path("sum").asDouble(0);
          sums.merge(wanted, sum, Long::sum);
        }
      }
    }
    return sums;
  }

  private static String cut(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_CAUSE ? line : line.substring(0, LONGEST_CAUSE) + "…";
  }
}
