package io.medsift.benchmark;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.BalanceSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.Track;
import io.medsift.testkit.process.BrokerProcess;
import io.medsift.testkit.scenario.Recipes;
import io.medsift.verdict.Gate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * CPU time, rate and state of the whole job, broker not counted, on samples of which a fifth are
 * near-duplicates. Where the time goes, by thread, it prints to standard error. The time is given
 * as a multiple of that of {@link PlainLoop} over the same bytes, since machines differ.
 *
 * <p>Arguments: numbers of samples, each with a colon and the words of a response where these are
 * not 300, and a plus and the gate behind deduplication, {@code select} or {@code balance}, where
 * there is one; without arguments {@code 100000 500000 20000:2000}. Each is a run from an empty
 * state. A small run goes before, so that classes are loaded and the hot code is compiled.
 */
final class WholeJobBenchmark implements Benchmark {
  private static final int WORDS = 300;
  private static final int PARALLELISM = 2;
  private static final int IN_LOOP = 2_000;

  // On an idle machine: 0.6 of the 233 us of an earlier build, beside some 14 us of the loop.
  private static final double MOST_OF_PLAIN = 10;

  private static final double MOST_GROWTH = 1.15;
  private static final double MOST_FOR_LONG = 2.5;
  private static final double MOST_STATE = 2.5;
  private static final Load WARM_UP = new Load(20_000, WORDS);
  private static final List<String> DEFAULT = List.of("100000", "500000", "20000:2000");

  /** The gate behind deduplication. */
  private enum Behind {
    NONE,
    /** All responses to a prompt are collected and counted, and all stay. */
    SELECT,
    /** A third of the samples goes. */
    BALANCE;

    Recipe recipe(int samples) throws RecipeException {
      Recipe plain = Recipes.deduplicateOnly();
      return switch (this) {
        case NONE -> plain;
        case SELECT -> and(plain, Gate.SELECT);
        case BALANCE ->
            and(plain, Gate.BALANCE).toBuilder()
                .balance(new BalanceSettings(6, samples * 2 / 3, null, null, null, null, null))
                .build();
      };
    }

    private static Recipe and(Recipe recipe, Gate gate) {
      Set<Gate> gates = EnumSet.of(Gate.DEDUPLICATE, gate);
      return recipe.toBuilder().tracks(Map.of("public_medical", new Track(gates))).build();
    }
  }

  /** Samples of a run, words of a response, and the gate behind deduplication. */
  private record Load(int samples, int words, Behind gate) {
    Load(int samples, int words) {
      this(samples, words, Behind.NONE);
    }

    static Load of(String argument) {
      String[] parts = argument.split("\\+", -1);
      String[] numbers = parts[0].split(":", -1);
      return new Load(
          Integer.parseInt(numbers[0]),
          numbers.length > 1 ? Integer.parseInt(numbers[1]) : WORDS,
          parts.length > 1 ? Behind.valueOf(parts[1].toUpperCase(Locale.ROOT)) : Behind.NONE);
    }

