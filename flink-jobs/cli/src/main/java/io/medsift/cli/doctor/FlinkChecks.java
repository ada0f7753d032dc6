package io.medsift.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.review.text.Plural;
import io.medsift.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks the jobs of a Flink cluster. */
final class FlinkChecks {
  private static final String LATE = "late_samples";
  private static final String LOST_SAMPLES = "lost_samples";
  private static final String LOST_TRANSACTIONS = "lost_transactions";
  private static final int MAX_CAUSE = 200;
  private static final int MAX_FAILURES = 10;
  private static final String FINISHED = "FINISHED";
  private static final String CANCELED = "CANCELED";
  private static final String SUSPENDED = "SUSPENDED";
  private static final Set<String> ENDED = Set.of(FINISHED, CANCELED, SUSPENDED, "FAILED");
  private static final String NO_SLOTS = "NoResourceAvailableException";

  private final FlinkRest flink;
  private final Limits limits;
  private final CheckpointChecks checkpoints;
  private final List<Finding> findings = new ArrayList<>();

  FlinkChecks(FlinkRest flink, Limits limits) {
    this(flink, limits, new CheckpointChecks(flink, limits));
  }

  FlinkChecks(FlinkRest flink, Limits limits, CheckpointChecks checkpoints) {
    this.flink = flink;
    this.limits = limits;
    this.checkpoints = checkpoints;
  }

  /** Names of the jobs that have not ended; none where the cluster does not answer. */
  Set<String> live() throws InterruptedException {
    Set<String> names = new TreeSet<>();
    try {
      for (JsonNode job : flink.get("jobs/overview").path("jobs")) {
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
      JsonNode jobs = flink.get("jobs/overview").path("jobs");
      checkTaskManagers();
      if (jobs.isEmpty()) {
        findings.add(Finding.wrong("flink", "there is no job", "submit the curation job"));
      }
      for (JsonNode job : jobs) {
        check(job, retentionMillis);
      }
    } catch (IOException e) {
      findings.add(
          Finding.wrong(
              "flink",
              "its REST API does not answer at " + flink.address() + " (" + e + ")",
              "check that the JobManager runs and that --flink is the dashboard's address"));
    }
    return findings;
  }

  private void checkTaskManagers() throws IOException, InterruptedException {
    if (flink.get("overview").path("taskmanagers").asInt(1) == 0) {
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
            Finding.ok(subject, "running since " + Limits.shown(job.path("duration").asLong())));
        checkTasks(subject, job.path("tasks"));
        findings.addAll(
            checkpoints.run(subject, id, job.path("duration").asLong(), retentionMillis));
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
              String.format(
                  Locale.ROOT,
                  "%,d of its %,d tasks wait for a slot",
                  waiting,
                  tasks.path("total").asInt()),
              "start more TaskManagers, one for each slot, or lower the parallelism"));
    }
  }

  private void checkRestarts(String subject, String id) throws IOException, InterruptedException {
    JsonNode metric = flink.metrics("jobs/" + id + "/metrics?get=numRestarts");
    JsonNode failures = failures(id);
    long restarts = metric.isEmpty() ? failures.size() : metric.path(0).path("value").asLong(0);
    if (restarts > 0) {
      JsonNode last = failures.path(0);
      long ago = System.currentTimeMillis() - last.path("timestamp").asLong(0);
      String meaning =
          String.format(Locale.ROOT, "it was restarted %,d times%s", restarts, lastFailure(id));
      findings.add(
          ago < limits.lag().toMillis()
              ? Finding.wrong(subject, meaning, "see its exceptions on the dashboard")
              : Finding.note(subject, meaning, ""));
    }
  }

  private JsonNode failures(String id) throws IOException, InterruptedException {
    return flink
        .get("jobs/" + id + "/exceptions?maxExceptions=" + MAX_FAILURES)
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
              String.format(
                  Locale.ROOT,
                  "%,d samples arrived behind the watermark and were decided late",
                  late),
              "check that the topic has LogAppendTime and that no partitions were added"));
    }
    long transactions = sums.getOrDefault(LOST_TRANSACTIONS, 0L);
    if (transactions > 0) {
      findings.add(
          Finding.wrong(
              subject,
              "%s lost when it last started, because it was down for longer than the transaction timeout: samples that it has decided have no row"
                  .formatted(Plural.of(transactions, "transaction was", "transactions were")),
              "take a savepoint and run 'medsift repair' with it; once 'medsift audit' succeeds,"
                  + " nothing is lost any more, and this line disappears with the next start of the"
                  + " job"));
    }
    long lost = sums.getOrDefault(LOST_SAMPLES, 0L);
    if (lost > 0) {
      findings.add(
          Finding.wrong(
              subject,
              String.format(
                  Locale.ROOT,
                  "it has skipped %,d offsets that its topic no longer held when it started: these"
                      + " samples have no verdict",
                  lost),
              "'medsift audit' names them; send them again if you still have them, and raise the"
                  + " retention of the topic. This line disappears with the next start of the"
                  + " job"));
    }
  }

  /** The sums over all subtasks of metrics that end so; without those that no operator has. */
  private Map<String, Long> sums(String id, Set<String> names)
      throws IOException, InterruptedException {
    Map<String, Long> sums = new TreeMap<>();
    for (JsonNode vertex : flink.get("jobs/" + id).path("vertices")) {
      String metrics =
          "jobs/%s/vertices/%s/subtasks/metrics".formatted(id, vertex.path("id").asText());
      for (JsonNode metric : flink.metrics(metrics)) {
        String name = metric.path("id").asText();
        String wanted = name.substring(name.lastIndexOf('.') + 1);
        if (names.contains(wanted)) {
          long sum =
              (long) flink.get(metrics + "?agg=sum&get=" + name).path(0).path("sum").asDouble(0);
          sums.merge(wanted, sum, Long::sum);
        }
      }
    }
    return sums;
  }

  static String cut(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return Text.shortened(line, MAX_CAUSE);
  }
}
