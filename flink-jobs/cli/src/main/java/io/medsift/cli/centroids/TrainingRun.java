package io.medsift.cli.centroids;

import static java.lang.String.format;

import com.sun.management.OperatingSystemMXBean;
import io.medsift.centroids.training.CentroidTraining;
import io.medsift.centroids.training.MemoryNeed;
import io.medsift.centroids.training.TrainedCentroids;
import io.medsift.centroids.training.TrainingCheckpoints;
import io.medsift.centroids.training.TrainingSettings;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.embedding.store.EmbeddingStore;
import io.medsift.storage.Directories;
import io.medsift.storage.DirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A training with its output: the memory it needs, each iteration, and the result. */
final class TrainingRun {
  private static final String CHECKPOINT = "checkpoint";

  private final Path embeddings;
  private final TrainingSettings settings;
  private final int threads;
  private final Path target;
  private final PrintWriter out;

  TrainingRun(
      Path embeddings, TrainingSettings settings, int threads, Path target, PrintWriter out) {
    this.embeddings = embeddings;
    this.settings = settings;
    this.threads = threads;
    this.target = target;
    this.out = out;
  }

  private String stopped(Path work) {
    if (Files.exists(work.resolve(CHECKPOINT))) {
      return "the training so far is kept in "
          + work
          + ". The same command resumes from its last checkpoint.";
    }
    try {
      Directories.delete(work);
    } catch (IOException e) {
      // The same command continues with it.
    }
    return "nothing was trained. Run the same command to start over.";
  }

  /**
   * Trains and writes.
   *
   * @throws CommandFailedException if the store is damaged, or memory will not do
   */
  void execute() throws Exception {
    Path work = work();
    try (Resources resources = new Resources(() -> stopped(work))) {
      EmbeddingStore store = EmbeddingStore.open(embeddings);
      requireEnough(store);
      Files.createDirectories(work);
      resources.add(DirectoryLock.on(work));
      ProgressDisplay display = ProgressDisplay.onStandardError();
      display.say("Verifying the checksums of " + embeddings + ".");
      store.verify();
      TrainingOutput output = new TrainingOutput(out, display);
      TrainedCentroids trained =
          new CentroidTraining(settings, threads, output)
              .train(
                  store,
                  TrainingCheckpoints.in(
                      work.resolve(CHECKPOINT),
                      CentroidTraining.owner(store.fingerprint(), settings)));
      display.clear();
      trained.draft(store, settings).write(target);
      Directories.delete(work);
      output.finished(trained);
      out.println("Next: medsift centroids label, on " + target);
      out.flush();
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailedException(
          "the centroids could not be trained: " + e.getMessage(),
          "Fix what is named, and run the command again: it resumes after the last iteration.",
          e);
    }
  }

  /**
   * Returns the directory of the checkpoints: beside the result, which appears only when it is
   * whole.
   */
  private Path work() {
    Path absolute = target.toAbsolutePath().normalize();
    return absolute.resolveSibling("." + absolute.getFileName() + ".training");
  }

  private void requireEnough(EmbeddingStore store) {
    int vectors = settings.sample(store.count());
    out.println(
        format(
            Locale.ROOT,
            "Training %,d centroids on %,d of %,d prompts.",
            settings.clusters(),
            vectors,
            store.count()));
    if ((long) vectors < (long) settings.clusters() * TrainingSettings.FEW_POINTS_PER_CENTROID) {
      out.println(
          format(
              Locale.ROOT,
              "Warning: that is %.1f prompts for each centroid. With fewer than %d, centroids fit"
                  + " single prompts: embed more, or lower --k.",
              (double) vectors / settings.clusters(),
              TrainingSettings.FEW_POINTS_PER_CENTROID));
    }
    MemoryNeed need =
        MemoryNeed.of(settings, store.count(), store.dimension(), store.vectorBytes(), threads);
    long heap = Runtime.getRuntime().maxMemory();
    long physical =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    out.println("Memory: " + need.describe() + ".");
    if (need.readsFromDisk(physical)) {
      out.println(
          format(
              "Warning: all of it does not fit the %s of this machine, so vectors are read from"
                  + " disk in every iteration.",
              MemoryNeed.text(physical)));
    }
    out.flush();
    Optional<String> shortage = need.shortage(heap, physical);
    if (shortage.isPresent()) {
      throw new CommandFailedException(
          "training does not fit into memory: " + shortage.get(),
          "Give it more heap with MEDSIFT_HEAP, or lower --k or --sample-per-centroid.");
    }
  }
}
