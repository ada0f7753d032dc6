package io.medsift.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A serialised ONNX model, built node by node.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
public final class OnnxGraph {

  private static final int IR_VERSION = 8;
  private static final long OPSET = 17;
  private static final int ATTRIBUTE_FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;

  /** The type of the elements of a tensor. */
  public enum Element {
    FLOAT(1),
    INT32(6),
    INT64(7);

    private final int code;

    Element(int code) {
      this.code = code;
    }
  }

  private final ProtobufWriter graph;
  private final Map<String, Long> operators = new LinkedHashMap<>(Map.of("", OPSET));

  /** A graph without nodes. */
  public OnnxGraph(String name) {
    graph = new ProtobufWriter().text(2, name);
  }

  /** Takes the operators of a domain from this version of it, not from the one used elsewhere. */
  public OnnxGraph operators(String domain, long version) {
    operators.put(domain, version);
    return this;
  }

  /** A tensor that is fed: a size is a name where it varies. */
  public OnnxGraph input(String name, Element element, Object... sizes) {
    graph.message(11, value(name, element, sizes));
    return this;
  }

  /** A tensor of floats that is a result. */
  public OnnxGraph output(String name, Object... sizes) {
    graph.message(12, value(name, Element.FLOAT, sizes));
    return this;
  }

  /** A constant of little-endian floats. */
  public OnnxGraph floats(String name, byte[] raw, long rows, long columns) {
    graph.message(5, tensor(name, Element.FLOAT, List.of(rows, columns), raw));
    return this;
  }

  public OnnxGraph integers(String name, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    graph.message(5, tensor(name, Element.INT64, List.of((long) values.length), bytes.array()));
    return this;
  }

  /** A constant of another model. */
  public OnnxGraph constant(OnnxModel.Tensor tensor) {
    graph.bytes(5, tensor.serialized());
    return this;
  }

  public OnnxGraph node(ProtobufWriter node) {
    graph.message(1, node);
    return this;
  }

  /** A node of another model. */
  public OnnxGraph node(OnnxModel.Node node) {
    graph.bytes(1, node.serialized());
    return this;
  }

  public static ProtobufWriter node(String operator, List<String> inputs, List<String> outputs) {
    ProtobufWriter node = new ProtobufWriter();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    return node.text(4, operator);
  }

  /** A node of an operator that is not one of ONNX. */
  public static ProtobufWriter node(
      String domain, String operator, List<String> inputs, List<String> outputs) {
    return node(operator, inputs, outputs).text(7, domain);
  }

  public static ProtobufWriter attribute(String name, long value) {
    return new ProtobufWriter().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
  }

  public static ProtobufWriter attribute(String name, float value) {
    return new ProtobufWriter().text(1, name).fixed(2, value).number(20, ATTRIBUTE_FLOAT);
  }

  public static ProtobufWriter listAttribute(String name, long value) {
    return new ProtobufWriter().text(1, name).number(8, value).number(20, ATTRIBUTE_INTS);
  }

  public byte[] toByteArray() {
    ProtobufWriter model =
        new ProtobufWriter().number(1, IR_VERSION).text(2, "medsift").message(7, graph);
    operators.forEach(
        (domain, version) ->
            model.message(8, new ProtobufWriter().text(1, domain).number(2, version)));
    return model.toByteArray();
  }

  private static ProtobufWriter tensor(
      String name, Element element, List<Long> dimensions, byte[] raw) {
    ProtobufWriter tensor = new ProtobufWriter();
    dimensions.forEach(size -> tensor.number(1, size));
    return tensor.number(2, element.code).text(8, name).bytes(9, raw);
  }

  private static ProtobufWriter value(String name, Element element, Object... sizes) {
    ProtobufWriter shape = new ProtobufWriter();
    for (Object size : sizes) {
      shape.message(1, size(size));
    }
    return new ProtobufWriter()
        .text(1, name)
        .message(
            2,
            new ProtobufWriter()
                .message(1, new ProtobufWriter().number(1, element.code).message(2, shape)));
  }

  private static ProtobufWriter size(Object size) {
    return size instanceof Number number
        ? new ProtobufWriter().number(1, number.longValue())
        : new ProtobufWriter().text(2, size.toString());
  }
}
