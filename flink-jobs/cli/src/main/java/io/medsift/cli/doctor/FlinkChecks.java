package io.medsift.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks the jobs of a Flink cluster through its REST API. */
final class FlinkChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_CAUSE = 200;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI cluster;
  private final Limits limits;
  private final long retentionMillis;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Checks of a cluster.
   *
   * @param cluster address of its REST API, the same as the dashboard's
   * @param retentionMillis how long samples are kept, -1 for ever
   */
  FlinkChecks(URI cluster, Limits limits, long retentionMillis) {
    String address = cluster.toString();
    this.cluster = address.endsWith("/") ? cluster : URI.create(address + "/");
    this.limits = limits;
    this.retentionMillis = retentionMillis;
  }

  List<Finding> run() throws InterruptedException {
    try {
      JsonNode jobs = get("jobs/overview").path("jobs");
      if (jobs.isEmpty()) {
        findings.add(Finding.wrong("flink", "no job is there", "submit the curation job"));
      }
      for (JsonNode job : jobs) {
        check(job);
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

  private void check(JsonNode job) throws IOException, InterruptedException {
    String subject = "job " + job.path("name").asText();
    String id = job.path("jid").asText();
    String state = job.path("state").asText();
    switch (state) {
      case "RUNNING" -> {
        findings.add(
            Finding.ok(subject, "it runs since " + Limits.shown(job.path("duration").asLong())));
        checkCheckpoints(subject, id, job.path("duration").asLong());
        checkRestarts(subject, id);
        checkLateSamples(subject, id);
      }
      case "FINISHED", "CANCELED", "SUSPENDED" ->
          findings.add(Finding.note(subject, "it has ended: " + state, ""));
      default ->
          findings.add(
              Finding.wrong(
                  subject,
                  "its state is " + state + lastFailure(id),
                  "see its exceptions on the dashboard"));
    }
  }

  private void checkCheckpoints(String subject, String id, long running)
      throws IOException, InterruptedException {
    JsonNode checkpoints = get("jobs/" + id + "/checkpoints");
    JsonNode completed = checkpoints.path("latest").path("completed");
    JsonNode failed = checkpoints.path("latest").path("failed");
    long now = System.currentTimeMillis();
    long done = completed.path("latest_ack_timestamp").asLong(0);
    long age = done == 0 ? running : now - done;
    if (failed.hasNonNull("trigger_timestamp")
        && failed.path("trigger_timestamp").asLong() > done) {
      findings.add(
          Finding.wrong(
              subject,
              "its last checkpoint failed (%s), and without checkpoints no verdict is committed"
                  .formatted(cut(failed.path("failure_message").asText("no message"))),
              "see Checkpoints on the dashboard, and the JobManager's log"));
    } else if (age > limits.patience().toMillis()) {
      findings.add(
          Finding.wrong(
              subject,
              (done == 0 ? "it has no checkpoint after " : "its last checkpoint is of ")
                  + Limits.shown(age)
                  + (done == 0 ? "" : " ago")
                  + ", and without checkpoints no verdict is committed",
              "see that execution.checkpointing.interval is set, and Checkpoints on the dashboard"));
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
    JsonNode metric = get("jobs/" + id + "/metrics?get=numRestarts");
    long restarts = metric.path(0).path("value").asLong(0);
    if (restarts > 0) {
      JsonNode last =
          get("jobs/" + id + "/exceptions?maxExceptions=1")
              .path("exceptionHistory")
              .path("entries")
              .path(0);
      long ago = System.currentTimeMillis() - last.path("timestamp").asLong(0);
      String meaning = "it was restarted %,d times%s".formatted(restarts, lastFailure(id));
      findings.add(
          ago < limits.lag().toMillis()
              ? Finding.wrong(subject, meaning, "see its exceptions on the dashboard")
              : Finding.note(subject, meaning, ""));
    }
  }

  private String lastFailure(String id) throws IOException, InterruptedException {
    JsonNode last =
        get("jobs/" + id + "/exceptions?maxExceptions=1")
            .path("exceptionHistory")
            .path("entries")
            .path(0);
    if (last.isMissingNode()) {
      return "";
    }
    String[] lines = last.path("stacktrace").asText("").split("\n", -1);
    String root = lines[0];
    for (String line : lines) {
      root = line.startsWith("Caused by: ") ? line.substring("Caused by: ".length()) : root;
    }
    return ", last %s ago by %s"
        .formatted(
            Limits.shown(System.currentTimeMillis() - last.path("timestamp").asLong()), cut(root));
  }

  private void checkLateSamples(String subject, String id)
      throws IOException, InterruptedException {
    long late = 0;
    for (JsonNode vertex : get("jobs/" + id).path("vertices")) {
      String metrics =
          "jobs/%s/vertices/%s/subtasks/metrics".formatted(id, vertex.path("id").asText());
      for (JsonNode metric : get(metrics)) {
        String name = metric.path("id").asText();
        if (name.endsWith("late_samples")) {
          late += (long) get(metrics + "?agg=sum&get=" + name).path(0).path("sum").asDouble(0);
        }
      }
    }
    if (late > 0) {
      findings.add(
          Finding.note(
              subject,
              "%,d samples came behind the watermark and were decided just after it"
                  .formatted(late),
              "see that the topic has LogAppendTime and that no partitions were added"));
    }
  }

  private static String cut(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_CAUSE ? line : line.substring(0, LONGEST_CAUSE) + "…";
  }
}
