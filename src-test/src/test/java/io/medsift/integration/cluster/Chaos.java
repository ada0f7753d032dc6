package io.medsift.integration.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.testkit.process.JobCommand;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.SampleLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Runs the job under live load while things go wrong, as a seed says, and then checks that each
 * record came out once and as in a run that nothing disturbed.
 */
public final class Chaos {
  private static final int PARTITIONS = 4;
  private static final int RECORDS_PER_ROUND = 6_000;
  private static final long AFTER_ALL = 9_000_000_000L;

  private final long seed;
  private final int rounds;
  private final Random random;
  private final List<Disturbance> first;
  private final Map<Disturbance, Integer> struck = new EnumMap<>(Disturbance.class);

  /** Rounds of disturbances; each kind comes before one comes again. */
  public Chaos(long seed, int rounds) {
    this(seed, rounds, List.of());
  }

  /** The same, with these {@code first}. */
  Chaos(long seed, int rounds, List<Disturbance> first) {
    this.seed = seed;
    this.rounds = rounds;
    this.random = new Random(seed);
    this.first = first;
  }

  /** As long as you like: {@code Chaos ROUNDS [SEED]}. */
  public static void main(String[] arguments) throws Exception {
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    Path directory = Files.createTempDirectory("medsift-chaos-");
    System.out.println(new Chaos(seed, Integer.parseInt(arguments[0])).run(directory));
  }

  /** Runs under {@code directory}, checks, and says what happened. */
  String run(Path directory) throws Exception {
    long started = System.nanoTime();
    try (Installation installation = Installation.start(directory)) {
      SampleLog log = new SampleLog(KafkaConnection.plain(installation.bootstrapServers()));
      CurationTopics topics = log.load(PARTITIONS, List.of());
      installation.run(
          JobCommand.withoutArtifacts(
              topics, "--kafka.transaction-timeout", losesTransactions() ? "1 min" : "15 min"));
      LiveLoad load = new LiveLoad(topics, seed, PARTITIONS, RECORDS_PER_ROUND * (rounds + 1));
      installation.awaitCheckpoint();
      disturb(installation);
      load.stop();
      log.append(topics, LoggedRecord.heartbeats(PARTITIONS, AFTER_ALL));
      Set<String> read = log.positions(topics);
      if (losesTransactions()) {
        repair(topics, installation);
      }
      log.awaitRows(topics, read.size());
      installation.cancel();
      Map<String, Decided> disturbed = log.read(topics).byPosition();
      assertThat(disturbed).as("what was read, and what came out").containsOnlyKeys(read);
      medsift(topics, "audit");

      CurationTopics again = log.withNewOutputs(topics.samples());
      installation.runToTheEnd(JobCommand.withoutArtifacts(again, "--bounded", "true"));
      assertThat(disturbed).isEqualTo(log.read(again).byPosition());
      return "seed %d, %d rounds, %,d samples in %d s: %s"
          .formatted(
              seed, rounds, read.size(), (System.nanoTime() - started) / 1_000_000_000L, struck);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed %d after %s".formatted(seed, struck), e);
    }
  }

  private boolean losesTransactions() {
    return first.contains(Disturbance.AWAY_FOR_LONGER_THAN_TRANSACTIONS_LAST);
  }

  /** Writes the rows again that were lost, once all that was read is decided. */
  private static void repair(CurationTopics topics, Installation installation) throws Exception {
    installation.awaitCheckpoint();
    installation.awaitCheckpoint();
    String said =
        medsift(
            topics,
            "repair",
            "--recipe",
            JobCommand.WITHOUT_ARTIFACTS.toString(),
            "--parallelism",
            "1",
            "--run",
            topics.accepted(),
            "--state",
            installation.savepoint().toString());
    assertThat(said).contains("of lost samples written");
  }

  private static String medsift(CurationTopics topics, String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--bootstrap-servers",
                topics.bootstrapServers(),
                "--topic",
                topics.samples(),
                "--outputs",
                topics.accepted().replace("-accepted", "")));
    arguments.addAll(List.of(more));
    StringWriter said = new StringWriter();
    PrintWriter printed = new PrintWriter(said, true);
    int code =
        Medsift.commandLine()
            .setOut(printed)
            .setErr(printed)
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as(said.toString()).isZero();
    return said.toString();
  }

  private void disturb(Installation installation) throws Exception {
    List<Disturbance> deck = new ArrayList<>(first);
    for (int round = 0; round < rounds; round++) {
      if (deck.isEmpty()) {
        for (Disturbance one : Disturbance.values()) {
          if (one.possible(installation)) {
            deck.add(one);
          }
        }
        Collections.shuffle(deck, random);
      }
      Disturbance next = deck.remove(0);
      struck.merge(next, 1, Integer::sum);
      long began = System.nanoTime();
      next.strike(installation, random);
      installation.awaitCheckpoint();
      System.out.printf(
          "round %d: %s, %d ms to the next checkpoint%n",
          round + 1, next, (System.nanoTime() - began) / 1_000_000);
      Thread.sleep(random.nextInt(1_500));
    }
  }
}
