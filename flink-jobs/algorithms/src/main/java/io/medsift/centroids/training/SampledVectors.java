package io.medsift.centroids.training;

import io.medsift.embedding.UnitVectors;
import java.util.SplittableRandom;

/** Some of the vectors of another source, in their order. */
final class SampledVectors implements UnitVectors {

  private final UnitVectors all;
  private final int[] indices;

  SampledVectors(UnitVectors all, int[] indices) {
    this.all = all;
    this.indices = indices;
  }

  /**
   * So many vectors, each set of them with the same odds; {@code all} itself where it has no more.
   */
  static UnitVectors draw(UnitVectors all, int wanted, SplittableRandom random) {
    int count = all.count();
    if (wanted >= count) {
      return all;
    }
    int[] indices = new int[wanted];
    int taken = 0;
    for (int i = 0; taken < wanted; i++) {
      if (random.nextInt(count - i) < wanted - taken) {
        indices[taken++] = i;
      }
    }
    return new SampledVectors(all, indices);
  }

  @Override
  public int count() {
    return indices.length;
  }

  @Override
  public int dimension() {
    return all.dimension();
  }

  @Override
  public void read(int first, int vectors, float[] target, int offset) {
    for (int i = 0; i < vectors; i++) {
      all.read(indices[first + i], 1, target, offset + i * dimension());
    }
  }
}
