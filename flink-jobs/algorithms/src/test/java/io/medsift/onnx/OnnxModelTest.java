package io.medsift.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
  private static final byte[] WEIGHTS = new byte[4 * 3 * 1000];

  private static OnnxGraph graph() {
    return new OnnxGraph("test")
        .operators("com.microsoft", 1)
        .input("x", OnnxGraph.Element.FLOAT, "n", 3)
        .output("y", "n", 1000)
        .floats("weights", WEIGHTS, 3, 1000)
        .integers("shape", -1, 1L << 40)
        .node(OnnxGraph.node("MatMul", List.of("x", "weights"), List.of("z")))
        .node(
            OnnxGraph.node("Softmax", List.of("z"), List.of("y"))
                .message(5, OnnxGraph.attribute("axis", -1))
                .message(5, OnnxGraph.attribute("unread", 0.5f)));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    OnnxModel model = OnnxModel.read(graph().toByteArray());
    assertThat(model.operators()).containsEntry("", 17L).containsEntry("com.microsoft", 1L);
    assertThat(model.inputs()).containsExactly("x");
    assertThat(model.outputs()).containsExactly("y");
    assertThat(model.constants().get("shape").integers()).containsExactly(-1L, 1L << 40);
    assertThat(model.constants().get("weights").sizes()).containsExactly(3L, 1000L);
    assertThat(model.constants().get("weights").integers()).isEmpty();
    assertThat(model.constants().get("weights").number()).isNaN();
    assertThat(model.nodes())
        .extracting(OnnxModel.Node::operator)
        .containsExactly("MatMul", "Softmax");
    OnnxModel.Node softmax = model.nodes().get(1);
    assertThat(softmax.is("Softmax")).isTrue();
    assertThat(softmax.inputs()).containsExactly("z");
    assertThat(softmax.integers("axis")).containsExactly(-1L);
    assertThat(softmax.integers("absent", 7L)).containsExactly(7L);
  }

  @Test
  void aGraphOfThePartsOfAnotherIsTheSame() throws IOException {
    OnnxModel model = OnnxModel.read(graph().toByteArray());
    OnnxGraph copy =
        new OnnxGraph("test")
            .operators("com.microsoft", 1)
            .input("x", OnnxGraph.Element.FLOAT, "n", 3)
            .output("y", "n", 1000)
            .constant(model.constants().get("weights"))
            .constant(model.constants().get("shape"));
    model.nodes().forEach(copy::node);
    assertThat(copy.toByteArray()).isEqualTo(graph().toByteArray());
  }

  @Test
  void bytesThatEndTooEarlyAreNoModel() {
    byte[] whole = graph().toByteArray();
    for (int length : new int[] {1, 5, whole.length / 2, whole.length - 1}) {
      assertThatThrownBy(() -> OnnxModel.read(Arrays.copyOf(whole, length)))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class);
    }
  }
}
