package io.medsift.centroids.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.centroids.TestVectors;
import io.medsift.embedding.Vectors;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestVectorsTest {

  @ParameterizedTest
  @ValueSource(ints = {5, 100, 300})
  void areThoseOfBruteForceAlsoWhereVectorsRepeat(int clusters) {
    float[][] vectors = repeated(2_000, 24);
    TrainedCentroids trained =
        CentroidTrainingTest.train(
            vectors, TrainingSettings.of(clusters, 2).withIterations(3).withPointsPerCentroid(4));
    for (int cluster = 0; cluster < clusters; cluster++) {
      int of = cluster;
      assertThat(IntStream.range(0, 10).map(i -> trained.nearest().vector(of, i)).boxed())
          .as("cluster %d", cluster)
          .containsExactlyElementsOf(bruteForce(vectors, trained.centroids(), cluster));
    }
  }

  @Test
  void areAllVectorsWhereThereAreFewerThanTen() {
    float[][] vectors = TestVectors.random(4, 8, 1);
    TrainedCentroids trained = CentroidTrainingTest.train(vectors, TrainingSettings.of(2, 1));
    assertThat(trained.nearest().count(0)).isEqualTo(4);
    assertThat(IntStream.range(0, 4).map(i -> trained.nearest().vector(1, i)).boxed().toList())
        .isEqualTo(bruteForce(vectors, trained.centroids(), 1));
  }

  @Test
  void doNotDependOnTheOrderOfOffers() {
    float[] floors = {-2};
    NearestVectors forwards = new NearestVectors(3, floors);
    NearestVectors backwards = new NearestVectors(3, floors);
    double[] similarities = {0.5, 0.9, 0.5, 0.9, 0.1, 0.5};
    for (int i = 0; i < similarities.length; i++) {
      forwards.offer(0, i, similarities[i]);
      int last = similarities.length - 1 - i;
      backwards.offer(0, last, similarities[last]);
    }
    for (NearestVectors nearest : List.of(forwards, backwards)) {
      assertThat(IntStream.range(0, 3).map(i -> nearest.vector(0, i))).containsExactly(1, 3, 0);
      assertThat(nearest.floors()[0]).isLessThanOrEqualTo(0.5f).isGreaterThan(0.4999f);
    }
  }

  private static List<Integer> bruteForce(float[][] vectors, float[] centroids, int cluster) {
    int offset = cluster * vectors[0].length;
    return IntStream.range(0, vectors.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> -Vectors.dot(vectors[i], centroids, offset))
                .thenComparing(Comparator.naturalOrder()))
        .limit(10)
        .toList();
  }

  private static float[][] repeated(int count, int dimension) {
    float[][] distinct = TestVectors.random(count / 2, dimension, 3);
    SplittableRandom random = new SplittableRandom(4);
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = distinct[random.nextInt(distinct.length)];
    }
    return vectors;
  }
}
