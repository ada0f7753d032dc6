package io.medsift.centroids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.embedding.Vectors;
import io.medsift.sharing.ResourceFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestCentroidTest {

  private static final int DIMENSION = 384;

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 31, 32, 33, 2_047, 2_048, 2_049})
  void equalsBruteForce(int clusters) {
    float[][] centroids = TestVectors.random(clusters, DIMENSION, 1);
    float[][] queries = queries(centroids, 70);
    try (NearestCentroid nearest = index(centroids)) {
      assertThat(nearest.clusters()).isEqualTo(clusters);
      assertThat(nearest.assign(queries)).containsExactly(bruteForce(centroids, queries));
    }
  }

  @Tag("long")
  @Test
  void equalsBruteForceOfFiftyThousand() {
    float[][] centroids = TestVectors.random(50_000, DIMENSION, 2);
    float[][] queries = queries(centroids, 40);
    try (NearestCentroid nearest = index(centroids)) {
      assertThat(nearest.assign(queries)).containsExactly(bruteForce(centroids, queries));
    }
  }

  @Test
  void givesAllThatAreWithinTheMargin() {
    float[][] centroids = TestVectors.random(5_000, DIMENSION, 6);
    float[][] queries = queries(centroids, 60);
    double margin = 0.02;
    try (NearestCentroid nearest = index(centroids)) {
      List<List<NearestCentroid.Assignment>> found = nearest.within(margin, queries);
      int several = 0;
      for (int i = 0; i < queries.length; i++) {
        List<NearestCentroid.Assignment> expected = new ArrayList<>();
        NearestCentroid.Assignment best = bruteForce(centroids, new float[][] {queries[i]})[0];
        for (int cluster = 0; cluster < centroids.length; cluster++) {
          double similarity = Vectors.dot(queries[i], centroids[cluster]);
          if (similarity >= best.similarity() - margin) {
            expected.add(new NearestCentroid.Assignment(cluster, similarity));
          }
        }
        expected.sort(
            Comparator.comparingDouble(NearestCentroid.Assignment::similarity).reversed());
        assertThat(found.get(i)).isEqualTo(expected).startsWith(best);
        several += expected.size() > 1 ? 1 : 0;
      }
      assertThat(several).isPositive();
      assertThat(nearest.within(0, queries))
          .extracting(near -> near.get(0))
          .containsExactly(nearest.assign(queries));
    }
  }

  @Test
  void amongDuplicatesTheLowestIndexWins() {
    float[][] distinct = TestVectors.random(10, DIMENSION, 3);
    float[][] centroids = new float[3_000][];
    for (int i = 0; i < centroids.length; i++) {
      centroids[i] = distinct[9 - i % 10];
    }
    try (NearestCentroid nearest = index(centroids)) {
      NearestCentroid.Assignment[] assignments = nearest.assign(distinct);
      for (int i = 0; i < distinct.length; i++) {
        assertThat(assignments[i].cluster()).isEqualTo(9 - i);
      }
    }
  }

  @Test
  void equallyNearCentroidsGoToTheLowestIndex() {
    float[][] centroids = new float[100][DIMENSION];
    for (int i = 0; i < centroids.length; i++) {
      centroids[i][i] = 1;
    }
    double[] between = new double[DIMENSION];
    between[71] = 1;
    between[17] = 1;
    between[99] = 1;
    try (NearestCentroid nearest = index(centroids)) {
      assertThat(nearest.assign(Vectors.unit(between)).cluster()).isEqualTo(17);
    }
  }

  @Test
  void tellsCentroidsApartThatFloatsCannot() {
    SplittableRandom random = new SplittableRandom(4);
    float[] centre = TestVectors.random(1, DIMENSION, 5)[0];
    float[][] centroids = new float[4_000][];
    for (int i = 0; i < centroids.length; i++) {
      centroids[i] = TestVectors.near(centre, 1e-7, random);
    }
    float[][] queries = {centre, TestVectors.near(centre, 0.01, random), centroids[1_234]};
    try (NearestCentroid nearest = index(centroids)) {
      assertThat(nearest.assign(queries)).containsExactly(bruteForce(centroids, queries));
    }
  }

  @Test
  void worksWhereEveryCentroidIsOnTheOtherSide() {
    float[][] centroids = TestVectors.random(40, DIMENSION, 6);
    float[] query = centroids[0];
    for (float[] centroid : centroids) {
      if (Vectors.dot(query, centroid) > 0) {
        for (int j = 0; j < DIMENSION; j++) {
          centroid[j] = -centroid[j];
        }
      }
    }
    float[][] queries = {TestVectors.random(40, DIMENSION, 6)[0]};
    try (NearestCentroid nearest = index(centroids)) {
      assertThat(nearest.assign(queries)).containsExactly(bruteForce(centroids, queries));
    }
  }

  @Test
  void theBlockAndTheThreadMakeNoDifference() {
    float[][] centroids = TestVectors.random(3_000, DIMENSION, 7);
    float[][] queries = queries(centroids, 300);
    try (NearestCentroid nearest = index(centroids)) {
      NearestCentroid.Assignment[] whole = nearest.assign(queries);
      for (int size : List.of(1, 3, 64, 128, 129)) {
        for (int first = 0; first < queries.length; first += size) {
          int end = Math.min(queries.length, first + size);
          assertThat(nearest.assign(Arrays.copyOfRange(queries, first, end)))
              .containsExactly(Arrays.copyOfRange(whole, first, end));
        }
      }
      assertThat(
              IntStream.range(0, queries.length)
                  .parallel()
                  .mapToObj(i -> nearest.assign(queries[i]))
                  .toArray(NearestCentroid.Assignment[]::new))
          .containsExactly(whole);
    }
  }

  @Test
  void anEmptyBlockHasNoAssignments() {
    try (NearestCentroid nearest = index(TestVectors.random(8, DIMENSION, 8))) {
      assertThat(nearest.assign(new float[0][])).isEmpty();
    }
  }

  @Test
  void distanceIsOneMinusTheSimilarity() {
    float[][] centroids = TestVectors.random(8, DIMENSION, 9);
    try (NearestCentroid nearest = index(centroids)) {
      NearestCentroid.Assignment self = nearest.assign(centroids[3]);
      assertThat(self.cluster()).isEqualTo(3);
      assertThat(self.distance()).isBetween(0.0, 1e-6);
    }
  }

  @Test
  void namesTheVectorThatDoesNotFit() {
    float[][] centroids = TestVectors.random(8, DIMENSION, 10);
    try (NearestCentroid nearest = index(centroids)) {
      assertThatThrownBy(() -> nearest.assign(new float[][] {centroids[0], new float[DIMENSION]}))
          .hasMessage("vector 1 has length 0.0, needed 1");
      assertThatThrownBy(() -> nearest.assign(new float[3]))
          .hasMessage("vector 0 has 3 elements, needed 384");
      float[] broken = centroids[0].clone();
      broken[5] = Float.NaN;
      assertThatThrownBy(() -> nearest.assign(broken)).hasMessageContaining("length NaN");
    }
    assertThatThrownBy(() -> new NearestCentroid(new float[DIMENSION], DIMENSION))
        .hasMessage("centroid 0 has length 0.0, needed 1");
    assertThatThrownBy(() -> new NearestCentroid(new float[5], DIMENSION))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWorkAfterClose() {
    float[][] centroids = TestVectors.random(8, DIMENSION, 11);
    NearestCentroid nearest = index(centroids);
    nearest.close();
    nearest.close();
    assertThatThrownBy(() -> nearest.assign(centroids))
        .isInstanceOf(ResourceFailedException.class)
        .hasMessage("the centroids are closed");
  }

  private static NearestCentroid index(float[][] centroids) {
    return new NearestCentroid(TestVectors.flat(centroids), centroids[0].length);
  }

  private static float[][] queries(float[][] centroids, int count) {
    SplittableRandom random = new SplittableRandom(12);
    float[][] queries = TestVectors.random(count, DIMENSION, 13);
    for (int i = 0; i < count; i += 2) {
      queries[i] = TestVectors.near(centroids[random.nextInt(centroids.length)], 0.05, random);
    }
    return queries;
  }

  private static NearestCentroid.Assignment[] bruteForce(float[][] centroids, float[][] queries) {
    return Arrays.stream(queries)
        .map(
            query -> {
              int best = 0;
              for (int i = 1; i < centroids.length; i++) {
                if (Vectors.dot(query, centroids[i]) > Vectors.dot(query, centroids[best])) {
                  best = i;
                }
              }
              return new NearestCentroid.Assignment(best, Vectors.dot(query, centroids[best]));
            })
        .toArray(NearestCentroid.Assignment[]::new);
  }
}
