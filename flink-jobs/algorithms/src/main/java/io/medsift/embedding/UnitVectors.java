package io.medsift.embedding;

/**
 * Unit vectors in a fixed order, which may be far more than the heap can hold. Safe for use by many
 * threads.
 */
public interface UnitVectors {

  /** How many vectors there are. */
  int count();

  /** Floats of each. */
  int dimension();

  /**
   * Copies consecutive vectors, one after the other.
   *
   * @param first index of the first one
   * @param vectors how many
   * @param target receives {@code vectors * dimension()} floats
   * @param offset where in {@code target} they begin
   */
  void read(int first, int vectors, float[] target, int offset);

  /** Vectors on the heap, which are not copied and must not change. */
  static UnitVectors of(float[][] rows) {
    return new HeapVectors(rows);
  }
}