    @Override
    public String toString() {
      return "whole job, %,d samples%s%s"
          .formatted(
              samples,
              words == WORDS ? "" : " of %,d words".formatted(words),
              gate == Behind.NONE ? "" : " with " + gate.name().toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public String name() {
    return "whole-job";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    List<Load> loads = (arguments.isEmpty() ? DEFAULT : arguments).stream().map(Load::of).toList();
    List<Figure> figures = new ArrayList<>();
    Map<Load, Double> costs = new LinkedHashMap<>();
    Path directory = Files.createTempDirectory("whole-job");
    Path flink = directory.resolve("flink");
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
        EmbeddedCluster cluster =
            EmbeddedCluster.start(ClusterSettings.in(flink, 0), 1, PARALLELISM)) {
      run(broker, cluster, flink, WARM_UP, new ArrayList<>());
      for (Load load : loads) {
        costs.put(load, run(broker, cluster, flink, load, figures));
      }
    } finally {
      delete(directory);
    }
    figures.addAll(ratios(costs));
    return figures;
  }

  /** Of runs to the first one. */
  private static List<Figure> ratios(Map<Load, Double> costs) {
    List<Figure> ratios = new ArrayList<>();
    Load first = costs.keySet().iterator().next();
    costs.forEach(
        (load, cost) -> {
          if (load.gate() != Behind.NONE) {
            ratios.add(
                Figure.of(
                    load + " / " + "%,d".formatted(first.samples()),
                    cost / costs.get(first),
                    "x CPU/sample"));
          } else if (!load.equals(first)) {
            ratios.add(
                Figure.atMost(
                    load.words() == first.words() ? MOST_GROWTH : MOST_FOR_LONG,
                    load + " / " + "%,d".formatted(first.samples()),
                    cost / costs.get(first),
                    "x CPU/sample"));
          }
        });
    return ratios;
  }

  /** Adds the figures of a run, and returns the CPU time of a sample in microseconds. */
  private static double run(
      BrokerProcess broker, EmbeddedCluster cluster, Path flink, Load load, List<Figure> figures)
      throws Exception {
    long begun = System.nanoTime();
    int samples = load.samples();
    Responses responses = new Responses(5, load.words());
    CurationTopics topics = SampleTopics.load(broker.bootstrapServers(), samples, responses);
    System.err.printf("%,d samples written in %.1f s%n", samples, seconds(begun));
    CurationSettings settings =
        new CurationSettings(
            load.gate().recipe(samples), null, null, topics, true, topics.samples());
    StreamExecutionEnvironment environment = cluster.environment(PARALLELISM);
    CurationJob.define(environment, settings);
    double plain = PlainLoop.micros(inLoop(load, responses));
    System.gc();
    long cpu = CpuTime.ofProcess();
    long wall = System.nanoTime();
    try (ThreadTimes threads = ThreadTimes.start();
        DiskUse local = DiskUse.of(flink.resolve("tmp"), ".sst")) {
      JobID job = cluster.submit(environment, "whole job");
      JobResult result = cluster.result(job).get();
      double seconds = seconds(wall);
      double micros = (CpuTime.ofProcess() - cpu) / 1e3 / samples;
      if (!result.isSuccess()) {
        throw new IllegalStateException("the job failed: " + result.getSerializedThrowable());
      }
      threads.print("sample", samples, micros);
      int rejected = TestTopics.of(broker.bootstrapServers()).read(topics.rejected()).size();
      String what = load.toString();
      figures.add(Figure.of(what, micros, "CPU us/sample"));
      figures.add(Figure.of(what + ", plain loop", plain, "CPU us/sample"));
      figures.add(
          Figure.atMost(MOST_OF_PLAIN, what + " / plain loop", micros / plain, "x CPU/sample"));
      figures.add(Figure.of(what, samples / seconds, "samples/s"));
      figures.add(Figure.of(what + ", rejected", rejected, "samples"));
      figures.add(
          Figure.of(what + ", SST files, most", local.mostKilobytes() / samples, "KB/sample"));
      figures.add(state(load, checkpointBytes(cluster, job) / 1e3 / samples));
      return micros;
    }
  }

  private static Figure state(Load load, double kilobytes) {
    String what = load + ", state in the last checkpoint";
    return load.words() == WORDS
        ? Figure.atMost(MOST_STATE, what, kilobytes, "KB/sample")
        : Figure.of(what, kilobytes, "KB/sample");
  }

  private static List<byte[]> inLoop(Load load, Responses responses) {
    List<byte[]> samples = new ArrayList<>();
    for (int i = 0; i < Math.min(IN_LOOP, load.samples()); i++) {
      samples.add(SampleTopics.sample(i, responses.text(i)));
    }
    return samples;
  }

  /** The job ends with a checkpoint, which holds all of its state. */
  private static long checkpointBytes(EmbeddedCluster cluster, JobID job) throws Exception {
    return cluster
        .miniCluster()
        .getExecutionGraph(job)
        .get()
        .getCheckpointStatsSnapshot()
        .getHistory()
        .getCheckpoints()
        .stream()
        .mapToLong(checkpoint -> checkpoint.getStateSize())
        .max()
        .orElse(0);
  }

  static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  static void delete(Path directory) throws Exception {
    try (var files = Files.walk(directory)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }
}
