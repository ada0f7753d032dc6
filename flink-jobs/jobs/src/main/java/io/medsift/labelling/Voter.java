package io.medsift.labelling;

import io.medsift.centroids.CentroidManifest;
import java.util.List;

/** Labels prompts. Thread-safe. */
public interface Voter extends AutoCloseable {

  /** Thrown when labelling cannot go on; the message says why. */
  final class LabellingException extends Exception {
    private static final long serialVersionUID = 1L;

    LabellingException(String message) {
      super(message);
    }

    LabellingException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Returns the label set, in the order that breaks ties. */
  List<String> labels();

  /** Returns how labels are made, for the manifest of an artifact. */
  CentroidManifest.Classifier classifier();

  /**
   * Returns the label of a prompt, null if it has no vote.
   *
   * @throws LabellingException if no further prompt is expected to get one
   */
  String vote(String prompt) throws LabellingException, InterruptedException;

  @Override
  void close();
}
