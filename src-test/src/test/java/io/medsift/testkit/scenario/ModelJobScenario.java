package io.medsift.testkit.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.embedded.Testbed;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.process.MedsiftProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Topics of a test on the broker that all tests share, and commands between them: in this JVM, or
 * in processes of their own where they are to be killed. A topic is named here as the test calls
 * it; {@link #topic(String)} is its name on the broker.
 */
public final class ModelJobScenario {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_MINUTES = 10;
  private static final long PAUSE_MILLIS = 10;
  private static final long PAUSE_BETWEEN_READS_MILLIS = 300;

  private final EmbeddedBroker broker;
  private final Path directory;
  private final String name = Testbed.name("asked");

  private ModelJobScenario(EmbeddedBroker broker, Path directory) {
    this.broker = broker;
    this.directory = directory;
  }

  /** Runs keep their files under {@code directory}. */
  public static ModelJobScenario start(Path directory) throws IOException {
    return new ModelJobScenario(Testbed.broker(), directory);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Name on the broker of what the test calls so: a topic, or a run. */
  public String topic(String called) {
    return name + "-" + called;
  }

  public void createTopics(int partitions, String... names) {
    for (String called : names) {
      broker.createTopic(topic(called), partitions, Map.of());
    }
  }

  /** Sends lines in turn to the partitions of a topic. */
  public void send(String topic, int partitions, List<String> lines) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      byte[] value = lines.get(i).getBytes(UTF_8);
      records.add(new ProducerRecord<>(topic(topic), i % partitions, null, value));
    }
    TestTopics.of(bootstrapServers()).send(records);
  }

  /** Starts a command in a process of its own, in the directory of the run. */
  public MedsiftProcess start(String run, List<String> arguments) throws IOException {
    return MedsiftProcess.start(Files.createDirectories(directory.resolve(run)), arguments);
  }

  /** Where a run keeps what the next one of its name finds. */
  public Path data(String run) {
    return directory.resolve(run).resolve("data");
  }

  /** Runs a command in this JVM until it ends by itself, which must be a good end. */
  public static void finish(List<String> arguments) {
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as("%s: %s%s", arguments, run.out(), run.err()).isZero();
  }

  /** Waits for something that the process brings about. */
  public static void await(MedsiftProcess process, String what, BooleanSupplier done)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MAX_MINUTES);
    while (!done.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError(
            (process.isAlive() ? "no " + what + " in time: " : "the process ended: ")
                + process.output());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /** The committed records of a topic, as JSON. */
  public List<JsonNode> read(String topic) {
    List<JsonNode> rows = new ArrayList<>();
    for (byte[] value : TestTopics.of(bootstrapServers()).values(topic(topic))) {
      try {
        rows.add(JSON.readTree(value));
      } catch (IOException e) {
        throw new AssertionError("a record of " + topic + " is not JSON", e);
      }
    }
    return rows;
  }

  /** How many records readers of committed ones see; reading takes its time, so not too often. */
  public long count(String topic) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_BETWEEN_READS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return read(topic).size();
  }
}
