package io.medsift.integration.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.embedded.ListeningSockets;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.curation.write.CurationTopics;
import io.medsift.testkit.process.FlinkHome;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.process.FreePorts;
import io.medsift.testkit.process.Programs;
import io.medsift.testkit.process.Prometheus;
import io.medsift.testkit.process.SecuredBroker;
import io.medsift.testkit.process.StandaloneCluster;
import io.medsift.testkit.process.WatchQueries;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.DemoSamples;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.SampleLog;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a running application on a secured broker: metrics, and no secret. */
@Tag("long")
class WatchITCase {
  private static final int PARTITIONS = 2;

  @TempDir private static Path directory;
  private static SecuredBroker broker;
  private static StandaloneCluster cluster;
  private static SampleLog log;
  private static CurationTopics topics;
  private static List<Integer> reporters;
  private static JudgingJob judging;
  private static String job;

  @BeforeAll
  static void start() throws Exception {
    broker = SecuredBroker.start(directory.resolve("kafka"));
    log = new SampleLog(broker.connection());
    List<LoggedRecord> records = DemoSamples.spread(PARTITIONS);
    topics = log.load(PARTITIONS, records);
    log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
    cluster =
        new StandaloneCluster(
            FlinkHome.assemble(directory.resolve("flink")), directory.resolve("cluster"));
    reporters = List.of(FreePorts.next(), FreePorts.next(), FreePorts.next());
    cluster.set("metrics.reporter.prometheus.port", reporters.get(0));
    cluster.startApplication(arguments(topics), null);
    cluster.set("metrics.reporter.prometheus.port", reporters.get(1));
    cluster.startTaskManager();
    judging = JudgingJob.start(directory.resolve("annotate"), broker, log, reporters.get(2));
    job = cluster.rest().awaitJob();
    log.awaitRows(topics, records.size());
  }

  @AfterAll
  static void stop() throws IOException {
    judging.close();
    cluster.close();
    broker.close();
  }

  @Test
  void everyMetricOfDashboardAndAlertsIsExposed() throws Exception {
    Set<String> used = WatchQueries.metrics();
    assertThat(used).hasSizeGreaterThan(40);
    FlinkRest.await("every metric", () -> allAlive() && exposed().containsAll(used));

    assertThat(exposed()).containsAll(used);
  }

  @Test
  void prometheusAnswersEveryQueryAndCountsAsTheTopicsDo() throws Exception {
    Path program = Programs.required("prometheus", "prometheus");
    try (Prometheus prometheus =
        Prometheus.start(program, directory.resolve("prometheus"), reporters)) {
      FlinkRest.await(
          "all targets",
          () -> allAlive() && prometheus.query("up == 1").size() == reporters.size());
      feed();
      for (Map.Entry<String, String> query : WatchQueries.ofDashboard("1m").entrySet()) {
        FlinkRest.await(
            query.getKey() + ", " + query.getValue(),
            () -> isNumber(prometheus.query(query.getValue())));
      }
      for (String condition : WatchQueries.ofAlerts().values()) {
        for (String series : WatchQueries.selectors(condition)) {
          FlinkRest.await(series, () -> !prometheus.query(series).isEmpty());
        }
      }
      assertThat(prometheus.rules()).hasSameSizeAs(WatchQueries.ofAlerts().entrySet());
      for (JsonNode rule : prometheus.rules()) {
        assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok");
      }
      Map<String, Long> decided = decided();
      assertThat(decided).hasSizeGreaterThan(10);
      FlinkRest.await("all counts", () -> allAlive() && counted(prometheus).equals(decided));
      assertThat(counted(prometheus)).isEqualTo(decided);
    }
  }

  private static boolean allAlive() throws IOException {
    assertThat(cluster.isLost()).as("a process of the cluster has ended").isFalse();
    judging.requireAlive();
    return true;
  }

