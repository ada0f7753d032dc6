package io.medsift.benchmark;

import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.Vectors;
import io.medsift.embedding.store.EmbeddingStore;
import io.medsift.embedding.store.PartWriter;
import io.medsift.embedding.store.PromptId;
import io.medsift.embedding.store.StoreDirectory;
import io.medsift.embedding.store.StorePlan;
import io.medsift.embedding.store.VectorFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Stores of vectors that no model made. */
final class SyntheticStore {

  private static final int DIRECTIONS = 16;

  private SyntheticStore() {}

  /** Makes vectors. */
  @FunctionalInterface
  interface Source {
    float[] vector(int index);
  }

  /**
   * Vectors around centres that are themselves in groups, as topics and their questions are. Those
   * of a group differ in a few directions only: in all 384 at once, every start would be final.
   */
  static Source clustered(int centres, int dimension) {
    int groups = (int) Math.sqrt(centres);
    SplittableRandom random = new SplittableRandom(11);
    float[][][] directions = new float[groups][DIRECTIONS][];
    float[][] middle = new float[centres][];
    float[] origin = new float[dimension];
    float[][] group = new float[groups][];
    for (int i = 0; i < groups; i++) {
      group[i] = near(origin, 1, random);
      for (int j = 0; j < DIRECTIONS; j++) {
        directions[i][j] = near(origin, 1, random);
      }
    }
    for (int i = 0; i < centres; i++) {
      middle[i] = along(group[i % groups], directions[i % groups], 0.2, random);
    }
    return index -> {
      SplittableRandom own = new SplittableRandom(index * 0x9E3779B97F4A7C15L);
      int centre = own.nextInt(centres);
      return near(along(middle[centre], directions[centre % groups], 0.1, own), 0.01, own);
    };
  }

  private static float[] along(
      float[] from, float[][] directions, double spread, SplittableRandom random) {
    double[] vector = new double[from.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = from[i];
    }
    for (float[] direction : directions) {
      double step = spread * random.nextGaussian();
      for (int i = 0; i < vector.length; i++) {
        vector[i] += step * direction[i];
      }
    }
    return Vectors.unit(vector);
  }

  /** The vectors of a store, again and again, with a little noise from the second time on. */
  static Source repeated(EmbeddingStore store, double noise) {
    return index -> {
      float[] vector = new float[store.dimension()];
      store.read(index % store.count(), 1, vector, 0);
      return index < store.count()
          ? vector
          : near(vector, noise, new SplittableRandom(index * 0x9E3779B97F4A7C15L));
    };
  }

  private static float[] near(float[] centre, double spread, SplittableRandom random) {
    double[] vector = new double[centre.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = centre[i] + spread * random.nextGaussian();
    }
    return Vectors.unit(vector);
  }

  /** Writes a store of {@code count} vectors. */
  static EmbeddingStore write(Path directory, EmbeddingModel model, int count, Source source)
      throws IOException {
    int parts = StorePlan.partsFor(count);
    StoreDirectory store =
        StoreDirectory.begin(
            directory,
            new StorePlan(
                StorePlan.FORMAT_VERSION,
                model,
                VectorFormat.F32,
                parts,
                "prompt",
                List.of("synthetic"),
                "0".repeat(64),
                count));
    List<SortedMap<PromptId, Integer>> byPart = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      byPart.add(new TreeMap<>());
    }
    for (int i = 0; i < count; i++) {
      PromptId id = PromptId.of("prompt " + i);
      byPart.get(id.part(parts)).put(id, i);
    }
    for (int part = 0; part < parts; part++) {
      SortedMap<PromptId, String> prompts = new TreeMap<>();
      byPart.get(part).forEach((id, index) -> prompts.put(id, "prompt " + index));
      try (PartWriter writer = store.write(part, prompts)) {
        for (int index : byPart.get(part).values()) {
          writer.add(source.vector(index));
        }
        writer.complete();
      }
    }
    return store.finish();
  }
}
