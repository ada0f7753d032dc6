package io.medsift.centroids.product;

import io.medsift.onnx.OnnxGraph;
import io.medsift.onnx.ProtobufWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX graph that gives, for each query, the highest score in every group of {@value
 * #GROUP_SIZE} consecutive centroids: {@code queries [n, dimension]} to {@code maxima [n, groups]}.
 * With floors, it also gives the highest difference of score and floor in every group: {@code
 * floors [1, columns]} to {@code heights [n, groups]}.
 *
 * <p>The centroids are the constant side of matrix products, which ONNX Runtime packs once. They
 * are cut into tiles so that the scores of a tile are reduced while they are still in the cache.
 */
public final class GroupMaximaGraph {

  public static final String QUERIES = "queries";
  public static final String FLOORS = "floors";
  public static final String MAXIMA = "maxima";
  public static final String HEIGHTS = "heights";
  public static final int GROUP_SIZE = 32;

  private static final int GROUPS_PER_TILE = 64;

  private GroupMaximaGraph() {}

  public static int groups(int clusters) {
    return (clusters + GROUP_SIZE - 1) / GROUP_SIZE;
  }

  /** Returns how many floors there are: the last one is repeated until a group is full. */
  public static int columns(int clusters) {
    return groups(clusters) * GROUP_SIZE;
  }

  /**
   * The serialised model.
   *
   * @param centroids one after the other, {@code dimension} floats each
   */
  public static byte[] write(float[] centroids, int dimension, boolean withFloors) {
    int groups = groups(centroids.length / dimension);
    OnnxGraph graph = new OnnxGraph("nearest-centroid");
    List<String> maxima = new ArrayList<>();
    List<String> heights = new ArrayList<>();
    List<String> floors = new ArrayList<>();
    List<Long> widths = new ArrayList<>();
    for (int first = 0; first < groups; first += GROUPS_PER_TILE) {
      int tile = maxima.size();
      int width = Math.min(GROUPS_PER_TILE, groups - first);
      String scores = "scores" + tile;
      byte[] weights = transposed(centroids, dimension, first * GROUP_SIZE, width * GROUP_SIZE);
      graph
          .floats("centroids" + tile, weights, dimension, (long) width * GROUP_SIZE)
          .integers("shape" + tile, -1, width, GROUP_SIZE)
          .node(OnnxGraph.node("MatMul", List.of(QUERIES, "centroids" + tile), List.of(scores)));
      reduce(graph, scores, "shape" + tile, "maxima" + tile);
      maxima.add("maxima" + tile);
      if (withFloors) {
        String above = "above" + tile;
        floors.add("floors" + tile);
        heights.add("heights" + tile);
        widths.add((long) width * GROUP_SIZE);
        graph.node(OnnxGraph.node("Sub", List.of(scores, "floors" + tile), List.of(above)));
        reduce(graph, above, "shape" + tile, "heights" + tile);
      }
    }
    graph
        .input(QUERIES, OnnxGraph.Element.FLOAT, "n", dimension)
        .output(MAXIMA, "n", groups)
        .node(concat(maxima, MAXIMA));
    if (withFloors) {
      graph
          .input(FLOORS, OnnxGraph.Element.FLOAT, 1, (long) groups * GROUP_SIZE)
          .output(HEIGHTS, "n", groups)
          .integers("widths", widths.stream().mapToLong(Long::longValue).toArray())
          .node(
              OnnxGraph.node("Split", List.of(FLOORS, "widths"), floors)
                  .message(5, OnnxGraph.attribute("axis", 1)))
          .node(concat(heights, HEIGHTS));
    }
    return graph.toByteArray();
  }

  private static void reduce(OnnxGraph graph, String scores, String shape, String output) {
    String grouped = "grouped-" + output;
    graph
        .node(OnnxGraph.node("Reshape", List.of(scores, shape), List.of(grouped)))
        .node(
            OnnxGraph.node("ReduceMax", List.of(grouped), List.of(output))
                .message(5, OnnxGraph.listAttribute("axes", 2))
                .message(5, OnnxGraph.attribute("keepdims", 0)));
  }

  private static ProtobufWriter concat(List<String> tiles, String output) {
    return OnnxGraph.node("Concat", tiles, List.of(output))
        .message(5, OnnxGraph.attribute("axis", 1));
  }

  /** Column by column, the last centroid repeated where the clusters do not fill a group. */
  private static byte[] transposed(float[] centroids, int dimension, int first, int columns) {
    int last = centroids.length / dimension - 1;
    ByteBuffer bytes =
        ByteBuffer.allocate(dimension * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < dimension; row++) {
      for (int column = 0; column < columns; column++) {
        bytes.putFloat(centroids[Math.min(first + column, last) * dimension + row]);
      }
    }
    return bytes.array();
  }
}
