package io.medsift.centroids.product;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A serialised ONNX model, built node by node.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
final class OnnxGraph {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;
  private static final int ROOM = 1 << 16;

  private final ProtobufWriter graph;

  /** A graph whose constants will take about {@code constantBytes}. */
  OnnxGraph(String name, int constantBytes) {
    graph = new ProtobufWriter(constantBytes + ROOM).text(2, name);
  }

  /** A matrix of floats that is fed: {@code rows} is a name where the number varies. */
  OnnxGraph input(String name, Object rows, long columns) {
    graph.message(11, value(name, rows, columns));
    return this;
  }

  OnnxGraph output(String name, Object rows, Object columns) {
    graph.message(12, value(name, rows, columns));
    return this;
  }

  /** A constant of little-endian floats. */
  OnnxGraph floats(String name, byte[] raw, long rows, long columns) {
    graph.message(5, tensor(name, FLOAT, List.of(rows, columns), raw));
    return this;
  }

  OnnxGraph integers(String name, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    graph.message(5, tensor(name, INT64, List.of((long) values.length), bytes.array()));
    return this;
  }

  OnnxGraph node(ProtobufWriter node) {
    graph.message(1, node);
    return this;
  }

  static ProtobufWriter node(String operator, List<String> inputs, List<String> outputs) {
    ProtobufWriter node = new ProtobufWriter();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    return node.text(4, operator);
  }

  static ProtobufWriter attribute(String name, long value) {
    return new ProtobufWriter().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
  }

  static ProtobufWriter listAttribute(String name, long value) {
    return new ProtobufWriter().text(1, name).number(8, value).number(20, ATTRIBUTE_INTS);
  }

  byte[] toByteArray() {
    byte[] content = graph.toByteArray();
    return new ProtobufWriter(content.length + ROOM)
        .number(1, IR_VERSION)
        .text(2, "medsift")
        .bytes(7, content)
        .message(8, new ProtobufWriter().text(1, "").number(2, OPSET))
        .toByteArray();
  }

  private static ProtobufWriter tensor(String name, int type, List<Long> dimensions, byte[] raw) {
    ProtobufWriter tensor = new ProtobufWriter(raw.length + 64);
    dimensions.forEach(size -> tensor.number(1, size));
    return tensor.number(2, type).text(8, name).bytes(9, raw);
  }

  private static ProtobufWriter value(String name, Object rows, Object columns) {
    ProtobufWriter shape = new ProtobufWriter().message(1, size(rows)).message(1, size(columns));
    return new ProtobufWriter()
        .text(1, name)
        .message(
            2,
            new ProtobufWriter()
                .message(1, new ProtobufWriter().number(1, FLOAT).message(2, shape)));
  }

  private static ProtobufWriter size(Object size) {
    return size instanceof Number number
        ? new ProtobufWriter().number(1, number.longValue())
        : new ProtobufWriter().text(2, size.toString());
  }

  /** Writes the few protobuf wire types that an ONNX model needs. */
  static final class ProtobufWriter {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out;

    ProtobufWriter() {
      this(64);
    }

    /** Room for {@code expectedBytes} from the start, which a large tensor should not outgrow. */
    ProtobufWriter(int expectedBytes) {
      out = new ByteArrayOutputStream(expectedBytes);
    }

    ProtobufWriter number(int field, long value) {
      tag(field, VARINT);
      varint(value);
      return this;
    }

    ProtobufWriter text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter message(int field, ProtobufWriter value) {
      return bytes(field, value.toByteArray());
    }

    ProtobufWriter bytes(int field, byte[] value) {
      tag(field, LENGTH_DELIMITED);
      varint(value.length);
      out.write(value, 0, value.length);
      return this;
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }

    private void tag(int field, int wireType) {
      varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
