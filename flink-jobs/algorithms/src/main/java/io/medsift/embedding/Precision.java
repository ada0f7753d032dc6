package io.medsift.embedding;

/**
 * How the weights of a model are held. Vectors of different precisions are never comparable: with
 * 50,000 centroids even the mildest reduction moves two prompts in a hundred to another cluster.
 */
public enum Precision {
  /** 32-bit floats throughout; the default. */
  FP32,
  /** 8-bit weights, 32-bit activations: repeatable, close to FP32. */
  WEIGHTS_INT8
}
