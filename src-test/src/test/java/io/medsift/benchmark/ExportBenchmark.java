package io.medsift.benchmark;

import io.medsift.cli.Medsift;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.testkit.process.BrokerProcess;
import io.medsift.testkit.scenario.AcceptedTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rows that an export from a topic to Parquet writes in a second, from start to commit. Where the
 * processor time goes, by thread, and the broker's is printed to standard error.
 *
 * <p>Arguments: rows (500,000), and words of a response (150), as frequent as words are.
 */
final class ExportBenchmark implements Benchmark {
  private static final int ROWS = 500_000;
  private static final int WORDS = 150;
  private static final int TRANSACTION = 10_000;
  private static final long SEED = 5;
  private static final String TOPIC = "accepted";

  @Override
  public String name() {
    return "export";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    int rows = arguments.isEmpty() ? ROWS : Integer.parseInt(arguments.get(0));
    int words = arguments.size() < 2 ? WORDS : Integer.parseInt(arguments.get(1));
    Path directory = Files.createTempDirectory("export-benchmark");
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"));
        ThreadTimes threads = load(broker, rows, words)) {
      Duration brokerCpu = cpu(broker);
      long cpu = CpuTime.ofProcess();
      long start = System.nanoTime();
      int code =
          Medsift.commandLine()
              .execute(
                  "export",
                  "--bootstrap-servers",
                  broker.bootstrapServers(),
                  "--lineage",
                  "--out",
                  directory.resolve("out").toString());
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = (CpuTime.ofProcess() - cpu) / 1e9;
      if (code != ExitCode.DONE) {
        throw new IllegalStateException("the export failed");
      }
      threads.print("row", rows, cpuSeconds * 1e6 / rows);
      double ofBroker = cpu(broker).minus(brokerCpu).toNanos() / 1e3 / rows;
      System.err.printf("CPU us/row of the broker: %.1f%n", ofBroker);
      String what = "export, %,d rows of %,d words".formatted(rows, words);
      return List.of(
          Figure.atLeast(20_000, what, rows / seconds, "rows/s"),
          Figure.of(what + ", of processor time", rows / cpuSeconds, "rows/s/core"));
    } finally {
      delete(directory);
    }
  }

  /** Writes the rows, and begins to count. */
  private static ThreadTimes load(BrokerProcess broker, int rows, int words) throws Exception {
    String bootstrapServers = broker.bootstrapServers();
    TestTopics.of(bootstrapServers).create(TOPIC, 4, Map.of());
    Responses responses = new Responses(SEED, words);
    try (AcceptedTopic topic = new AcceptedTopic(bootstrapServers, TOPIC, 4, responses::text)) {
      for (int from = 0; from < rows; from += TRANSACTION) {
        topic.commit(from, Math.min(rows, from + TRANSACTION));
      }
    }
    CommittedEnd.await(KafkaConnection.plain(bootstrapServers), TOPIC);
    return ThreadTimes.start();
  }

  private static Duration cpu(BrokerProcess broker) {
    return broker.handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
