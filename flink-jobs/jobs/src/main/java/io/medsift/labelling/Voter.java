package io.medsift.labelling;

import io.medsift.centroids.CentroidManifest;
import java.util.ArrayList;
import java.util.List;

/** Labels prompts. Thread-safe. */
public interface Voter extends AutoCloseable {

  /** Thrown when labelling cannot continue; the message says why. */
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

  /** Returns how many prompts to vote on in one call of {@link #voteAll}. */
  default int block() {
    return 1;
  }

  /**
   * Returns the labels of several prompts in their order, each as {@link #vote} gives it.
   *
   * @throws LabellingException if no further prompt is expected to get one
   */
  default List<String> voteAll(List<String> prompts)
      throws LabellingException, InterruptedException {
    List<String> labels = new ArrayList<>();
    for (String prompt : prompts) {
      labels.add(vote(prompt));
    }
    return labels;
  }

  @Override
  void close();
}
