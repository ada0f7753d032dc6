package io.medsift.centroids;

import java.util.List;

/** Says which of a fixed set of labels a prompt has. */
public interface PromptLabeller {

  /** The labels, in the order that breaks a last tie. */
  List<String> labels();

  /** Returns what an artifact says about how its labels were made. */
  CentroidManifest.Classifier classifier();

  /**
   * The label of a prompt, one of {@link #labels}.
   *
   * @param embedding the unit vector of {@code prompt}
   */
  String label(String prompt, float[] embedding);
}
