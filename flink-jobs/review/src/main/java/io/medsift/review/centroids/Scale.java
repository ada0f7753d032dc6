package io.medsift.review.centroids;

import java.util.function.IntToDoubleFunction;

/** Coordinates to places on a map: the least to {@code first}, the greatest to {@code last}. */
record Scale(double least, double greatest, double first, double last) {

  static Scale of(int count, IntToDoubleFunction coordinate, double first, double last) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, coordinate.applyAsDouble(i));
      greatest = Math.max(greatest, coordinate.applyAsDouble(i));
    }
    return new Scale(least, greatest, first, last);
  }

  double at(double coordinate) {
    return greatest == least
        ? (first + last) / 2
        : first + (last - first) * (coordinate - least) / (greatest - least);
  }
}
