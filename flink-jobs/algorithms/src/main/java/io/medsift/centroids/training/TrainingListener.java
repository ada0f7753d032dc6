package io.medsift.centroids.training;

/** Hears how a training goes on, in the thread that trains unless it says otherwise. */
public interface TrainingListener {

  /** Hears nothing. */
  TrainingListener NONE =
      new TrainingListener() {
        @Override
        public void iteration(IterationReport report) {}
      };

  /** Training goes on after this iteration, from a checkpoint. */
  default void resumed(int iteration) {}

  /** An iteration, or the start, is done and will not be done again. */
  void iteration(IterationReport report);

  /** Training has stopped; all vectors are now assigned. */
  default void stopped(boolean converged) {}

  /** So many vectors have their final cluster. Called by any thread. */
  default void assigned(int vectors, int of) {}
}
