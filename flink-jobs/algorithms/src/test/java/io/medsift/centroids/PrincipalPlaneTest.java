package io.medsift.centroids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalPlaneTest {

  @Test
  void findsTheTwoDirectionsOfMostVariance() {
    float[] points = {
      3, 0, 1, 0.1f, //
      -3, 0, 1, -0.1f, //
      0, 1, 1, 0.1f, //
      0, -1, 1, -0.1f,
    };
    PrincipalPlane plane = PrincipalPlane.of(points, 4);
    assertThat(plane.across(0)).isCloseTo(3, within(0.01));
    assertThat(plane.across(1)).isCloseTo(-3, within(0.01));
    assertThat(plane.up(2)).isCloseTo(1, within(0.05));
    assertThat(plane.up(3)).isCloseTo(-1, within(0.05));
    assertThat(plane.share()).isCloseTo(1, within(1e-6));
  }

  @Test
  void holdsAsMuchVarianceAsAnyOtherPlaneAndNoPointCorrelates() {
    int dimension = 24;
    float[] points = random(300, dimension);
    PrincipalPlane plane = PrincipalPlane.of(points, dimension);
    double across = 0;
    double up = 0;
    double both = 0;
    for (int i = 0; i < 300; i++) {
      across += plane.across(i) * plane.across(i);
      up += plane.up(i) * plane.up(i);
      both += plane.across(i) * plane.up(i);
    }
    assertThat(across).isGreaterThan(up);
    assertThat(both / Math.sqrt(across * up)).isCloseTo(0, within(1e-9));
    for (int axis = 0; axis < dimension; axis++) {
      assertThat(across).isGreaterThanOrEqualTo(variance(points, dimension, axis));
    }
  }

  @Test
  void isTheSameAgainAndTakesEqualPoints() {
    float[] points = random(50, 8);
    PrincipalPlane first = PrincipalPlane.of(points, 8);
    PrincipalPlane second = PrincipalPlane.of(points.clone(), 8);
    for (int i = 0; i < 50; i++) {
      assertThat(second.across(i)).isEqualTo(first.across(i));
      assertThat(second.up(i)).isEqualTo(first.up(i));
    }
    PrincipalPlane one = PrincipalPlane.of(new float[] {1, 0, 0, 1, 0, 0}, 3);
    assertThat(one.across(1)).isZero();
    assertThat(one.share()).isZero();
  }

  private static double variance(float[] points, int dimension, int axis) {
    double sum = 0;
    double squares = 0;
    int count = points.length / dimension;
    for (int i = 0; i < count; i++) {
      double value = points[i * dimension + axis];
      sum += value;
      squares += value * value;
    }
    return squares - sum * sum / count;
  }

  private static float[] random(int count, int dimension) {
    Random random = new Random(7);
    float[] points = new float[count * dimension];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) (random.nextGaussian() * (1 + i % dimension));
    }
    return points;
  }
}
