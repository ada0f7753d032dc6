package io.medsift.centroids.training;

import io.medsift.embedding.UnitVectors;

/** Vectors one after the other in one array, as products want them. */
@SuppressWarnings("ArrayRecordComponent")
record Rows(float[] floats, int count, int dimension) implements UnitVectors {

  static Rows all(UnitVectors vectors) {
    float[] floats = new float[Math.multiplyExact(vectors.count(), vectors.dimension())];
    vectors.read(0, vectors.count(), floats, 0);
    return new Rows(floats, vectors.count(), vectors.dimension());
  }

  @Override
  public void read(int first, int vectors, float[] target, int offset) {
    System.arraycopy(floats, first * dimension, target, offset, vectors * dimension);
  }
}
