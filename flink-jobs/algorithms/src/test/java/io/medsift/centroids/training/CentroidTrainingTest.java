package io.medsift.centroids.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.medsift.centroids.TestVectors;
import io.medsift.embedding.UnitVectors;
import io.medsift.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CentroidTrainingTest {

  private static final double ANY_GAIN = 0;

  static TrainedCentroids train(float[][] vectors, TrainingSettings settings) {
    return new CentroidTraining(settings, 2, TrainingListener.NONE).train(UnitVectors.of(vectors));
  }

  private static TrainingSettings exact(int clusters, long seed) {
    return TrainingSettings.of(clusters, seed).withNeighbours(clusters).withTolerance(ANY_GAIN);
  }

  @Test
  void findsClustersThatAreApart() {
    float[][] vectors = clustered(12, 40, 64, 0.02);
    TrainedCentroids trained = train(vectors, TrainingSettings.of(12, 5));
    assertThat(trained.sizes()).containsOnly(40);
    for (int i = 0; i < vectors.length; i++) {
      assertThat(trained.assignment()[i]).isEqualTo(trained.assignment()[i % 12]);
    }
    assertThat(trained.inertia()).isLessThan(0.05);
  }

  @Test
  void centroidsAreTheUnitMeansOfTheirVectors() {
    float[][] vectors = TestVectors.random(300, 16, 1);
    TrainedCentroids trained = train(vectors, exact(7, 2).withIterations(200));
    assertThat(trained.converged()).isTrue();
    for (int cluster = 0; cluster < 7; cluster++) {
      double[] sum = new double[16];
      for (int i = 0; i < vectors.length; i++) {
        if (trained.assignment()[i] == cluster) {
          for (int j = 0; j < 16; j++) {
            sum[j] += vectors[i][j];
          }
        }
      }
      float[] centroid = Arrays.copyOfRange(trained.centroids(), cluster * 16, cluster * 16 + 16);
      assertThat(Vectors.unit(sum)).containsExactly(centroid, within(1e-6f));
    }
  }

  @Test
  void exactIterationsCompareWithEveryCentroid() {
    float[][] vectors = TestVectors.random(2000, 16, 4);
    TrainingSettings near =
        TrainingSettings.of(200, 3).withNeighbours(4).withIterations(5).withTolerance(ANY_GAIN);
    TrainedCentroids full = train(vectors, near.withNeighbours(200));
    TrainedCentroids exact = train(vectors, near.withExactIterations(5));
    assertThat(exact.centroids()).containsExactly(full.centroids());

    TrainedCentroids first = train(vectors, near.withExactIterations(1));
    TrainedCentroids none = train(vectors, near);
    assertThat(first.centroids()).isNotEqualTo(full.centroids());
    assertThat(first.inertia()).isLessThan(none.inertia());
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 300})
  void threadsDoNotChangeTheResultAndTheSeedDoes(int clusters) {
    UnitVectors vectors = UnitVectors.of(clustered(clusters, 8, 32, 0.08));
    TrainingSettings settings = TrainingSettings.of(clusters, 9).withIterations(6);
    TrainedCentroids one = new CentroidTraining(settings, 1, TrainingListener.NONE).train(vectors);
    for (int threads : new int[] {2, 5}) {
      TrainedCentroids more =
          new CentroidTraining(settings, threads, TrainingListener.NONE).train(vectors);
      assertThat(more.centroids()).containsExactly(one.centroids());
      assertThat(more.assignment()).containsExactly(one.assignment());
      assertThat(more.inertia()).isEqualTo(one.inertia());
    }
    TrainingSettings other = TrainingSettings.of(clusters, 10).withIterations(6);
    assertThat(new CentroidTraining(other, 1, TrainingListener.NONE).train(vectors).centroids())
        .isNotEqualTo(one.centroids());
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 400})
  void inertiaNeverRisesFromOneFullIterationToTheNext(int clusters) {
    float[][] vectors = TestVectors.random(clusters * 12, 32, 4);
    List<Double> inertia = new ArrayList<>();
    new CentroidTraining(
            exact(clusters, 1).withIterations(12), 2, report -> inertia.add(report.inertia()))
        .train(UnitVectors.of(vectors));
    assertThat(inertia).hasSizeGreaterThan(5);
    for (int i = 1; i < inertia.size(); i++) {
      assertThat(inertia.get(i)).isLessThanOrEqualTo(inertia.get(i - 1) + 1e-9);
    }
  }

  @Test
  void lookingAtNeighboursOnlyIsAsGoodAsLookingAtAll() {
    float[][] vectors = clustered(500, 12, 48, 0.1);
    TrainedCentroids near = train(vectors, TrainingSettings.of(400, 1));
    TrainedCentroids all = train(vectors, TrainingSettings.of(400, 1).withNeighbours(400));
    assertThat(near.inertia()).isLessThan(all.inertia() * 1.02);
  }

  @Test
  void theFinalClusterIsTheNearestOfAll() {
    float[][] vectors = clustered(300, 6, 24, 0.15);
    TrainedCentroids trained = train(vectors, TrainingSettings.of(200, 3).withIterations(2));
    for (int i = 0; i < vectors.length; i++) {
      double best = Vectors.dot(vectors[i], trained.centroids(), trained.assignment()[i] * 24);
      for (int cluster = 0; cluster < 200; cluster++) {
        double other = Vectors.dot(vectors[i], trained.centroids(), cluster * 24);
        assertThat(other).isLessThanOrEqualTo(best);
        if (other == best) {
          assertThat(cluster).isGreaterThanOrEqualTo(trained.assignment()[i]);
        }
      }
    }
    assertThat(Arrays.stream(trained.sizes()).sum()).isEqualTo(vectors.length);
  }

  @Test
  void noClusterIsEmptyInTheEnd() {
    for (int seed = 0; seed < 20; seed++) {
      float[][] vectors = TestVectors.random(60, 3, seed);
      assertThat(train(vectors, exact(40, seed).withIterations(50)).sizes()).doesNotContain(0);
    }
  }

  @Test
  void asManyClustersAsVectorsGivesEachItsOwn() {
    float[][] vectors = TestVectors.random(25, 8, 6);
    TrainedCentroids trained = train(vectors, TrainingSettings.of(25, 1));
    assertThat(trained.sizes()).containsOnly(1);
    assertThat(trained.inertia()).isCloseTo(0, within(1e-6));
  }

  @Test
  void oppositeVectorsInOneClusterKeepItsCentroid() {
    TrainedCentroids trained = train(new float[][] {{1, 0}, {-1, 0}}, TrainingSettings.of(1, 1));
    assertThat(trained.sizes()).containsExactly(2);
    assertThat(Math.abs(trained.centroids()[0])).isEqualTo(1);
  }

  @Test
  void movesByASampleAndAssignsAll() {
    float[][] vectors = clustered(150, 20, 32, 0.05);
    TrainedCentroids trained = train(vectors, TrainingSettings.of(150, 1).withPointsPerCentroid(8));
    assertThat(trained.sampled()).isEqualTo(1200);
    assertThat(Arrays.stream(trained.sizes()).sum()).isEqualTo(3000);
  }

  @Test
  void saysHowManyDistinctVectorsThereAre() {
    float[][] vectors = {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}};
    assertThatThrownBy(() -> train(vectors, TrainingSettings.of(3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot make 3 clusters of 2 distinct vectors: lower k");
    assertThatThrownBy(() -> train(vectors, TrainingSettings.of(9, 1)))
        .hasMessage("cannot make 9 clusters of 5 distinct vectors: lower k");
    float[][] repeated = new float[600][];
    Arrays.setAll(repeated, i -> TestVectors.random(100, 16, 2)[i % 100]);
    assertThatThrownBy(() -> train(repeated, TrainingSettings.of(150, 1)))
        .hasMessage("cannot make 150 clusters of 100 distinct vectors: lower k");
  }

  @Test
  void settingsNameWhatIsAllowed() {
    assertThatThrownBy(() -> TrainingSettings.of(0, 1))
        .hasMessage("clusters must be at least 1, got 0");
    assertThatThrownBy(() -> TrainingSettings.of(1, 1).withTolerance(-1))
        .hasMessage("tolerance must be at least 0, got -1.0");
    assertThatThrownBy(() -> TrainingThreads.of(0)).hasMessage("threads must be at least 1, got 0");
  }

  static float[][] clustered(int clusters, int each, int dimension, double spread) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] centres = TestVectors.random(clusters, dimension, 8);
    float[][] vectors = new float[clusters * each][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = TestVectors.near(centres[i % clusters], spread, random);
    }
    return vectors;
  }
}
