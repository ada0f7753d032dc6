package io.medsift.centroids.product;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Native memory for one matrix after the other, which grows as needed. Used by one thread. */
final class FloatMatrix {

  private static final int FIRST_CAPACITY = 1 << 12;

  private FloatBuffer memory = allocate(FIRST_CAPACITY);

  private static FloatBuffer allocate(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** A tensor over this memory, valid until the next one is made; its values are left over. */
  OnnxTensor empty(int rows, int columns) throws OrtException {
    int size = Math.multiplyExact(rows, columns);
    if (memory.capacity() < size) {
      memory = allocate(size);
    }
    memory.clear().limit(size);
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), memory, new long[] {rows, columns});
  }

  /** A tensor of {@code rows * columns} values, valid until the next one is made. */
  OnnxTensor of(float[] values, int offset, int rows, int columns) throws OrtException {
    OnnxTensor tensor = empty(rows, columns);
    memory.put(0, values, offset, rows * columns);
    return tensor;
  }

  /** Copies the first values of the last tensor. */
  void copyTo(float[] target, int size) {
    memory.get(0, target, 0, size);
  }
}
