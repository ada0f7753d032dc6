package io.medsift.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.job.Resources;
import io.medsift.cli.live.LiveCuration;
import io.medsift.cli.live.LiveRequest;
import io.medsift.cli.run.LengthJob;
import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.cli.topic.WrittenTopics;
import io.medsift.recipe.RecipeLoader;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest extends BrokerCommandTest {

  @Test
  void findsNothingWrongWhereNothingIs() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      job.sample(0, "a", "one");
      job.heartbeat(1);
      assertThat(doctor(job)).isZero();
      assertThat(out.toString())
          .contains("ok     brokers: 1 answer at 127.0.0.1:")
          .contains("2 partitions, LogAppendTime")
          .contains("ok     transactions: none is open.")
          .contains("every partition has samples or heartbeats")
          .contains("note   topic " + job.topics().accepted() + ": it has one replica")
          .doesNotContain("WRONG");
    }
  }

  @Test
  void namesTheTransactionThatHoldsReadersBack() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position sample = job.sample(0, "a", "one");
      job.begin().accept(sample);
      job.flush();
      assertThat(doctor(job)).isZero();
      assertThat(out.toString()).contains("transactions: 1 open, which is normal while a job runs");
      TimeUnit.MILLISECONDS.sleep(1_100);
      job.heartbeat(0);
      assertThat(doctor(job, "--patience", "1")).isEqualTo(1);
      assertThat(out.toString())
          .contains(
              "WRONG  topic "
                  + job.topics().accepted()
                  + " partition 0: readers of committed records are blocked at 0, 1 before "
                  + "the end: the transaction job-")
          .contains("abort --topic " + job.topics().accepted() + " --partition 0 --start-offset 0");
    }
  }

  @Test
  void namesPartitionsThatHoldTheWatermarkBack() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 3)) {
      job.sample(0, "a", "one");
      assertThat(doctor(job)).isEqualTo(1);
      assertThat(out.toString())
          .contains("partitions [1, 2] had no record and no heartbeat for ever")
          .contains("run one heartbeat producer");
      assertThat(err.toString()).contains("one thing is wrong");
    }
  }

  @Test
  void findsTopicsThatAreMissingOrSetWrongly() {
    broker.createTopic("odd", 1, Map.of("cleanup.policy", "compact", "retention.ms", "60000"));
    int code = run("doctor", "--bootstrap-servers", broker.bootstrapServers(), "--topic", "odd");
    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains("WRONG  topic odd: its timestamps are the producers' (CreateTime)")
        .contains("--add-config message.timestamp.type=LogAppendTime")
        .contains("WRONG  topic odd: it is compacted")
        .contains("note   topic odd: samples are deleted after 60 s")
        .contains("WRONG  topic accepted: there is no such topic");
    assertThat(err.toString()).contains("5 things are wrong");
  }

  @Test
  void saysThatBrokersOrFlinkDoNotAnswer() throws Exception {
    try (Socket deaf = deaf()) {
      String address = "127.0.0.1:" + deaf.getLocalPort();
      assertThat(run("doctor", "--bootstrap-servers", address, "--flink", "http://" + address))
          .isEqualTo(1);
      assertThat(out.toString())
          .contains("WRONG  brokers: connection refused at " + address)
          .contains("WRONG  flink: its REST API does not answer at http://" + address + "/");
    }
    assertThat(run("doctor")).isEqualTo(2);
    assertThat(run("doctor", "--bootstrap-servers", "x:1", "--flink", "localhost")).isEqualTo(2);
    assertThat(run("doctor", "--bootstrap-servers", "x:1", "--flink", "//localhost")).isEqualTo(2);
  }

  @Test
  void looksAtARunningJob(@TempDir Path data) throws Exception {
    try (Resources resources = new Resources()) {
      LiveRequest request =
          new LiveRequest(
              RecipeLoader.load("recommended"),
              ArtifactSource.NONE,
              ArtifactSource.NONE,
              1,
              0,
              0,
              data);
      LiveCuration curation = LiveCuration.start(request, new LengthJob(), resources);
      StringWriter greeting = new StringWriter();
      curation.greet(new PrintWriter(greeting), Optional.empty());
      Matcher dashboard = Pattern.compile("http://127.0.0.1:\\d+").matcher(greeting.toString());
      assertThat(dashboard.find()).isTrue();

      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
      int code = 1;
      while ((code != 0 || !out.toString().contains("last checkpoint"))
          && System.nanoTime() < deadline) {
        clear();
        code =
            run(
                "doctor",
                "--bootstrap-servers",
                curation.topics().bootstrapServers(),
                "--flink",
                dashboard.group());
      }
      assertThat(out.toString())
          .as("after waiting 5 minutes for a checkpoint; %s", err)
          .contains("ok     job curation: running since")
          .contains("ok     job curation: last checkpoint")
          .contains("ok     topic samples: every partition has samples or heartbeats");
      assertThat(code).isZero();
    }
  }

  @Test
  void readsWhatFlinkSaysOfAFailingJob() throws Exception {
    HttpServer flink = flink();
    long now = System.currentTimeMillis();
    answer(
        flink,
        "/jobs/overview",
        "{\"jobs\":[{\"jid\":\"j\",\"name\":\"curation\",\"state\":\"RUNNING\",\"duration\":900000}]}");
    answer(
        flink,
        "/jobs/j/checkpoints",
        "{\"counts\":{\"failed\":3,\"total\":9},\"latest\":{\"completed\":{\"latest_ack_timestamp\":"
            + (now - 60_000)
            + "},\"failed\":{\"trigger_timestamp\":"
            + (now - 5_000)
            + ",\"failure_message\":\"Checkpoint expired\"}}}");
    answer(flink, "/jobs/j/metrics", "[{\"id\":\"numRestarts\",\"value\":\"4\"}]");
    answer(
        flink,
        "/jobs/j/exceptions",
        "{\"exceptionHistory\":{\"entries\":[{\"timestamp\":"
            + (now - 330_000)
            + ",\"stacktrace\":\"outer\\n"
            + "Caused by: java.io.IOException: disk full\\n"
            + "\\tat x\"}]}}");
    answer(flink, "/overview", "{\"taskmanagers\":1}");
    answer(flink, "/jobmanager/config", "[]");
    answer(flink, "/jobs/j", "{\"vertices\":[{\"id\":\"v\"}]}");
    answer(
        flink,
        "/jobs/j/vertices/v/subtasks/metrics",
        "[{\"id\":\"rank.late_samples\",\"sum\":7.0},{\"id\":\"rank.lost_samples\"},"
            + "{\"id\":\"write__Committer.lost_transactions\"}]");
    flink.start();
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      job.heartbeat(0);
      String url = address(flink);
      assertThat(doctor(job, "--flink", url)).isEqualTo(1);
      assertThat(out.toString())
          .contains("WRONG  job curation: its last checkpoint failed (Checkpoint expired)")
          .containsPattern(
              "WRONG  job curation: it was restarted 4 times, last \\d+ min ago by"
                  + " java.io.IOException: disk full")
          .contains("note   job curation: 7 samples arrived behind the watermark")
          .contains("WRONG  job curation: 7 transactions were lost when it last started, ")
          .contains("run 'medsift repair' with it")
          .contains("WRONG  job curation: it has skipped 7 offsets that its topic no longer held");
    } finally {
      flink.stop(0);
    }
  }

  @Test
  void leavesTheTransactionOfAJobThatRestartsToIt() throws Exception {
    HttpServer flink = flink();
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      String name = job.topics().accepted().replace("-accepted", "");
      answer(
          flink,
          "/jobs/overview",
          "{\"jobs\":[{\"jid\":\"j\",\"name\":\"%s\",\"state\":\"RESTARTING\"}]}".formatted(name));
      answer(flink, "/overview", "{\"taskmanagers\":0}");
      answer(
          flink,
          "/jobs/j/exceptions",
          "{\"exceptionHistory\":{\"entries\":[{\"timestamp\":5,\"stacktrace\":\"outer\\nCaused by:"
              + " x.NoResourceAvailableException: Could not acquire\"},{\"timestamp\":4,"
              + "\"stacktrace\":\"java.lang.Exception: The TaskManager is gone\"}]}}");
      flink.start();
      job.begin().accept(job.sample(0, "a", "one"));
      job.flush();
      TimeUnit.MILLISECONDS.sleep(1_100);
      job.heartbeat(0);
      assertThat(doctor(job, "--patience", "1", "--flink", address(flink))).isEqualTo(1);
      assertThat(out.toString())
          .contains("the transaction " + name + " has been open since")
          .contains("its job ends it, with a checkpoint")
          .doesNotContain("kafka-transactions.sh")
          .contains("WRONG  flink: no TaskManager is registered, so no job can run")
          .contains("its state is RESTARTING, last ")
          .contains("by java.lang.Exception: The TaskManager is gone")
          .doesNotContain("NoResourceAvailable");
    } finally {
      flink.stop(0);
    }
  }

  /** Flink has no metrics yet when it is asked for them the first time. */
  @Test
  void seesRestartsAtItsFirstCallAndAFullDisk(@TempDir Path directory) throws Exception {
    HttpServer flink = flink();
    AtomicInteger asked = new AtomicInteger();
    answer(
        flink,
        "/jobs/overview",
        () ->
            "{\"jobs\":[{\"jid\":\"j\",\"name\":\"curation\",\"state\":\"RUNNING\",\"duration\":900000,"
                + "\"tasks\":{\"total\":8,\"scheduled\":8}}]}");
    answer(flink, "/overview", "{\"taskmanagers\":1}");
    answer(
        flink,
        "/jobs/j/checkpoints",
        "{\"latest\":{\"failed\":{\"trigger_timestamp\":5,\"failure_message\":\"Asynchronous task"
            + " checkpoint failed.\"}}}");
    answer(
        flink,
        "/jobmanager/config",
        "[{\"key\":\"execution.checkpointing.dir\",\"value\":\"%s\"}]"
            .formatted(directory.toUri()));
    answer(
        flink,
        "/jobs/j/metrics",
        () -> asked.getAndIncrement() == 0 ? "[]" : "[{\"id\":\"numRestarts\",\"value\":\"4\"}]");
    answer(flink, "/jobs/j/exceptions", "{}");
    answer(flink, "/jobs/j", "{\"vertices\":[]}");
    flink.start();
    try {
      Limits limits = new Limits(Duration.ofMinutes(2), Duration.ofMinutes(10));
      assertThat(checks(URI.create(address(flink)), limits, 3L << 20).run(-1))
          .extracting(Finding::line)
          .anySatisfy(line -> assertThat(line).contains("it was restarted 4 times"))
          .anySatisfy(line -> assertThat(line).contains("8 of its 8 tasks wait for a slot"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("(Asynchronous task checkpoint failed.)")
                      .contains("the disk of " + directory + " has 3 MiB left")
                      .contains("-> free disk space there"));
      assertThat(checks(URI.create(address(flink)), limits, 3L << 40).run(-1))
          .extracting(Finding::line)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "check that " + directory.toUri() + " has free space and is writable"));
    } finally {
      flink.stop(0);
    }
  }

  @Test
  void tellsFailuresOfAStartingJobFromThoseThatMatter() throws Exception {
    HttpServer flink = flink();
    long now = System.currentTimeMillis();
    answer(
        flink,
        "/jobs/overview",
        "{\"jobs\":[{\"jid\":\"j\",\"name\":\"curation\",\"state\":\"RUNNING\",\"duration\":150000}]}");
    answer(
        flink,
        "/jobs/j/checkpoints",
        "{\"counts\":{\"failed\":2,\"completed\":15,\"total\":17},\"latest\":{\"completed\":"
            + "{\"latest_ack_timestamp\":"
            + (now - 1_000)
            + "},\"failed\":{\"trigger_timestamp\":"
            + (now - 140_000)
            + "}}}");
    answer(flink, "/jobs/j/metrics", "[{\"id\":\"numRestarts\",\"value\":\"0\"}]");
    answer(flink, "/overview", "{\"taskmanagers\":1}");
    answer(flink, "/jobmanager/config", "[]");
    answer(flink, "/jobs/j", "{\"vertices\":[]}");
    flink.start();
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      job.heartbeat(0);
      String url = address(flink);
      assertThat(doctor(job, "--flink", url)).isZero();
      assertThat(out.toString())
          .containsPattern("ok     job curation: last checkpoint \\d+ s ago, 15 completed;")
          .contains("; 2 before it did not complete, as happens while a job starts.");
    } finally {
      flink.stop(0);
    }
  }

  private static HttpServer flink() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpServer server, String path, String json) {
    answer(server, path, () -> json);
  }

  private static void answer(HttpServer server, String path, Supplier<String> json) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = json.get().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private int doctor(WrittenTopics job, String... options) {
    return runOn(job, List.of("doctor"), options);
  }

  private static FlinkChecks checks(URI cluster, Limits limits, long freeBytes) {
    FlinkRest flink = new FlinkRest(cluster);
    return new FlinkChecks(flink, limits, new CheckpointChecks(flink, limits, path -> freeBytes));
  }
}
