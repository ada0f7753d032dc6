package io.medsift.embedding;

import io.medsift.onnx.OnnxGraph;
import io.medsift.onnx.OnnxGraph.Element;
import io.medsift.onnx.OnnxModel;
import io.medsift.onnx.OnnxModel.Node;
import io.medsift.onnx.OnnxModel.Tensor;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph of a BERT model, changed so that one run takes the tokens of several sequences one
 * after the other. All layers see them as one matrix, without padding; only attention is computed
 * for each sequence alone, in a block in which every sequence has as many slots as the longest.
 *
 * <p>Attention is cut out where the nodes around each softmax are those of BERT as PyTorch exports
 * it, and the constant positions become an input. What then leads to the first output must be
 * operators that compute a token from that token alone; else the graph is refused.
 */
final class PackedGraph {
  /** The tokens of all sequences: {@code [1, tokens]}. */
  static final String TOKENS = "input_ids";

  /** The kind of each token, 0: {@code [1, tokens]}. Not all models have it. */
  static final String SEGMENTS = "token_type_ids";

  /** The place of each token in its sequence: {@code [1, tokens]}. */
  static final String POSITIONS = "packed.positions";

  /** The token in each slot, any in one that is not used: {@code [sequences, slots]}. */
  static final String SLOTS = "packed.slots";

  /** 1 where a slot is used, else 0: {@code [sequences, slots]}, of 32 bits. */
  static final String USED = "packed.used";

  /** The slot of each token, counted through all sequences: {@code [1, tokens]}. */
  static final String PLACES = "packed.places";

  private static final String MASK = "attention_mask";
  private static final String RUNTIME_OPERATORS = "com.microsoft";
  private static final long SOFTMAX_OF_LAST_AXIS = 13;
  private static final List<Long> HEADS_FIRST = List.of(0L, 2L, 1L, 3L);
  private static final List<Long> HEADS_FIRST_TURNED = List.of(0L, 2L, 3L, 1L);
  private static final Set<String> OF_ONE_TOKEN =
      Set.of("Add", "Sub", "Mul", "Div", "Pow", "Sqrt", "Erf", "Tanh", "Identity");

  // No score is as low; the exponential of it is zero.
  private static final float NEVER = -Float.MAX_VALUE;

  private final OnnxModel model;
  private final OnnxGraph graph = new OnnxGraph("packed");
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, Attention> attentions = new HashMap<>();
  private final Set<String> written = new HashSet<>();

