package io.medsift.centroids;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX graph that gives, for each query, the highest score in every group of {@value
 * #GROUP_SIZE} consecutive centroids: {@code queries [n, dimension]} to {@code maxima [n, groups]}.
 *
 * <p>The centroids are the constant side of matrix products, which ONNX Runtime packs once. They
 * are cut into tiles so that the scores of a tile are reduced while they are still in the cache.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
final class GroupMaximaGraph {

  static final String QUERIES = "queries";
  static final String MAXIMA = "maxima";
  static final int GROUP_SIZE = 32;

  private static final int GROUPS_PER_TILE = 64;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;

  private GroupMaximaGraph() {}

  static int groups(int clusters) {
    return (clusters + GROUP_SIZE - 1) / GROUP_SIZE;
  }

  /**
   * The serialised model.
   *
   * @param centroids one after the other, {@code dimension} floats each
   */
  static byte[] write(float[] centroids, int dimension) {
    int clusters = centroids.length / dimension;
    int groups = groups(clusters);
    ProtobufWriter graph = new ProtobufWriter(groups * GROUP_SIZE * dimension * 4 + (1 << 16));
    ProtobufWriter concat = new ProtobufWriter();
    int tile = 0;
    for (int first = 0; first < groups; first += GROUPS_PER_TILE) {
      int tileGroups = Math.min(GROUPS_PER_TILE, groups - first);
      addTile(graph, tile, centroids, dimension, first * GROUP_SIZE, tileGroups);
      concat.text(1, "maxima" + tile);
      tile++;
    }
    concat.text(2, MAXIMA).text(4, "Concat").message(5, integer("axis", 1));
    graph
        .message(1, concat)
        .text(2, "nearest-centroid")
        .message(11, value(QUERIES, dimension))
        .message(12, value(MAXIMA, groups));
    return new ProtobufWriter()
        .number(1, IR_VERSION)
        .text(2, "medsift")
        .message(7, graph)
        .message(8, new ProtobufWriter().text(1, "").number(2, OPSET))
        .toByteArray();
  }

  private static void addTile(
      ProtobufWriter graph,
      int tile,
      float[] centroids,
      int dimension,
      int firstCluster,
      int groups) {
    String weights = "centroids" + tile;
    String shape = "shape" + tile;
    String scores = "scores" + tile;
    String grouped = "grouped" + tile;
    graph
        .message(
            5,
            tensor(
                weights,
                FLOAT,
                List.of((long) dimension, (long) groups * GROUP_SIZE),
                transposed(centroids, dimension, firstCluster, groups * GROUP_SIZE)))
        .message(5, tensor(shape, INT64, List.of(3L), longs(-1, groups, GROUP_SIZE)))
        .message(1, node("MatMul", List.of(QUERIES, weights), scores))
        .message(1, node("Reshape", List.of(scores, shape), grouped))
        .message(
            1,
            node("ReduceMax", List.of(grouped), "maxima" + tile)
                .message(5, integers("axes", 2))
                .message(5, integer("keepdims", 0)));
  }

  /** Column by column, the last centroid repeated where the clusters do not fill a group. */
  private static byte[] transposed(float[] centroids, int dimension, int first, int columns) {
    int last = centroids.length / dimension - 1;
    byte[] raw = new byte[dimension * columns * Float.BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < dimension; row++) {
      for (int column = 0; column < columns; column++) {
        bytes.putFloat(centroids[Math.min(first + column, last) * dimension + row]);
      }
    }
    return raw;
  }

  private static byte[] longs(long... values) {
    byte[] raw = new byte[values.length * Long.BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return raw;
  }

  private static ProtobufWriter tensor(String name, int type, List<Long> dimensions, byte[] raw) {
    ProtobufWriter tensor = new ProtobufWriter(raw.length + 64);
    dimensions.forEach(size -> tensor.number(1, size));
    return tensor.number(2, type).text(8, name).bytes(9, raw);
  }

  private static ProtobufWriter node(String operator, List<String> inputs, String output) {
    ProtobufWriter node = new ProtobufWriter();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(4, operator);
  }

  private static ProtobufWriter integer(String name, long value) {
    return new ProtobufWriter().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
  }

  private static ProtobufWriter integers(String name, long value) {
    return new ProtobufWriter().text(1, name).number(8, value).number(20, ATTRIBUTE_INTS);
  }

  private static ProtobufWriter value(String name, long columns) {
    ProtobufWriter shape =
        new ProtobufWriter()
            .message(1, new ProtobufWriter().text(2, "n"))
            .message(1, new ProtobufWriter().number(1, columns));
    return new ProtobufWriter()
        .text(1, name)
        .message(
            2,
            new ProtobufWriter()
                .message(1, new ProtobufWriter().number(1, FLOAT).message(2, shape)));
  }
}
