package io.medsift.centroids;

import java.util.Arrays;

/**
 * Centroids in two dimensions: their coordinates along the two directions in which they differ
 * most. Exact (all of the covariance, decomposed by Jacobi rotations in doubles) and the same on
 * every machine and for any number of threads, for there is one.
 */
public final class PrincipalPlane {

  private static final int MAX_SWEEPS = 60;
  private static final double NEGLIGIBLE = 1e-24;

  private final double[] across;
  private final double[] up;
  private final double shareAcross;
  private final double shareUp;

  private PrincipalPlane(double[] across, double[] up, double shareAcross, double shareUp) {
    this.across = across;
    this.up = up;
    this.shareAcross = shareAcross;
    this.shareUp = shareUp;
  }

  /**
   * The plane of these vectors.
   *
   * @param vectors one after the other
   * @param dimension floats of each, at least two
   */
  public static PrincipalPlane of(float[] vectors, int dimension) {
    double[] mean = mean(vectors, dimension);
    double[][] covariance = covariance(vectors, dimension, mean);
    double total = 0;
    for (int i = 0; i < dimension; i++) {
      total += covariance[i][i];
    }
    double[][] directions = diagonalise(covariance);
    int first = largest(covariance, -1);
    int second = largest(covariance, first);
    return new PrincipalPlane(
        project(vectors, mean, column(directions, first)),
        project(vectors, mean, column(directions, second)),
        total == 0 ? 0 : covariance[first][first] / total,
        total == 0 ? 0 : covariance[second][second] / total);
  }

  private static double[] mean(float[] vectors, int dimension) {
    double[] mean = new double[dimension];
    for (int i = 0; i < vectors.length; i++) {
      mean[i % dimension] += vectors[i];
    }
    int count = vectors.length / dimension;
    for (int i = 0; i < dimension; i++) {
      mean[i] /= count;
    }
    return mean;
  }

  private static double[][] covariance(float[] vectors, int dimension, double[] mean) {
    double[][] sums = new double[dimension][dimension];
    double[] centred = new double[dimension];
    for (int start = 0; start < vectors.length; start += dimension) {
      for (int i = 0; i < dimension; i++) {
        centred[i] = vectors[start + i] - mean[i];
      }
      for (int i = 0; i < dimension; i++) {
        double[] row = sums[i];
        double factor = centred[i];
        for (int j = i; j < dimension; j++) {
          row[j] += factor * centred[j];
        }
      }
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        sums[i][j] = sums[j][i];
      }
    }
    return sums;
  }

  /** Leaves the eigenvalues on the diagonal and returns the eigenvectors as columns. */
  private static double[][] diagonalise(double[][] matrix) {
    int size = matrix.length;
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(matrix); sweep++) {
      for (int p = 0; p < size - 1; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(matrix, vectors, p, q);
        }
      }
    }
    return vectors;
  }

  private static boolean isDiagonal(double[][] matrix) {
    double rest = 0;
    double whole = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        double square = matrix[i][j] * matrix[i][j];
        whole += square;
        rest += i == j ? 0 : square;
      }
    }
    return rest <= NEGLIGIBLE * whole;
  }

  /** The rotation in the plane of p and q that makes their entry zero. */
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    if (matrix[p][q] == 0) {
      return;
    }
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    rotateColumns(matrix, p, q, cosine, sine);
    double[] rowP = matrix[p];
    double[] rowQ = matrix[q];
    for (int i = 0; i < matrix.length; i++) {
      double atP = rowP[i];
      double atQ = rowQ[i];
      rowP[i] = cosine * atP - sine * atQ;
      rowQ[i] = sine * atP + cosine * atQ;
    }
    rotateColumns(vectors, p, q, cosine, sine);
  }

  private static void rotateColumns(double[][] matrix, int p, int q, double cosine, double sine) {
    for (double[] row : matrix) {
      double atP = row[p];
      double atQ = row[q];
      row[p] = cosine * atP - sine * atQ;
      row[q] = sine * atP + cosine * atQ;
    }
  }

  private static int largest(double[][] matrix, int except) {
    int best = -1;
    for (int i = 0; i < matrix.length; i++) {
      if (i != except && (best < 0 || matrix[i][i] > matrix[best][best])) {
        best = i;
      }
    }
    return best;
  }

  /** A direction whose largest element is positive: either sign would be an eigenvector. */
  private static double[] column(double[][] vectors, int index) {
    double[] column = new double[vectors.length];
    double largest = 0;
    for (int i = 0; i < column.length; i++) {
      column[i] = vectors[i][index];
      largest = Math.abs(column[i]) > Math.abs(largest) ? column[i] : largest;
    }
    if (largest < 0) {
      Arrays.setAll(column, i -> -column[i]);
    }
    return column;
  }

  private static double[] project(float[] vectors, double[] mean, double[] direction) {
    double[] along = new double[vectors.length / mean.length];
    for (int i = 0; i < vectors.length; i++) {
      int element = i % mean.length;
      along[i / mean.length] += (vectors[i] - mean[element]) * direction[element];
    }
    return along;
  }

  /** Coordinate of a centroid in the direction of most variance. */
  public double across(int cluster) {
    return across[cluster];
  }

  /** Coordinate in the direction of second most. */
  public double up(int cluster) {
    return up[cluster];
  }

  /** The share of all variance that the plane shows, 0 to 1. */
  public double share() {
    return shareAcross + shareUp;
  }
}
