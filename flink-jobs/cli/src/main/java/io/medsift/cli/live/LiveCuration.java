package io.medsift.cli.live;

import static java.lang.String.format;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.job.ClusterJob;
import io.medsift.cli.job.JobDefinition;
import io.medsift.cli.job.LogFile;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.job.Topics;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.progress.ProgressLine;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.HeartbeatProducer;
import io.medsift.storage.Directories;
import io.medsift.storage.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Broker, cluster, dashboard, heartbeats and the curation job, until their resources close. */
public final class LiveCuration {
  private static final String JOB_NAME = "curation";
  private static final String TRANSACTIONS = "medsift-up";
  private static final int PARTITIONS = 4;
  // Records somewhat above the recipe's limit must reach the job, to be dead letters.
  private static final int ROOM_ABOVE_LIMIT = 4;
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final LiveRequest request;
  private final Path data;
  private final Path centroids;
  private final CurationTopics topics;
  private final EmbeddedCluster cluster;
  private final JobCounters counters;
  private final ClusterJob job;

  private LiveCuration(
      LiveRequest request,
      Path data,
      Path centroids,
      CurationTopics topics,
      EmbeddedCluster cluster,
      JobCounters counters,
      ClusterJob job) {
    this.request = request;
    this.data = data;
    this.centroids = centroids;
    this.topics = topics;
    this.cluster = cluster;
    this.counters = counters;
    this.job = job;
  }

  /**
   * Starts everything. The job continues from the newest checkpoint under {@link
   * LiveRequest#data()}.
   *
   * @param resources take what must be closed to stop
   * @throws CommandFailedException if broker or cluster cannot start
   */
  public static LiveCuration start(
      LiveRequest request, JobDefinition definition, Resources resources) throws Exception {
    AtomicBoolean running = new AtomicBoolean();
    Path data = dataDirectory(request, running, resources);
    LogFile.use(OutputDirectory.log(data));
    Path work = LiveCluster.workDirectory(data, resources);
    Path benchmarks = request.benchmarks().prepare(work);
    Path centroids = request.centroids().prepare(work);
    EmbeddedBroker broker = resources.add(startBroker(request, data));
    CurationTopics topics =
        Topics.live(
            broker,
            request.recipe(),
            PARTITIONS,
            ROOM_ABOVE_LIMIT * request.recipe().limits().recordBytes());
    JobCounters counters = resources.add(new JobCounters());
    EmbeddedCluster cluster =
        LiveCluster.start(
            data, work, request.webPort(), null, request.parallelism(), counters, resources);
    StreamExecutionEnvironment environment = cluster.environment(request.parallelism());
    definition.define(
        environment,
        new CurationSettings(request.recipe(), benchmarks, centroids, topics, false, TRANSACTIONS));
    ClusterJob job = ClusterJob.submit(cluster, environment, JOB_NAME);
    running.set(true);
    resources.add(HeartbeatProducer.start(topics.connection(), topics.samples(), HEARTBEAT));
    return new LiveCuration(request, data, centroids, topics, cluster, counters, job);
  }

  /** The topics of the job. */
  public CurationTopics topics() {
    return topics;
  }

  /** The directory that keeps topics and checkpoints. */
  Path data() {
    return data;
  }

  /** The directory of the centroids that the job uses; empty where its recipe needs none. */
  Optional<Path> centroids() {
    return Optional.ofNullable(centroids);
  }

  private static Path dataDirectory(LiveRequest request, AtomicBoolean running, Resources resources)
      throws IOException {
    if (request.data() == null) {
      return resources.add(TemporaryDirectory.create("medsift-up-")).path();
    }
    boolean isNew = PrivateFiles.createNewDirectory(request.data());
    Path data = request.data().toRealPath();
    if (isNew) {
      resources.add(new NewDirectory(data, running));
    }
    return data;
  }

  /** A directory that was made for a job, and is taken away if that does not come to run. */
  private record NewDirectory(Path path, AtomicBoolean used) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (!used.get()) {
        Directories.delete(path);
      }
    }
  }

  private static EmbeddedBroker startBroker(LiveRequest request, Path data) {
    try {
      return EmbeddedBroker.start(data.resolve("kafka"), request.port());
    } catch (IOException e) {
      throw new CommandFailedException(
          "the broker did not start: " + e.getMessage(),
          "Stop what uses it, or name another --port (0 takes a free one) or --data.",
          e);
    }
  }

  /**
   * Says what runs and how to use it.
   *
   * @param console address of the console; empty where none is served
   */
  public void greet(PrintWriter out, Optional<String> console) {
    String server = topics.bootstrapServers();
    out.println("Medsift is up. Ctrl-C stops it.");
    out.println();
    out.println("  Recipe     " + request.recipe().stamp().name());
    out.println("  Kafka      " + server);
    out.println("  Dashboard  " + cluster.dashboard());
    console.ifPresent(address -> out.println("  Console    " + address));
    out.println(
        format(
            Locale.ROOT,
            "  Topics     %s (%d partitions) to %s",
            topics.samples(),
            PARTITIONS,
            String.join(", ", topics.outputs(request.recipe()))));
    out.println("  Data       " + data + (request.data() == null ? ", deleted at the end" : ""));
    out.println();
    out.println("Send samples, one JSON object per line, and read the accepted ones:");
    out.println(
        format(
            "  kafka-console-producer.sh --bootstrap-server %s --topic %s < samples.jsonl",
            server, topics.samples()));
    out.println(
        format(
            "  kafka-console-consumer.sh --bootstrap-server %s --topic %s --from-beginning"
                + " --isolation-level read_committed",
            server, topics.accepted()));
    out.println();
    out.flush();
  }

  /**
   * Shows how far the job is, for as long as it runs.
   *
   * @throws CommandFailedException when the job ends by itself
   */
  public void watch(ProgressDisplay display) throws Exception {
    watchUntil(() -> false, display);
  }

  /**
   * Shows how far the job is, until {@code done} says that what was waited for is there.
   *
   * @throws CommandFailedException when the job ends by itself before
   */
  public void watchUntil(BooleanSupplier done, ProgressDisplay display) throws Exception {
    ProgressLine line = ProgressLine.endless();
    Optional<ClusterJob.Failure> failure =
        job.watchUntil(done, display, now -> line.update(ProgressLine.Counts.of(counters), now));
    if (failure.isEmpty() && done.getAsBoolean()) {
      return;
    }
    throw failure
        .map(each -> LiveCluster.ended(JOB_NAME, each))
        .orElseGet(
            () ->
                new CommandFailedException(
                    "the curation job ended unexpectedly",
                    "See the log medsift.log in the data directory."));
  }
}
