package io.medsift.centroids.product;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Sessions that work on the thread that calls them. */
final class Sessions {

  private Sessions() {}

  /** Loads a graph of ours. */
  static OrtSession open(byte[] graph) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return OrtEnvironment.getEnvironment().createSession(graph, options);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot load a graph of " + graph.length + " bytes", e);
    }
  }
}
