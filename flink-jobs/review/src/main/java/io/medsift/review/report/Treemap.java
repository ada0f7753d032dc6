package io.medsift.review.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a rectangle into one tile for each weight, in proportion and as near to squares as a greedy
 * choice gets: tiles are laid in rows along the shorter side, and a row grows while its worst tile
 * gets better.
 */
final class Treemap {
  private final double[] weights;
  private final List<Tile> tiles = new ArrayList<>();
  private double x;
  private double y;
  private double width;
  private double height;
  private double weightLeft;

  /** A tile, in the units of the rectangle. */
  record Tile(double x, double y, double width, double height) {}

  private Treemap(double[] weights, double width, double height) {
    this.weights = weights;
    this.width = width;
    this.height = height;
    for (double weight : weights) {
      weightLeft += weight;
    }
  }

  /** Tiles in the order of {@code weights}, which are positive and fall. */
  static List<Tile> of(double[] weights, double width, double height) {
    Treemap map = new Treemap(weights, width, height);
    int first = 0;
    while (first < weights.length) {
      int end = map.endOfRow(first);
      map.layRow(first, end);
      first = end;
    }
    return map.tiles;
  }

  private int endOfRow(int first) {
    int end = first + 1;
    double sum = weights[first];
    double worst = worst(first, end, sum);
    while (end < weights.length) {
      double longer = worst(first, end + 1, sum + weights[end]);
      if (longer > worst) {
        break;
      }
      sum += weights[end++];
      worst = longer;
    }
    return end;
  }

  private double worst(int first, int end, double sum) {
    double side = Math.min(width, height);
    double depth = Math.max(width, height) * sum / weightLeft;
    double worst = 1;
    for (int i = first; i < end; i++) {
      double length = side * weights[i] / sum;
      worst = Math.max(worst, Math.max(length / depth, depth / length));
    }
    return worst;
  }

  private void layRow(int first, int end) {
    double sum = 0;
    for (int i = first; i < end; i++) {
      sum += weights[i];
    }
    boolean upright = width >= height;
    double depth = (upright ? width : height) * sum / weightLeft;
    double at = 0;
    for (int i = first; i < end; i++) {
      double length = (upright ? height : width) * weights[i] / sum;
      tiles.add(upright ? new Tile(x, y + at, depth, length) : new Tile(x + at, y, length, depth));
      at += length;
    }
    if (upright) {
      x += depth;
      width -= depth;
    } else {
      y += depth;
      height -= depth;
    }
    weightLeft -= sum;
  }
}
