package io.medsift.embedding;

/** Vectors in arrays. */
final class HeapVectors implements UnitVectors {

  private final float[][] rows;

  HeapVectors(float[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("there are no vectors");
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            "vector " + i + " has " + rows[i].length + " elements, needed " + rows[0].length);
      }
    }
    this.rows = rows;
  }

  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public int dimension() {
    return rows[0].length;
  }

  @Override
  public void read(int first, int vectors, float[] target, int offset) {
    int dimension = dimension();
    for (int i = 0; i < vectors; i++) {
      System.arraycopy(rows[first + i], 0, target, offset + i * dimension, dimension);
    }
  }
}