  /** The graph cannot be changed. The message says what it has. */
  static final class UnknownGraphException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownGraphException(String message) {
      super(message);
    }
  }

  /** Attention by the names of what it takes; its output has the name that it is found by. */
  private record Attention(
      String query, String key, String value, long heads, long headSize, float scale) {
    long width() {
      return heads * headSize;
    }
  }

  private PackedGraph(OnnxModel model) {
    this.model = model;
  }

  /**
   * The serialised graph, whose output is {@code [1, tokens, dimension]}.
   *
   * @throws UnknownGraphException where the graph is not understood
   */
  static byte[] of(byte[] onnx) throws UnknownGraphException {
    try {
      return new PackedGraph(OnnxModel.read(onnx)).write();
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new UnknownGraphException(e.getMessage());
    }
  }

  private byte[] write() throws UnknownGraphException {
    check(!model.outputs().isEmpty(), "no output");
    for (Node node : model.nodes()) {
      node.outputs().forEach(output -> producers.put(output, node));
    }
    for (Node node : model.nodes()) {
      if (node.is("Softmax")) {
        findAttention(node);
      }
    }
    check(!attentions.isEmpty(), "no attention");
    graph
        .input(POSITIONS, Element.INT64, 1, "tokens")
        .input(SLOTS, Element.INT64, "sequences", "slots")
        .input(USED, Element.INT32, "sequences", "slots")
        .input(PLACES, Element.INT64, 1, "tokens")
        .operators(RUNTIME_OPERATORS, 1);
    model.operators().forEach(graph::operators);
    String output = model.outputs().get(0);
    add(output);
    check(written.containsAll(attentions.keySet()), "attention that does not lead to " + output);
    check(written.contains(POSITIONS), "no positions");
    return graph.output(output, 1, "tokens", "dimension").toByteArray();
  }

  /** Finds what takes part in the attention around a softmax. */
  private void findAttention(Node softmax) throws UnknownGraphException {
    long axis = softmax.integers("axis", version() >= SOFTMAX_OF_LAST_AXIS ? -1L : 1L).get(0);
    check(axis == -1 || axis == 3, "Softmax over axis " + axis);
    Node masked = producer(softmax.inputs().get(0), "Add");
    int first = isScores(masked.inputs().get(0)) ? 0 : 1;
    Node scaled = producers.get(masked.inputs().get(first));
    check(isScores(masked.inputs().get(first)), "scores that are not scaled by a constant");
    checkMask(masked.inputs().get(1 - first));
    float constant = constant(scaled.inputs().get(1)).number();
    Node scores = producer(scaled.inputs().get(0), "MatMul");
    Node query = heads(scores.inputs().get(0), HEADS_FIRST);
    Node key = heads(scores.inputs().get(1), HEADS_FIRST_TURNED);
    Node mixed = consumer(softmax.outputs().get(0), "MatMul");
    check(mixed.inputs().get(0).equals(softmax.outputs().get(0)), "a product with probabilities");
    Node value = heads(mixed.inputs().get(1), HEADS_FIRST);
    Node turned = consumer(mixed.outputs().get(0), "Transpose");
    check(turned.integers("perm").equals(HEADS_FIRST), "heads in another order");
    Node joined = consumer(turned.outputs().get(0), "Reshape");
    List<Long> sizes = lastSizes(query, 4);
    Attention attention =
        new Attention(
            query.inputs().get(0),
            key.inputs().get(0),
            value.inputs().get(0),
            sizes.get(0),
            sizes.get(1),
            scaled.is("Div") ? 1 / constant : constant);
    check(
        lastSizes(key, 4).equals(sizes)
            && lastSizes(value, 4).equals(sizes)
            && lastSizes(joined, 3).get(1) == attention.width(),
        "heads of different sizes");
    attentions.put(joined.outputs().get(0), attention);
  }

  private boolean isScores(String name) {
    Node node = producers.get(name);
    return node != null
        && (node.is("Div") || node.is("Mul"))
        && model.constants().containsKey(node.inputs().get(1))
        && producers.get(node.inputs().get(0)) != null
        && producers.get(node.inputs().get(0)).is("MatMul");
  }

  /** A bias that depends on the mask alone is zero where all tokens count. */
  private void checkMask(String name) throws UnknownGraphException {
    Tensor constant = model.constants().get(name);
    if (constant != null) {
      check(constant.sizes().stream().allMatch(size -> size == 1), "a constant bias of scores");
      return;
    }
    if (name.equals(MASK)) {
      return;
    }
    Node node = producers.get(name);
    check(node != null, "scores that depend on " + name);
    for (String input : node.inputs()) {
      checkMask(input);
    }
  }

  /** The reshape behind a transposition. */
  private Node heads(String name, List<Long> order) throws UnknownGraphException {
    Node turned = producer(name, "Transpose");
    check(turned.integers("perm").equals(order), "heads in another order");
    return producer(turned.inputs().get(0), "Reshape");
  }

  /** The last two sizes of a shape of so many, or 0 for one that is not constant. */
  private List<Long> lastSizes(Node reshape, int count) throws UnknownGraphException {
    String shape = reshape.inputs().get(1);
    if (model.constants().containsKey(shape)) {
      List<Long> sizes = constant(shape).integers();
      check(sizes.size() == count, "a shape of " + sizes.size() + " sizes");
      return sizes.subList(count - 2, count);
    }
    List<String> parts = producer(shape, "Concat").inputs();
    check(parts.size() == count, "a shape of " + parts.size() + " sizes");
    return List.of(size(parts.get(count - 2)), size(parts.get(count - 1)));
  }

  private long size(String name) {
    Tensor constant = model.constants().get(name);
    return constant != null && constant.integers().size() == 1 ? constant.integers().get(0) : 0;
  }

  /** Writes what computes {@code name}, once. */
  private void add(String name) throws UnknownGraphException {
    if (!written.add(name)) {
      return;
    }
    Attention attention = attentions.get(name);
    if (attention != null) {
      add(attention.query());
      add(attention.key());
      add(attention.value());
      add(attention, name);
      return;
    }
    Tensor constant = model.constants().get(name);
    if (constant != null) {
      if (producers.containsKey(name)) {
        graph.node(producers.get(name));
      } else {
        graph.constant(constant);
      }
      return;
    }
    if (name.equals(TOKENS) || name.equals(SEGMENTS)) {
      graph.input(name, Element.INT64, 1, "tokens");
      return;
    }
    Node node = producers.get(name);
    check(node != null, "the input " + name);
    if (isPositions(node)) {
      written.add(POSITIONS);
      graph.node(OnnxGraph.node("Identity", List.of(POSITIONS), List.of(name)));
      return;
    }
    checkOfOneToken(node);
    for (String input : node.inputs()) {
      add(input);
    }
    graph.node(node);
  }

  private void add(Attention attention, String output) {
    String shape = "packed.rows." + attention.width();
    if (written.add(shape)) {
      graph.integers(shape, -1, attention.width());
    }
    String block = output + ".block";
    graph
        .node(
            OnnxGraph.node(
                    RUNTIME_OPERATORS,
                    "MultiHeadAttention",
                    List.of(
                        slots(attention.query(), shape, output + ".query"),
                        slots(attention.key(), shape, output + ".key"),
                        slots(attention.value(), shape, output + ".value"),
                        "",
                        USED),
                    List.of(block))
                .message(5, OnnxGraph.attribute("num_heads", attention.heads()))
                .message(5, OnnxGraph.attribute("scale", attention.scale()))
                .message(5, OnnxGraph.attribute("mask_filter_value", NEVER)))
        .node(OnnxGraph.node("Reshape", List.of(block, shape), List.of(block + ".rows")))
        .node(OnnxGraph.node("Gather", List.of(block + ".rows", PLACES), List.of(output)));
  }

  private String slots(String rows, String shape, String name) {
    graph
        .node(OnnxGraph.node("Reshape", List.of(rows, shape), List.of(name + ".rows")))
        .node(OnnxGraph.node("Gather", List.of(name + ".rows", SLOTS), List.of(name)));
    return name;
  }

  /** Whether it takes the first numbers 0, 1, 2, … as many as there are tokens. */
  private boolean isPositions(Node node) {
    if (!node.is("Slice") || !model.constants().containsKey(node.inputs().get(0))) {
      return false;
    }
    List<Long> numbers = model.constants().get(node.inputs().get(0)).integers();
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i) != i) {
        return false;
      }
    }
    return numbers.size() > 1;
  }

  private void checkOfOneToken(Node node) throws UnknownGraphException {
    List<String> inputs = node.inputs();
    if (node.is("Gather")) {
      check(
          model.constants().containsKey(inputs.get(0))
              && node.integers("axis", 0L).get(0) == 0
              && !model.constants().containsKey(inputs.get(1)),
          "Gather of tokens");
    } else if (node.is("MatMul")) {
      check(constant(inputs.get(1)).sizes().size() == 2, "MatMul by tokens");
    } else if (node.is("ReduceMean")) {
      List<Long> axes =
          inputs.size() > 1 ? constant(inputs.get(1)).integers() : node.integers("axes");
      check(isLast(axes) && node.integers("keepdims", 1L).get(0) == 1, "ReduceMean of tokens");
    } else if (node.is("LayerNormalization")) {
      check(isLast(node.integers("axis", -1L)), "LayerNormalization of tokens");
    } else {
      check(OF_ONE_TOKEN.stream().anyMatch(node::is), "the operator " + node.operator());
      for (String input : inputs) {
        Tensor constant = model.constants().get(input);
        check(constant == null || constant.sizes().size() <= 1, "a constant for each token");
      }
    }
  }

  private static boolean isLast(List<Long> axes) {
    return axes.equals(List.of(-1L)) || axes.equals(List.of(2L));
  }

  private long version() {
    return model.operators().getOrDefault("", 0L);
  }

  private Tensor constant(String name) throws UnknownGraphException {
    Tensor constant = model.constants().get(name);
    check(constant != null, name + ", which is not constant");
    return constant;
  }

  private Node producer(String name, String operator) throws UnknownGraphException {
    Node node = producers.get(name);
    check(node != null && node.is(operator), name + ", which is no " + operator);
    return node;
  }

  private Node consumer(String name, String operator) throws UnknownGraphException {
    List<Node> consumers =
        model.nodes().stream()
            .filter(node -> node.is(operator) && node.inputs().contains(name))
            .toList();
    check(consumers.size() == 1, name + ", which is not for one " + operator);
    return consumers.get(0);
  }

  private static void check(boolean known, String what) throws UnknownGraphException {
    if (!known) {
      throw new UnknownGraphException("the graph has " + what);
    }
  }
}
