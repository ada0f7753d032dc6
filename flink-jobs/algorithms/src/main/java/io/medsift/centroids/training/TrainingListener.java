package io.medsift.centroids.training;

/**
 * Listener for the progress of a training, called in the training thread unless it says otherwise.
 */
public interface TrainingListener {

  /** Hears nothing. */
  TrainingListener NONE =
      new TrainingListener() {
        @Override
        public void iteration(Iteration report) {}
      };

  /** Training continues after this iteration, from a checkpoint. */
  default void resumed(int iteration) {}

  /** An iteration, or the start, is done and will not be done again. */
  void iteration(Iteration report);

  /** Training has stopped; all vectors are now assigned. */
  default void stopped(boolean converged) {}

  /** So many vectors have their final cluster. Called by any thread. */
  default void assigned(int vectors, int of) {}

  /**
   * Result of an iteration.
   *
   * @param iteration counted from 1; 0 is the start
   * @param inertia mean cosine distance of a vector to its centroid
   * @param moved vectors that changed their cluster
   * @param vectors all of them
   * @param largest vectors of the largest cluster, as a multiple of the mean
   * @param empty clusters without vectors, which the next iteration fills
   */
  record Iteration(
      int iteration,
      double inertia,
      int moved,
      int vectors,
      double largest,
      int empty,
      double seconds) {

    /** The share of vectors that moved. */
    public double movedShare() {
      return (double) moved / vectors;
    }
  }
}
