package io.medsift.embedding;

import ai.onnxruntime.OrtException;
import java.util.List;

/** Sequences of tokens to unit vectors. Safe for use by many threads. */
sealed interface TokenEncoder extends AutoCloseable permits PackedEncoder, SequenceEncoder {

  /** Floats of a vector. */
  int dimension();

  /** The vectors in the order of the sequences, each of at least two tokens. */
  List<float[]> encode(List<int[]> sequences) throws OrtException;

  @Override
  void close();
}
