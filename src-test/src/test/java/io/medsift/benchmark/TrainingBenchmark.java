package io.medsift.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.medsift.centroids.training.CentroidTraining;
import io.medsift.centroids.training.TrainedCentroids;
import io.medsift.centroids.training.TrainingListener;
import io.medsift.centroids.training.TrainingSettings;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import io.medsift.embedding.store.EmbeddingStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Time, quality and memory of centroid training.
 *
 * <ul>
 *   <li>{@code synthetic DIR N CENTRES}: writes a store of vectors around so many centres
 *   <li>{@code extend STORE DIR N}: writes a store of N vectors, those of another and noisy copies
 *   <li>{@code compare STORE K ITERATIONS THREADS [NEIGHBOURS [EXACT]]}: full iterations against
 *       the product's, from the same start
 *   <li>{@code train STORE K ITERATIONS THREADS [NEIGHBOURS [EXACT]]}: the product's alone, of
 *       which so many exact
 * </ul>
 */
public final class TrainingBenchmark {
  private static final double NOISE = 0.01;
  private static final long SEED = 1;

  private TrainingBenchmark() {}

  /** Does one of the four. */
  public static void main(String[] arguments) throws Exception {
    Path first = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "synthetic" -> synthetic(first, number(arguments[2]), number(arguments[3]));
      case "extend" -> extend(first, Path.of(arguments[2]), number(arguments[3]));
      case "compare" -> {
        EmbeddingStore store = EmbeddingStore.open(first);
        TrainingSettings settings = settings(arguments);
        int threads = number(arguments[4]);
        double[] full = measure("full", store, settings.withNeighbours(Integer.MAX_VALUE), threads);
        double[] near = measure("near", store, settings, threads);
        print(
            "inertia %.4f of full, CPU %.1fx faster, wall %.1fx faster",
            near[0] / full[0], full[1] / near[1], full[2] / near[2]);
      }
      case "train" ->
          measure("near", EmbeddingStore.open(first), settings(arguments), number(arguments[4]));
      default -> throw new IllegalArgumentException("no benchmark " + arguments[0]);
    }
  }

  private static TrainingSettings settings(String[] arguments) {
    TrainingSettings settings =
        TrainingSettings.of(number(arguments[2]), SEED)
            .withIterations(number(arguments[3]))
            .withTolerance(0);
    if (arguments.length > 5) {
      settings = settings.withNeighbours(number(arguments[5]));
    }
    return arguments.length > 6 ? settings.withExactIterations(number(arguments[6])) : settings;
  }

  private static int number(String argument) {
    return Integer.parseInt(argument);
  }

  private static void synthetic(Path directory, int count, int centres) throws Exception {
    EmbeddingModel model;
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      model = encoder.model();
    }
    SyntheticStore.write(
        directory, model, count, SyntheticStore.clustered(centres, model.dimension()));
  }

  private static void extend(Path from, Path to, int count) throws Exception {
    EmbeddingStore store = EmbeddingStore.open(from);
    SyntheticStore.write(to, store.model(), count, SyntheticStore.repeated(store, NOISE));
  }

  /** Trains; gives inertia, seconds of CPU and seconds. */
  private static double[] measure(
      String name, EmbeddingStore store, TrainingSettings settings, int threads) throws Exception {
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long wall = System.nanoTime();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void iteration(TrainingListener.Iteration report) {
            print(
                "%s %3d  inertia %.5f  moved %5.2f %%  largest %.1fx  empty %d  %.1f s  CPU %.1f s",
                name,
                report.iteration(),
                report.inertia(),
                100 * report.movedShare(),
                report.largest(),
                report.empty(),
                report.seconds(),
                (process.getProcessCpuTime() - cpu) / 1e9);
          }
        };
    TrainedCentroids trained = new CentroidTraining(settings, threads, listener).train(store);
    double[] result = {
      trained.inertia(), (process.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9
    };
    print(
        "%s n %,d k %,d: %d iterations, inertia %.5f, CPU %.1f s, wall %.1f s, %s",
        name,
        store.count(),
        settings.clusters(),
        trained.iterations(),
        result[0],
        result[1],
        result[2],
        peakMemory());
    return result;
  }

  private static String peakMemory() throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "peak memory unknown";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM") || line.startsWith("Rss"))
        .map(line -> line.replaceAll("\\s+", " "))
        .toList()
        .toString();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
