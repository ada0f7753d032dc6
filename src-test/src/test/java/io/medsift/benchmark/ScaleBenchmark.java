package io.medsift.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.testkit.process.BrokerProcess;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.scenario.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How cost, state, checkpoints and look-ups of the whole job grow with the number of samples that
 * it has seen, and how long it takes to start from that state. Samples are those of {@code
 * whole-job}; the state is many times as large as RocksDB's memory.
 *
 * <p>Arguments: the number of samples, 3,000,000 without one, and after how many a line of the
 * curve is printed, a twelfth of them without. What RocksDB counts costs some processor time too.
 */
final class ScaleBenchmark implements Benchmark {
  private static final int WORDS = 300;
  private static final int PARALLELISM = 2;
  private static final int DEFAULT_SAMPLES = 3_000_000;
  private static final int LINES = 12;
  private static final int POLL_MILLIS = 2_000;

  /** The last samples wait for a watermark that does not come. */
  private static final double NEARLY_ALL = 0.995;

  private static final String COLUMNS =
      "%10s %8s %9s %7s %8s %9s %9s %8s %9s %9s %8s %9s%n"
          .formatted(
              "samples",
              "CPU us",
              "samples/s",
              "pairs",
              "rocksdb",
              "compiler",
              "GC",
              "misses",
              "compacted",
              "state KB",
              "SST KB",
              "upload KB");

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    int samples = arguments.isEmpty() ? DEFAULT_SAMPLES : Integer.parseInt(arguments.get(0));
    int step = arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : samples / LINES;
    Path directory = Files.createTempDirectory("scale");
    Path flink = directory.resolve("flink");
    List<Figure> figures = new ArrayList<>();
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
        EmbeddedCluster cluster = EmbeddedCluster.start(settings(flink), 1, PARALLELISM)) {
      CurationTopics topics =
          SampleTopics.load(broker.bootstrapServers(), samples, new Responses(5, WORDS));
      CurationSettings job =
          new CurationSettings(
              Recipes.deduplicateOnly(), null, null, topics, false, topics.samples());
      JobID first = submit(cluster, job, null);
      Curve curve = new Curve(cluster, first, flink.resolve("tmp"));
      curve.follow(samples, step);
      figures.addAll(curve.figures());
      String savepoint = stop(cluster.miniCluster(), first, directory, samples, figures);
      long begun = System.nanoTime();
      JobID second = submit(cluster, job, savepoint);
      FlinkRest rest = new FlinkRest(cluster.dashboard().getPort());
      FlinkRest.await(
          "the first checkpoint of the restored job",
          () -> rest.lastCheckpoint(second.toString()) >= 0);
      figures.add(
          Figure.of("restored, to the first checkpoint", WholeJobBenchmark.seconds(begun), "s"));
      cluster.miniCluster().cancelJob(second).get();
      cluster.result(second).get();
    } finally {
      WholeJobBenchmark.delete(directory);
    }
    return figures;
  }

  private static Configuration settings(Path flink) {
    Configuration settings = ClusterSettings.in(flink, 0);
    settings.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 500);
    settings.set(RocksDBNativeMetricOptions.MONITOR_BLOCK_CACHE_MISS, true);
    settings.set(RocksDBNativeMetricOptions.MONITOR_COMPACTION_WRITE_BYTES, true);
    return settings;
  }

  private static JobID submit(EmbeddedCluster cluster, CurationSettings job, String savepoint)
      throws Exception {
    StreamExecutionEnvironment environment = cluster.environment(PARALLELISM);
    if (savepoint != null) {
      Configuration recovery = new Configuration();
      recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      environment.configure(recovery);
    }
    CurationJob.define(environment, job);
    return cluster.submit(environment, "scale");
  }

  private static String stop(
      MiniCluster cluster, JobID job, Path directory, int samples, List<Figure> figures)
      throws Exception {
    long begun = System.nanoTime();
    String target = directory.resolve("savepoints").toUri().toString();
    String savepoint =
        cluster.stopWithSavepoint(job, target, false, SavepointFormatType.NATIVE).get();
    cluster.requestJobResult(job).get();
    figures.add(Figure.of("native savepoint", WholeJobBenchmark.seconds(begun), "s"));
    double bytes = DiskUse.bytes(directory.resolve("savepoints"), "");
    figures.add(Figure.of("native savepoint", bytes / 1e3 / samples, "KB/sample"));
    return savepoint;
  }

  private static String checkpoints(JobID job) {
    return "jobs/" + job + "/checkpoints";
  }

  /** Lines of a job that runs, each over the samples since the one before. */
  private static final class Curve {
    private final FlinkRest rest;
    private final JobID job;
    private final CompletableFuture<JobResult> result;
    private final Path local;
    private final List<Figure> figures = new ArrayList<>();

    Curve(EmbeddedCluster cluster, JobID job, Path local) {
      this.rest = new FlinkRest(cluster.dashboard().getPort());
      this.job = job;
      this.result = cluster.result(job);
      this.local = local;
    }

    /** What has been counted since the job began. */
    private record Counts(
        long samples,
        long wallNanos,
        long cpuNanos,
        Map<String, Double> threads,
        double misses,
        double compacted,
        double uploaded,
        double longestCheckpoint) {}

    List<Figure> figures() {
      return figures;
    }

    void follow(int samples, int step) throws Exception {
      System.err.print(COLUMNS);
      try (ThreadTimes threads = ThreadTimes.start()) {
        Counts begun = counts(0, threads);
        Counts before = begun;
        long next = step;
        while (next > 0) {
          Thread.sleep(POLL_MILLIS);
          if (result.isDone()) {
            throw new IllegalStateException("the job ended: " + result.get());
          }
          long rows = rows();
          if (rows >= next || rows >= NEARLY_ALL * samples) {
            Counts now = counts(rows, threads);
            print(before, now);
            before = now;
            next = rows >= NEARLY_ALL * samples ? 0 : rows + step;
          }
        }
        double seen = before.samples() - begun.samples();
        figures.add(
            Figure.of("scale", (before.cpuNanos() - begun.cpuNanos()) / 1e3 / seen, "us/sample"));
        figures.add(
            Figure.of("checkpoint, longest", before.longestCheckpoint(), "s of all of them"));
      }
    }

    private void print(Counts before, Counts now) throws Exception {
      double samples = now.samples() - before.samples();
      double wall = (now.wallNanos() - before.wallNanos()) / 1e9;
      double state = rest.get(checkpoints(job)).at("/latest/completed/state_size").asDouble() / 1e3;
      System.err.printf(
          "%,10d %8.1f %,9.0f %7.1f %8.1f %9.1f %9.1f %8.2f %9.2f %9.2f %8.2f %9.2f%n",
          now.samples(),
          (now.cpuNanos() - before.cpuNanos()) / 1e3 / samples,
          samples / wall,
          micros(before, now, "find pairs"),
          micros(before, now, "rocksdb"),
          micros(before, now, "C1 Compiler") + micros(before, now, "C2 Compiler"),
          micros(before, now, "GC Thread"),
          (now.misses() - before.misses()) / samples,
          (now.compacted() - before.compacted()) / 1e3 / samples,
          state / now.samples(),
          DiskUse.bytes(local, ".sst") / 1e3 / now.samples(),
          (now.uploaded() - before.uploaded()) / 1e3 / samples);
    }

    private static double micros(Counts before, Counts now, String thread) {
      return (of(now.threads(), thread) - of(before.threads(), thread))
          / (now.samples() - before.samples());
    }

    private static double of(Map<String, Double> threads, String prefix) {
      return threads.entrySet().stream()
          .filter(thread -> thread.getKey().startsWith(prefix))
          .mapToDouble(Map.Entry::getValue)
          .sum();
    }

    private Counts counts(long rows, ThreadTimes threads) throws Exception {
      double uploaded = 0;
      double longest = 0;
      for (JsonNode checkpoint : rest.get(checkpoints(job)).get("history")) {
        if (checkpoint.get("status").asText().equals("COMPLETED")) {
          uploaded += checkpoint.get("checkpointed_size").asDouble();
          longest = Math.max(longest, checkpoint.get("end_to_end_duration").asDouble() / 1e3);
        }
      }
      return new Counts(
          rows,
          System.nanoTime(),
          CpuTime.ofProcess(),
          threads.micros(),
          metric("block_cache_miss"),
          metric("compact_write_bytes"),
          uploaded,
          longest);
    }

    /** Rows that the writing stage has received. */
    private long rows() throws Exception {
      for (JsonNode vertex : rest.get("jobs/" + job).get("vertices")) {
        if (vertex.get("name").asText().startsWith("write")) {
          return vertex.at("/metrics/read-records").asLong();
        }
      }
      throw new IllegalStateException("no stage of the job is called write");
    }

    /** The sum over all subtasks of what RocksDB counts under the name. */
    private double metric(String name) throws Exception {
      double sum = 0;
      for (JsonNode vertex : rest.get("jobs/" + job).get("vertices")) {
        String path =
            "jobs/" + job + "/vertices/" + vertex.get("id").asText() + "/subtasks/metrics";
        for (JsonNode known : rest.get(path)) {
          String id = known.get("id").asText();
          if (id.endsWith(name)) {
            sum +=
                rest.get(path + "?agg=sum&get=" + id.replace(" ", "%20")).at("/0/sum").asDouble();
          }
        }
      }
      return sum;
    }
  }
}
