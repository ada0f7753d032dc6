package io.medsift.production;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.benchmark.BrokerProcess;
import io.medsift.curation.CurationTopics;
import io.medsift.endtoend.DemoSamples;
import io.medsift.endtoend.LoggedRecord;
import io.medsift.endtoend.SampleLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a running application: metrics, and no secret. */
class WatchITCase {
  private static final Path WATCH = Path.of("..", "deploy", "watch");
  private static final Pattern METRIC = Pattern.compile("\\bflink_\\w+");
  private static final String SECRET = "planted-secret-7391";
  private static final int PARTITIONS = 2;

  @TempDir private static Path directory;
  private static BrokerProcess broker;
  private static StandaloneCluster cluster;
  private static int[] reporters;
  private static String job;

  @BeforeAll
  static void start() throws Exception {
    broker = BrokerProcess.start(directory.resolve("kafka"));
    SampleLog log = new SampleLog(broker.bootstrapServers());
    List<LoggedRecord> records = DemoSamples.spread(PARTITIONS);
    CurationTopics topics = log.load(PARTITIONS, records);
    log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
    cluster =
        new StandaloneCluster(
            FlinkHome.assemble(directory.resolve("flink")), directory.resolve("cluster"));
    reporters = new int[] {StandaloneCluster.freePort(), StandaloneCluster.freePort()};
    cluster.set("metrics.reporter.prometheus.port", reporters[0]);
    cluster.startApplication(arguments(topics), null);
    cluster.set("metrics.reporter.prometheus.port", reporters[1]);
    cluster.startTaskManager();
    job = cluster.rest().awaitJob();
    log.awaitRows(topics, records.size());
  }

  @AfterAll
  static void stop() {
    cluster.close();
    broker.close();
  }

  @Test
  void everyMetricOfDashboardAndAlertsIsExposed() throws Exception {
    Set<String> used = new TreeSet<>();
    for (String file : List.of("dashboard.json", "alerts.yaml")) {
      Matcher metric = METRIC.matcher(Files.readString(WATCH.resolve(file)));
      while (metric.find()) {
        used.add(metric.group());
      }
    }
    assertThat(used).hasSizeGreaterThan(30);
    FlinkRest.await("every metric", () -> exposed().containsAll(used) || cluster.isLost());

    assertThat(exposed()).containsAll(used);
  }

  private static Set<String> exposed() throws Exception {
    Set<String> names = new TreeSet<>();
    for (int port : reporters) {
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      page.body()
          .lines()
          .filter(line -> line.startsWith("flink_"))
          .forEach(line -> names.add(line.replaceAll("[{ ].*", "")));
    }
    return names;
  }

  @Test
  void noSecretIsInPagesLogsOrState() throws Exception {
    for (String page :
        List.of(
            "config",
            "jobmanager/config",
            "jobmanager/environment",
            "jobs/" + job,
            "jobs/" + job + "/config",
            "jobs/" + job + "/plan",
            "jobs/" + job + "/exceptions")) {
      assertThat(cluster.rest().text(page)).as(page).doesNotContain(SECRET);
    }
    assertThat(cluster.logs()).doesNotContain(SECRET);
    Path savepoints = directory.resolve("savepoints");
    cluster.rest().triggerSavepoint(job, savepoints);
    assertThat(filesWith(savepoints, "medsift")).isNotEmpty();
    assertThat(filesWith(savepoints, SECRET)).isEmpty();
    assertThat(filesWith(cluster.checkpoints(), SECRET)).isEmpty();
    assertThat(filesWith(directory.resolve("cluster/tmp"), SECRET)).isEmpty();
  }

  /** Files that hold a text; those that a running job deletes in the meantime hold none. */
  private static List<Path> filesWith(Path root, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            try {
              if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
                found.add(file);
              }
            } catch (NoSuchFileException e) {
              return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static List<String> arguments(CurationTopics topics) throws Exception {
    Path client =
        Files.createFile(
            directory.resolve("client.properties"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    // A client on a plain listener reads the password, and has no use for it.
    Files.writeString(client, "security.protocol=PLAINTEXT\nssl.key.password=" + SECRET + "\n");
    return List.of(
        "--kafka.bootstrap-servers", topics.bootstrapServers(),
        "--kafka.properties-file", client.toString(),
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