  /** The demo once more, and more to judge, so that rates are above zero. */
  private static void feed() throws Exception {
    List<LoggedRecord> again = new ArrayList<>();
    for (LoggedRecord record : DemoSamples.spread(PARTITIONS)) {
      again.add(
          new LoggedRecord(record.partition(), 10_000_000 + record.timestamp(), record.value()));
    }
    log.append(topics, again);
    log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 19_000_000));
    log.awaitRows(topics, 2L * again.size());
    judging.feed();
  }

  private static boolean isNumber(JsonNode series) {
    for (JsonNode one : series) {
      if (Double.isFinite(value(one))) {
        return true;
      }
    }
    return false;
  }

  private static double value(JsonNode series) {
    return Double.parseDouble(series.at("/value/1").asText());
  }

  /** Rows of the topics by reason, accepted ones by track, and dead letters. */
  private static Map<String, Long> decided() throws Exception {
    Decisions decisions = log.read(topics);
    Map<String, Long> counts = new TreeMap<>();
    for (CuratedRow row : decisions.curated()) {
      Reason reason = row.verdict().reason();
      String name = reason == null ? row.sample().get("track").asText() : reason.name();
      counts.merge(name, 1L, Long::sum);
    }
    counts.put("", (long) decisions.deadLetters().size());
    return counts;
  }

  private static Map<String, Long> counted(Prometheus prometheus) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    String operator = "flink_taskmanager_job_task_operator_";
    for (String query :
        List.of(
            "sum by (reason) (" + operator + "gate_reason_track_rejected) > 0",
            "sum by (track) (" + operator + "track_accepted) > 0",
            "sum(" + operator + "dead_letters{job_name!=\"annotate\"})")) {
      for (JsonNode series : prometheus.query(query)) {
        JsonNode labels = series.get("metric");
        String name = labels.path("reason").asText(labels.path("track").asText());
        counts.put(name, (long) value(series));
      }
    }
    return counts;
  }

  private static Set<String> exposed() throws Exception {
    Set<String> names = new TreeSet<>();
    for (int port : reporters) {
      page(port)
          .lines()
          .filter(line -> line.startsWith("flink_"))
          .forEach(line -> names.add(line.replaceAll("[{ ].*", "")));
    }
    return names;
  }

  private static String page(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void noSecretIsInPagesLogsOrState() throws Exception {
    for (String page : FlinkRest.pagesOf(job)) {
      assertThat(cluster.rest().text(page)).as(page).doesNotContain(SecuredBroker.PASSWORD);
    }
    for (int port : reporters) {
      assertThat(page(port)).as("metrics").doesNotContain(SecuredBroker.PASSWORD);
    }
    assertThat(cluster.logs()).doesNotContain(SecuredBroker.PASSWORD);
    Path savepoints = directory.resolve("savepoints");
    cluster.rest().triggerSavepoint(job, savepoints);
    assertThat(SecretSearch.filesWith(savepoints, "medsift")).isNotEmpty();
    assertThat(SecretSearch.filesWith(savepoints, SecuredBroker.PASSWORD)).isEmpty();
    assertThat(SecretSearch.filesWith(cluster.checkpoints(), SecuredBroker.PASSWORD)).isEmpty();
    assertThat(SecretSearch.filesWith(directory.resolve("cluster/tmp"), SecuredBroker.PASSWORD))
        .isEmpty();
  }

  @Test
  void everyProcessListensOnLoopbackAlone() throws Exception {
    assumeThat(ListeningSockets.areKnown()).isTrue();
    List<Long> processes = new ArrayList<>(List.of(cluster.jobManager().pid(), judging.pid()));
    cluster.taskManagers().forEach(each -> processes.add(each.pid()));
    for (long process : processes) {
      assertThat(ListeningSockets.of(process))
          .as(ProcessHandle.of(process).map(ProcessHandle::info).toString())
          .isNotEmpty()
          .allMatch(ListeningSockets::isLoopback);
    }
  }

  /** A page in a browser of this machine, and whoever finds the port. */
  @Test
  void restTakesNoJarAndTellsNoForeignPage() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    URI rest = cluster.rest().address();
    HttpResponse<String> asked =
        client.send(
            HttpRequest.newBuilder(rest.resolve("overview"))
                .header("Origin", "https://example.org")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("http://localhost:8081");
    HttpResponse<String> sent =
        client.send(
            HttpRequest.newBuilder(rest.resolve("jars/upload"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(sent.statusCode()).isEqualTo(404);
  }

  private static List<String> arguments(CurationTopics topics) throws Exception {
    return List.of(
        "--kafka.bootstrap-servers", topics.bootstrapServers(),
        "--kafka.properties-file", broker.userFile().toString(),
        "--recipe", "recommended",
        "--benchmarks", DemoSamples.benchmarks(directory.resolve("benchmarks")).toString(),
        "--centroids", DemoSamples.centroids().toAbsolutePath().normalize().toString(),
        "--topics.samples", topics.samples(),
        "--topics.accepted", topics.accepted(),
        "--topics.rejected", topics.rejected(),
        "--topics.dead-letters", topics.deadLetters(),
        "--run", topics.accepted());
  }
}
