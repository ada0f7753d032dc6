package io.medsift.centroids.training;

import io.medsift.centroids.product.MatrixProduct;
import io.medsift.embedding.UnitVectors;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Trains centroids.
 *
 * <p>An iteration fills empty clusters, moves each centroid to the unit mean of its vectors, and
 * assigns the vectors again. Its state is saved before anything else is done with it, and the next
 * one depends on that state alone: so a training that was interrupted ends as if it had not been.
 */
public final class CentroidTraining {

  /** How many nearest vectors of each centroid are found. */
  public static final int NEAREST = 10;

  /** Changes when equal input no longer gives equal centroids. */
  private static final int VERSION = 1;

  private final TrainingSettings settings;
  private final int threads;
  private final TrainingListener listener;

  /**
   * A training that has not begun.
   *
   * @param threads how many work; the result does not depend on it
   */
  public CentroidTraining(TrainingSettings settings, int threads, TrainingListener listener) {
    this.settings = settings;
    this.threads = threads;
    this.listener = listener;
  }

  /** Names the vectors and settings that a checkpoint belongs to. */
  public static String owner(String vectors, TrainingSettings settings) {
    String exact = settings.exactIterations() == 0 ? "" : ", exact " + settings.exactIterations();
    return String.format(
            Locale.ROOT,
            "vectors %s, k %d, seed %d, %d per centroid, %d neighbours, tolerance %s, version %d",
            vectors,
            settings.clusters(),
            settings.seed(),
            settings.pointsPerCentroid(),
            settings.neighbours(),
            settings.tolerance(),
            VERSION)
        + exact;
  }

  /** Trains without leaving checkpoints. */
  public TrainedCentroids train(UnitVectors vectors) {
    try {
      return train(vectors, TrainingCheckpoints.none());
    } catch (IOException e) {
      throw new IllegalStateException("there are no checkpoints to read", e);
    }
  }

  /**
   * Trains, from the last checkpoint if there is one.
   *
   * @throws IllegalArgumentException when there are fewer distinct vectors than clusters
   * @throws IOException when a checkpoint cannot be read
   */
  public TrainedCentroids train(UnitVectors vectors, TrainingCheckpoints checkpoints)
      throws IOException {
    if (vectors.count() < settings.clusters()) {
      throw tooFew(vectors.count());
    }
    UnitVectors sample =
        SampledVectors.draw(
            vectors, settings.sample(vectors.count()), new SplittableRandom(~settings.seed()));
    try (TrainingThreads workers = TrainingThreads.of(threads);
        MatrixProduct product = new MatrixProduct(vectors.dimension())) {
      Optional<TrainingCheckpoints.State> saved = checkpoints.load();
      saved.ifPresent(state -> listener.resumed(state.iteration()));
      TrainingCheckpoints.State state =
          saved.isPresent() ? saved.get() : begin(sample, product, workers);
      if (saved.isEmpty()) {
        checkpoints.save(state);
      }
      Pass exact = new ExactPass(new CandidateSearch(product), workers);
      Pass near = new NeighbourPass(settings.neighbours(), product, workers);
      while (!state.converged() && state.iteration() < settings.iterations()) {
        long started = System.nanoTime();
        Pass pass = settings.isExact(state.iteration()) ? exact : near;
        TrainingCheckpoints.State next = next(state, sample, pass, workers);
        checkpoints.save(next);
        report(next, next.assignments().movedFrom(state.assignments()), started);
        state = next;
      }
      listener.stopped(state.converged());
      return finish(vectors, sample, state, product, workers);
    }
  }

  private TrainingCheckpoints.State begin(
      UnitVectors sample, MatrixProduct product, TrainingThreads workers) {
    long started = System.nanoTime();
    Start start = Start.of(sample, settings.clusters(), settings.seed(), product, workers);
    TrainingCheckpoints.State state =
        new TrainingCheckpoints.State(
            0, start.centroids(), start.assignments(), start.assignments().inertia(), false);
    int unfilled = EmptyClusters.fill(start.assignments().copy(), settings.clusters());
    if (unfilled > 0) {
      throw tooFew(settings.clusters() - unfilled);
    }
    report(state, sample.count(), started);
    return state;
  }

  private TrainingCheckpoints.State next(
      TrainingCheckpoints.State state, UnitVectors sample, Pass pass, TrainingThreads workers) {
    Assignments assignments = state.assignments();
    EmptyClusters.fill(assignments, settings.clusters());
    Members members = Members.of(assignments.clusters(), settings.clusters());
    float[] centroids = Centroids.means(sample, members, state.centroids(), workers);
    Assignments next = pass.assign(sample, centroids, members);
    double inertia = next.inertia();
    boolean settled = next.movedFrom(assignments) == 0;
    boolean slow =
        settings.tolerance() > 0
            && state.inertia() - inertia < settings.tolerance() * state.inertia();
    return new TrainingCheckpoints.State(
        state.iteration() + 1, centroids, next, inertia, settled || slow);
  }

  private void report(TrainingCheckpoints.State state, int moved, long startedNanos) {
    int[] sizes = state.assignments().sizes(settings.clusters());
    int vectors = state.assignments().count();
    double mean = (double) vectors / settings.clusters();
    listener.iteration(
        new TrainingListener.Iteration(
            state.iteration(),
            state.inertia(),
            moved,
            vectors,
            Arrays.stream(sizes).max().orElseThrow() / mean,
            (int) Arrays.stream(sizes).filter(size -> size == 0).count(),
            (System.nanoTime() - startedNanos) / 1e9));
  }

  private TrainedCentroids finish(
      UnitVectors vectors,
      UnitVectors sample,
      TrainingCheckpoints.State state,
      MatrixProduct product,
      TrainingThreads workers) {
    FinalScan scan = new FinalScan(vectors, state.centroids(), workers);
    int each = Math.min(NEAREST, vectors.count());
    Members members = Members.of(state.assignments().clusters(), settings.clusters());
    NearestVectors nearest = new NearestVectors(each, scan.floors(sample, members, each, product));
    Assignments all = scan.run(nearest, listener);
    return new TrainedCentroids(
        state.centroids(),
        all.clusters(),
        all.sizes(settings.clusters()),
        nearest,
        sample.count(),
        state.iteration(),
        state.converged(),
        all.inertia());
  }

  private IllegalArgumentException tooFew(int distinct) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "cannot make %d clusters of %d distinct vectors: lower k",
            settings.clusters(),
            distinct));
  }
}
