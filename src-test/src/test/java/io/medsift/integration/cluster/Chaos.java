package io.medsift.integration.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.testkit.process.JobCommand;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.SampleLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs the job under live load while things go wrong, as a seed says, and then checks that each
 * record came out once and as in a run that nothing disturbed.
 */
public final class Chaos {
  static final int PARTITIONS = 4;

  /**
   * How long transactions last where some are to be lost, longer than the outages that are to lose
   * none.
   */
  static final Duration SHORT_TRANSACTIONS = Duration.ofMinutes(4);

  private static final int RECORDS_PER_ROUND = 6_000;
  private static final long AFTER_ALL = 9_000_000_000L;

  private final long seed;
  private final int rounds;
  private final Random random;
  private final List<Disturbance> first;
  private final long pauseMillis;
  private final Map<Disturbance, Integer> struck = new EnumMap<>(Disturbance.class);

  /** Rounds of disturbances; each kind comes before one comes again. */
  public Chaos(long seed, int rounds) {
    this(seed, rounds, List.of());
  }

  /** The same, with these {@code first}. */
  Chaos(long seed, int rounds, List<Disturbance> first) {
    this(seed, rounds, first, 200);
  }

  private Chaos(long seed, int rounds, List<Disturbance> first, long pauseMillis) {
    this.seed = seed;
    this.rounds = rounds;
    this.random = new Random(seed);
    this.first = first;
    this.pauseMillis = pauseMillis;
  }

  /** Rounds of these kinds alone, each of which takes minutes, in an order of the seed. */
  static Chaos ofMinutes(long seed, int rounds, List<Disturbance> kinds) {
    Random order = new Random(seed);
    List<Disturbance> all = new ArrayList<>();
    while (all.size() < rounds) {
      List<Disturbance> deck = new ArrayList<>(kinds);
      Collections.shuffle(deck, order);
      all.addAll(deck);
    }
    return new Chaos(seed, rounds, all.subList(0, rounds), 600);
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
      CurationTopics again = log.load(topics.samples() + "-kept", PARTITIONS, List.of());
      installation.run(
          JobCommand.withoutArtifacts(
              topics, "--kafka.transaction-timeout", transactionTimeout().toMinutes() + " min"));
      LiveLoad load =
          new LiveLoad(topics, seed, PARTITIONS, RECORDS_PER_ROUND * (rounds + 1), pauseMillis);
      installation.feed(topics, load);
      installation.awaitCheckpoint();
      disturb(installation, topics);
      load.stop();
      log.append(topics, LoggedRecord.heartbeats(PARTITIONS, AFTER_ALL));
      log.append(again, load.kept());
      Set<String> read = log.positions(again);
      awaitRows(installation, log, topics, again.samples(), read);
      installation.cancel();
      Map<String, String> disturbed = decided(log, topics, topics.samples());
      medsift(topics, "audit");

      installation.runToTheEnd(JobCommand.withoutArtifacts(again, "--bounded", "true"));
      assertThat(disturbed).isEqualTo(decided(log, again, topics.samples()));
      assertThat(disturbed).as("what was read, and what came out").hasSize(read.size());
      return "seed %d, %d rounds, %,d samples in %d s: %s"
          .formatted(
              seed, rounds, read.size(), (System.nanoTime() - started) / 1_000_000_000L, struck);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed %d after %s".formatted(seed, struck), e);
    }
  }

  /** Waits for a row of each sample; where some stay away, says which, and how far the job is. */
  private static void awaitRows(
      Installation installation,
      SampleLog log,
      CurationTopics topics,
      String kept,
      Set<String> read)
      throws Exception {
    try {
      log.awaitRows(topics, read.size() + log.lostRanges(topics));
    } catch (AssertionError e) {
      Set<String> missing = new TreeSet<>();
      read.forEach(position -> missing.add(position.replace(kept, topics.samples())));
      missing.removeAll(log.read(topics).byPosition().keySet());
      throw new AssertionError(
          "%d without a row: %s; the job has %s"
              .formatted(missing.size(), missing, installation.progress()),
          e);
    }
  }

  /** What was decided of each position, as if the topic of samples had this name. */
  private static Map<String, String> decided(SampleLog log, CurationTopics topics, String name)
      throws Exception {
    Map<String, String> decided = new TreeMap<>();
    log.read(topics)
        .byPosition()
        .forEach(
            (position, what) ->
                decided.put(
                    position.replace(topics.samples(), name),
                    what.toString().replace(topics.samples(), name)));
    return decided;
  }

  private Duration transactionTimeout() {
    return first.contains(Disturbance.AWAY_FOR_LONGER_THAN_TRANSACTIONS_LAST)
        ? SHORT_TRANSACTIONS
        : Duration.ofMinutes(15);
  }

  /**
   * Writes the rows again that were lost, while the job goes on. Some rows are written before the
   * watermark passes their samples, so the state has to be one that has passed all that was lost.
   */
  private static String repair(CurationTopics topics, Installation installation) throws Exception {
    installation
        .load()
        .pausing(
            () -> {
              installation.load().beat();
              installation.awaitAllRead();
            });
    installation.awaitCheckpoint();
    return medsift(
            topics,
            "repair",
            "--recipe",
            JobCommand.WITHOUT_ARTIFACTS.toString(),
            "--parallelism",
            "1",
            "--run",
            topics.accepted(),
            "--state",
            installation.savepoint().toString())
        .strip();
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

  private void disturb(Installation installation, CurationTopics topics) throws Exception {
    List<Disturbance> deck = new ArrayList<>(first);
    long lost = 0;
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
      Duration away = Duration.ofNanos(System.nanoTime() - began);
      long lostNow = installation.lostTransactions() - lost;
      lost += lostNow;
      System.out.printf(
          "round %d: %s, %d ms to the next checkpoint, %d transactions lost; %s%n",
          round + 1, next, away.toMillis(), lostNow, installation.progress());
      // Two minutes become more on a busy machine, and a transaction began before them.
      if (away.compareTo(transactionTimeout().minusMinutes(1)) < 0) {
        assertThat(lostNow).as("transactions lost by %s", next).isZero();
      }
      if (lostNow > 0 || next == Disturbance.AWAY_FOR_LONGER_THAN_TRANSACTIONS_LAST) {
        System.out.println(repair(topics, installation));
      }
      Thread.sleep(random.nextInt(1_500));
    }
  }
}
