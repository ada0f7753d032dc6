package io.medsift.centroids.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmptyClustersTest {

  @Test
  void takeTheFarthestVectorsOfClustersWithMoreThanOne() {
    Assignments assignments =
        new Assignments(new int[] {0, 0, 0, 3, 4, 4}, new double[] {0.9, 0.2, 0.4, -0.5, 0.3, 0.4});
    assertThat(EmptyClusters.fill(assignments, 5)).isZero();
    // The farthest of all, vector 3, is alone in its cluster and stays.
    assertThat(assignments.clusters()).containsExactly(0, 1, 0, 3, 2, 4);
    assertThat(assignments.similarities()).containsExactly(0.9, 1, 0.4, -0.5, 1, 0.4);
  }

  @Test
  void stayEmptyWhereAllVectorsAreTheirCentroids() {
    Assignments assignments = new Assignments(new int[] {0, 0, 1}, new double[] {1, 1 - 1e-8, 0.5});
    assertThat(EmptyClusters.fill(assignments, 4)).isEqualTo(2);
    assertThat(assignments.clusters()).containsExactly(0, 0, 1);
  }

  @Test
  void equallyFarVectorsGoInTheirOrder() {
    Assignments assignments = new Assignments(new int[] {0, 0, 0}, new double[] {0.5, 0.5, 0.5});
    assertThat(EmptyClusters.fill(assignments, 2)).isZero();
    assertThat(assignments.clusters()).containsExactly(1, 0, 0);
  }
}
