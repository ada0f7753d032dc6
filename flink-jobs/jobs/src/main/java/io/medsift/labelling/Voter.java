package io.medsift.labelling;

import io.medsift.centroids.CentroidManifest;
import java.util.List;

/** Gives prompts their labels. Safe for use by many threads. */
public interface Voter extends AutoCloseable {

  /** The label set, in the order that breaks ties. */
  List<String> labels();

  /** What an artifact says about how its labels were made. */
  CentroidManifest.Classifier classifier();

  /**
   * The label of a prompt, null where it has no vote.
   *
   * @throws LabellingException when no further prompt is to be expected to get one
   */
  String vote(String prompt) throws LabellingException, InterruptedException;

  @Override
  void close();
}
