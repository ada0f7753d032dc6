package io.medsift.benchmark;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.testkit.process.BrokerProcess;
import io.medsift.testkit.scenario.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * CPU time, rate and state of the whole job, broker not counted, on samples of 300 words of which a
 * fifth are near-duplicates. Where the time goes, by thread, it prints to standard error.
 *
 * <p>Arguments: numbers of samples, 100,000 and 500,000 where none is given; each is a run from an
 * empty state. A small run goes before, so that classes are loaded and the hot code is compiled.
 */
final class WholeJobBenchmark implements Benchmark {
  private static final int WORDS = 300;
  private static final int PARALLELISM = 2;
  private static final int WARM_UP = 20_000;

  @Override
  public String name() {
    return "whole-job";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    List<Integer> sizes =
        arguments.isEmpty()
            ? List.of(100_000, 500_000)
            : arguments.stream().map(argument -> Integer.valueOf(argument)).toList();
    List<Figure> figures = new ArrayList<>();
    Path directory = Files.createTempDirectory("whole-job");
    Path flink = directory.resolve("flink");
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
        EmbeddedCluster cluster =
            EmbeddedCluster.start(ClusterSettings.in(flink, 0), 1, PARALLELISM)) {
      run(broker, cluster, flink, WARM_UP);
      for (int samples : sizes) {
        figures.addAll(run(broker, cluster, flink, samples));
      }
    } finally {
      delete(directory);
    }
    return figures;
  }

  private static List<Figure> run(
      BrokerProcess broker, EmbeddedCluster cluster, Path flink, int samples) throws Exception {
    long begun = System.nanoTime();
    CurationTopics topics =
        SampleTopics.load(broker.bootstrapServers(), samples, new Responses(5, WORDS));
    System.err.printf("%,d samples written in %.1f s%n", samples, seconds(begun));
    CurationSettings settings =
        new CurationSettings(Recipes.deduplicateOnly(), null, null, topics, true, topics.samples());
    StreamExecutionEnvironment environment = cluster.environment(PARALLELISM);
    CurationJob.define(environment, settings);
    System.gc();
    long cpu = CpuTime.ofProcess();
    long wall = System.nanoTime();
    try (ThreadTimes threads = ThreadTimes.start();
        DiskUse local = DiskUse.of(flink.resolve("tmp"), ".sst");
        DiskUse checkpoint = DiskUse.of(flink.resolve("checkpoints"), "")) {
      JobResult result = cluster.result(cluster.submit(environment, "whole job")).get();
      double seconds = seconds(wall);
      double micros = (CpuTime.ofProcess() - cpu) / 1e3 / samples;
      if (!result.isSuccess()) {
        throw new IllegalStateException("the job failed: " + result.getSerializedThrowable());
      }
      threads.print("sample", samples, micros);
      int rejected = TestTopics.of(broker.bootstrapServers()).read(topics.rejected()).size();
      String what = "whole job, %,d samples".formatted(samples);
      return List.of(
          Figure.atMost(400, what, micros, "CPU us/sample"),
          Figure.of(what, samples / seconds, "samples/s"),
          Figure.of(what + ", rejected", 100.0 * rejected / samples, "%"),
          Figure.of(what + ", state in SST files", local.mostKilobytes() / samples, "KB/sample"),
          Figure.of(what + ", checkpoint", checkpoint.mostKilobytes() / samples, "KB/sample"));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  static void delete(Path directory) throws Exception {
    try (var files = Files.walk(directory)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }
}
