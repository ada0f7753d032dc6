package io.medsift.centroids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.medsift.embedding.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KMeansTest {

  @Test
  void findsClustersThatAreApart() {
    float[][] vectors = clustered(12, 40, 0.02);
    Clustering clustering = new KMeans(12, 5, 50).cluster(vectors);
    assertThat(clustering.sizes()).containsOnly(40);
    for (int i = 0; i < vectors.length; i++) {
      assertThat(clustering.assignment()[i]).isEqualTo(clustering.assignment()[i % 12]);
    }
    assertThat(clustering.inertia()).isLessThan(0.05);
  }

  @Test
  void centroidsAreTheUnitMeansOfTheirVectors() {
    float[][] vectors = TestVectors.random(300, 16, 1);
    Clustering clustering = new KMeans(7, 2, 200).cluster(vectors);
    for (int cluster = 0; cluster < 7; cluster++) {
      double[] sum = new double[16];
      for (int i = 0; i < vectors.length; i++) {
        if (clustering.assignment()[i] == cluster) {
          for (int j = 0; j < 16; j++) {
            sum[j] += vectors[i][j];
          }
        }
      }
      float[] centroid =
          Arrays.copyOfRange(clustering.centroids(), cluster * 16, cluster * 16 + 16);
      assertThat(Vectors.unit(sum)).containsExactly(centroid, within(1e-6f));
    }
  }

  @Test
  void theSameSeedGivesTheSameAndAnotherSeedAnother() {
    float[][] vectors = TestVectors.random(400, 32, 3);
    Clustering first = new KMeans(20, 9, 50).cluster(vectors);
    Clustering second = new KMeans(20, 9, 50).cluster(vectors);
    assertThat(second.centroids()).containsExactly(first.centroids());
    assertThat(second.assignment()).containsExactly(first.assignment());
    assertThat(new KMeans(20, 10, 50).cluster(vectors).centroids()).isNotEqualTo(first.centroids());
  }

  @Test
  void moreIterationsAreNeverWorse() {
    float[][] vectors = TestVectors.random(500, 32, 4);
    double previous = Double.POSITIVE_INFINITY;
    for (int iterations : new int[] {1, 2, 4, 8, 100}) {
      double inertia = new KMeans(25, 1, iterations).cluster(vectors).inertia();
      assertThat(inertia).isLessThanOrEqualTo(previous + 1e-9);
      previous = inertia;
    }
  }

  @Test
  void noClusterIsEverEmpty() {
    for (int seed = 0; seed < 30; seed++) {
      float[][] vectors = TestVectors.random(60, 3, seed);
      assertThat(new KMeans(40, seed, 50).cluster(vectors).sizes()).doesNotContain(0);
    }
  }

  @Test
  void asManyClustersAsVectorsGivesEachItsOwn() {
    float[][] vectors = TestVectors.random(25, 8, 6);
    Clustering clustering = new KMeans(25, 1, 50).cluster(vectors);
    assertThat(clustering.sizes()).containsOnly(1);
    assertThat(clustering.inertia()).isCloseTo(0, within(1e-6));
  }

  @Test
  void oppositeVectorsInOneClusterKeepItsCentroid() {
    float[][] vectors = {{1, 0}, {-1, 0}};
    Clustering clustering = new KMeans(1, 1, 50).cluster(vectors);
    assertThat(clustering.sizes()).containsExactly(2);
    assertThat(Math.abs(clustering.centroids()[0])).isEqualTo(1);
  }

  @Test
  void saysHowManyDistinctVectorsThereAre() {
    float[][] vectors = {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}};
    assertThatThrownBy(() -> new KMeans(3, 1, 50).cluster(vectors))
        .hasMessage("cannot make 3 clusters of 2 distinct vectors: lower k");
    assertThatThrownBy(() -> new KMeans(9, 1, 50).cluster(vectors))
        .hasMessageContaining("cannot make 9 clusters");
    assertThatThrownBy(() -> new KMeans(0, 1, 50)).isInstanceOf(IllegalArgumentException.class);
  }

  private static float[][] clustered(int clusters, int each, double spread) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] centres = TestVectors.random(clusters, 64, 8);
    float[][] vectors = new float[clusters * each][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = TestVectors.near(centres[i % clusters], spread, random);
    }
    return vectors;
  }
}
