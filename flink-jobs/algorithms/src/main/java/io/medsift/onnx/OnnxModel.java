package io.medsift.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A serialised ONNX model, read as far as another graph is made from it. It keeps the array that it
 * is read from.
 *
 * @param operators versions of the operators, by domain
 * @param nodes in an order in which they can run
 * @param constants tensors of the graph and of its {@code Constant} nodes, by name
 * @param inputs names of what is fed
 * @param outputs names of the results
 */
public record OnnxModel(
    Map<String, Long> operators,
    List<Node> nodes,
    Map<String, Tensor> constants,
    List<String> inputs,
    List<String> outputs) {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  /**
   * Reads a model.
   *
   * @throws IOException when the bytes are not one
   */
  public static OnnxModel read(byte[] serialized) throws IOException {
    Map<String, Long> operators = new LinkedHashMap<>();
    List<ProtobufReader.Field> graph = List.of();
    for (ProtobufReader.Field field : ProtobufReader.fields(Bytes.of(serialized))) {
      if (field.field() == 7) {
        graph = ProtobufReader.fields(message(field));
      } else if (field.field() == 8) {
        String domain = "";
        long version = 0;
        for (ProtobufReader.Field part : ProtobufReader.fields(message(field))) {
          domain = part.field() == 1 ? message(part).text() : domain;
          version = part.field() == 2 ? part.number() : version;
        }
        operators.put(domain, version);
      }
    }
    List<Node> nodes = new ArrayList<>();
    Map<String, Tensor> constants = new HashMap<>();
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    for (ProtobufReader.Field field : graph) {
      switch (field.field()) {
        case 1 -> nodes.add(node(message(field)));
        case 5 -> {
          Tensor tensor = tensor(message(field));
          constants.put(tensor.name(), tensor);
        }
        case 11 -> inputs.add(name(message(field)));
        case 12 -> outputs.add(name(message(field)));
        default -> {}
      }
    }
    for (Node node : nodes) {
      Attribute value = node.attributes().get("value");
      if (node.is("Constant") && value != null && value.tensor() != null) {
        constants.put(node.outputs().get(0), value.tensor());
      }
    }
    inputs.removeAll(constants.keySet());
    return new OnnxModel(operators, nodes, constants, inputs, outputs);
  }

  private static Bytes message(ProtobufReader.Field field) throws IOException {
    if (field.bytes() == null) {
      throw new IOException("field " + field.field() + " is a number");
    }
    return field.bytes();
  }

  private static String name(Bytes value) throws IOException {
    String name = "";
    for (ProtobufReader.Field field : ProtobufReader.fields(value)) {
      name = field.field() == 1 ? message(field).text() : name;
    }
    return name;
  }

  private static Node node(Bytes serialized) throws IOException {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    String operator = "";
    String domain = "";
    Map<String, Attribute> attributes = new HashMap<>();
    for (ProtobufReader.Field field : ProtobufReader.fields(serialized)) {
      switch (field.field()) {
        case 1 -> inputs.add(message(field).text());
        case 2 -> outputs.add(message(field).text());
        case 4 -> operator = message(field).text();
        case 5 -> attributes.put(name(message(field)), attribute(message(field)));
        case 7 -> domain = message(field).text();
        default -> {}
      }
    }
    return new Node(operator, domain, inputs, outputs, attributes, serialized);
  }

  private static Attribute attribute(Bytes serialized) throws IOException {
    List<Long> numbers = new ArrayList<>();
    Tensor tensor = null;
    for (ProtobufReader.Field field : ProtobufReader.fields(serialized)) {
      switch (field.field()) {
        case 3 -> numbers.add(field.number());
        case 5 -> tensor = tensor(message(field));
        case 8 -> numbers.addAll(numbers(field));
        default -> {}
      }
    }
    return new Attribute(numbers, tensor);
  }

  private static List<Long> numbers(ProtobufReader.Field field) throws IOException {
    return field.bytes() == null ? List.of(field.number()) : ProtobufReader.packed(field.bytes());
  }

  private static Tensor tensor(Bytes serialized) throws IOException {
    String name = "";
    int type = 0;
    List<Long> sizes = new ArrayList<>();
    Bytes raw = null;
    for (ProtobufReader.Field field : ProtobufReader.fields(serialized)) {
      switch (field.field()) {
        case 1 -> sizes.addAll(numbers(field));
        case 2 -> type = (int) field.number();
        case 8 -> name = message(field).text();
        case 9 -> raw = message(field);
        default -> {}
      }
    }
    return new Tensor(name, type, sizes, raw, serialized);
  }

  /**
   * An operator with its operands.
   *
   * @param domain empty for the operators of ONNX
   */
  public record Node(
      String operator,
      String domain,
      List<String> inputs,
      List<String> outputs,
      Map<String, Attribute> attributes,
      Bytes serialized) {

    /** Whether it is this operator of ONNX. */
    public boolean is(String name) {
      return (domain.isEmpty() || domain.equals("ai.onnx")) && operator.equals(name);
    }

    /** The integers of an attribute; those given here if it is left out. */
    public List<Long> integers(String name, Long... absent) {
      Attribute attribute = attributes.get(name);
      return attribute == null ? List.of(absent) : attribute.numbers();
    }
  }

  /**
   * What a node was given, if it is of a kind that is read.
   *
   * @param numbers integers, one or several
   * @param tensor null if it is none
   */
  public record Attribute(List<Long> numbers, Tensor tensor) {}

  /**
   * A constant.
   *
   * @param name empty where a node has another name for it
   * @param type as {@code TensorProto.DataType} numbers it
   * @param raw little-endian elements; null where they are written in another form
   */
  public record Tensor(String name, int type, List<Long> sizes, Bytes raw, Bytes serialized) {

    /** The integers; none if it has other elements. */
    public List<Long> integers() {
      if (type != INT64 || raw == null) {
        return List.of();
      }
      ByteBuffer buffer = raw.buffer();
      return Stream.generate(buffer::getLong).limit(raw.length() / Long.BYTES).toList();
    }

    /** The one float; NaN if it has other elements. */
    public float number() {
      return type == FLOAT && raw != null && raw.length() == Float.BYTES
          ? raw.buffer().getFloat()
          : Float.NaN;
    }
  }
}
