package io.medsift.cli.centroids;

import static java.lang.String.format;

import io.medsift.centroids.embed.EmbeddingInput;
import io.medsift.centroids.embed.EmbeddingJob;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.job.ClusterJob;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.cli.job.LogFile;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.job.SavedJson;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.store.EmbeddingStore;
import io.medsift.embedding.store.StoreDirectory;
import io.medsift.embedding.store.StorePlan;
import io.medsift.embedding.store.VectorFormat;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.review.text.Formats;
import io.medsift.rows.RowFile;
import io.medsift.storage.Directories;
import io.medsift.storage.DirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.KafkaException;

/** Runs the embedding job in this process, and finishes the store when it has ended. */
final class EmbeddingRun {
  private static final String WORK = ".work";

  private final EmbeddingRequest request;
  private final PrintWriter out;
  private final ProgressDisplay display = ProgressDisplay.onStandardError();

  EmbeddingRun(EmbeddingRequest request, PrintWriter out) {
    this.request = request;
    this.out = out;
  }

  private String stopped() {
    return "the parts that were finished are kept in "
        + request.out()
        + ". The same command resumes after them.";
  }

  /**
   * Embeds to the end.
   *
   * @throws CommandFailedException if the input cannot be read, or the directory is of other work
   */
  void execute() throws Exception {
    try (Resources resources = new Resources(this::stopped)) {
      Files.createDirectories(request.out());
      resources.add(DirectoryLock.on(request.out()));
      LogFile.use(OutputDirectory.log(request.out()));
      Directories.delete(request.out().resolve(WORK));
      display.say("Counting the rows of the input.");
      EmbeddingInput input = input();
      StoreDirectory store = begin(input);
      int before = store.finished().cardinality();
      if (before > 0) {
        display.say(
            format(
                Locale.ROOT,
                "%,d of %,d parts are finished already.",
                before,
                store.plan().parts()));
      }
      long started = System.nanoTime();
      JobCounters counters = resources.add(JobCounters.ofWorkDoneOnce());
      runJob(resources, input, store, counters, before);
      EmbeddingStore finished = store.finish();
      tell(
          finished,
          counters.sum(EmbeddingJob.PROMPTS_EMBEDDED),
          (System.nanoTime() - started) / 1e9);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the prompts could not be embedded: " + e.getMessage(),
          "Fix what is named, and run the command again: finished parts are kept.",
          e);
    }
  }

  private EmbeddingInput input() throws IOException {
    if (request.topic() == null) {
      return EmbeddingInput.ofFiles(request.inputs());
    }
    try {
      TopicRange now = TopicRange.now(request.connection(), request.topic());
      return EmbeddingInput.ofTopic(range(now));
    } catch (IllegalArgumentException | KafkaException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Returns the range that was saved for this topic by the first run; else saves this one. */
  private TopicRange range(TopicRange now) throws IOException {
    SavedJson<Offsets> file =
        new SavedJson<>(
            request.out().resolve("topic.json"), Offsets.class, "Start over with another --out.");
    Optional<Offsets> saved = file.read().filter(each -> each.topic().equals(now.topic()));
    if (saved.isPresent()) {
      return new TopicRange(
          now.connection(), now.topic(), saved.get().starts(), saved.get().ends());
    }
    file.write(new Offsets(now.topic(), now.starts(), now.ends()));
    return now;
  }

  private record Offsets(String topic, Map<Integer, Long> starts, Map<Integer, Long> ends) {}

  private StoreDirectory begin(EmbeddingInput input) throws IOException {
    if (input.rows() == 0) {
      throw new IOException("the input has no rows");
    }
    int parts = request.parts() == null ? StorePlan.partsFor(input.rows()) : request.parts();
    return StoreDirectory.begin(
        request.out(),
        new StorePlan(
            StorePlan.FORMAT_VERSION,
            model(request.encoder()),
            request.format(),
            parts,
            request.field(),
            input.descriptions(),
            input.fingerprint(),
            input.rows()));
  }

  private static EmbeddingModel model(EncoderSource source) throws IOException {
    try (SentenceEncoder encoder = source.open()) {
      return encoder.model();
    }
  }

  private void runJob(
      Resources resources,
      EmbeddingInput input,
      StoreDirectory store,
      JobCounters counters,
      int finishedBefore)
      throws Exception {
    Path work = request.out().resolve(WORK);
    resources.add(() -> Directories.delete(work));
    Configuration settings = ClusterSettings.in(work, 0);
    ClusterSettings.forBoundedJob(settings);
    settings.addAll(EmbeddingJob.flinkDefaults());
    counters.addTo(settings);
    EmbeddedCluster cluster =
        resources.add(EmbeddedCluster.start(settings, 1, request.parallelism()));
    StreamExecutionEnvironment environment = cluster.environment(request.parallelism());
    EmbeddingJob.define(environment, input, store, request.out(), request.encoder());
    EmbeddingLine line = new EmbeddingLine(input.rows(), store.plan().parts(), finishedBefore);
    Optional<ClusterJob.Failure> failure =
        ClusterJob.submit(cluster, environment, "centroids embed")
            .watch(display, now -> line.update(counters, now));
    if (failure.isPresent()) {
      throw new IOException(failure.get().message(), failure.get().cause());
    }
  }

  private void tell(EmbeddingStore store, long embedded, double seconds) {
    out.println(
        format(
            Locale.ROOT,
            "%,d distinct prompts of %,d rows in %s; %,d of them embedded now, in %s.",
            store.count(),
            store.manifest().plan().rows(),
            request.out(),
            embedded,
            Formats.duration(seconds)));
    out.println("Next: medsift centroids train --embeddings " + request.out() + " --k K --out DIR");
    out.flush();
  }

  /**
   * Prompts to embed, and the store to write.
   *
   * @param inputs files; none where a topic is read
   * @param connection null where files are read, as {@code topic}
   * @param parts null for as many as the input calls for
   * @param encoder by which they are embedded
   */
  record EmbeddingRequest(
      List<RowFile> inputs,
      KafkaConnection connection,
      String topic,
      String field,
      VectorFormat format,
      Integer parts,
      int parallelism,
      EncoderSource encoder,
      Path out) {

    EmbeddingRequest {
      inputs = List.copyOf(inputs);
    }
  }
}
