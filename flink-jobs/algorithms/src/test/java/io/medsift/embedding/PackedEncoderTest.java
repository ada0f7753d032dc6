package io.medsift.embedding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.onnx.Bytes;
import io.medsift.onnx.OnnxGraph;
import io.medsift.onnx.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How texts share runs, and which graphs can be changed so that they may. */
class PackedEncoderTest {

  @Test
  void everySequenceIsInOneRunWithOthersOfItsLength() {
    SplittableRandom random = new SplittableRandom(5);
    for (int count : new int[] {0, 1, 2, 7, 64, 500}) {
      List<Integer> lengths =
          IntStream.range(0, count).mapToObj(i -> 2 + random.nextInt(255)).toList();
      List<List<Integer>> runs = PackedEncoder.runs(lengths, 512);
      assertThat(runs.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
      assertThat(runs.stream().flatMap(List::stream).map(lengths::get).toList()).isSorted();
      assertThat(runs)
          .allMatch(run -> run.size() == 1 || run.stream().mapToInt(lengths::get).sum() <= 512);
    }
  }

  @Test
  void runsAreOfSimilarSize() {
    List<Integer> lengths = IntStream.range(0, 9).mapToObj(i -> 64).toList();
    assertThat(PackedEncoder.runs(lengths, 512)).extracting(List::size).containsExactly(5, 4);
  }

  @Test
  void aGraphWithoutAttentionRunsOneTextAtATime(@TempDir Path folder) throws Exception {
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.write(tokenizer, ModelSource.miniLm().tokenizer());
    Path onnx = folder.resolve("model.onnx");
    Files.write(onnx, tableOfVectors());
    assertThatThrownBy(() -> PackedGraph.of(Files.readAllBytes(onnx)))
        .isInstanceOf(PackedGraph.UnknownGraphException.class)
        .hasMessage("the graph has no attention");
    int others = ModelSession.count();
    try (SentenceEncoder encoder =
        OnnxSentenceEncoder.open(ModelFiles.of("table", onnx, tokenizer, 64))) {
      assertThat(ModelSession.count()).isEqualTo(others + 1);
      assertThat(encoder.model().dimension()).isEqualTo(4);
      List<String> texts = List.of("acute fever", "", "fever");
      List<float[]> vectors = encoder.encodeAll(texts);
      assertThat(vectors.get(0)).isNotEqualTo(vectors.get(2));
      for (int i = 0; i < texts.size(); i++) {
        assertThat(vectors.get(i)).containsExactly(encoder.encode(texts.get(i)));
      }
    }
    assertThat(ModelSession.count()).isEqualTo(others);
  }

  /** Vectors of tokens that know nothing of each other. */
  private static byte[] tableOfVectors() {
    int tokens = 31_000;
    ByteBuffer table = ByteBuffer.allocate(tokens * 16).order(ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(9);
    while (table.hasRemaining()) {
      table.putFloat((float) random.nextDouble(0.1, 1));
    }
    return new OnnxGraph("table")
        .input("input_ids", OnnxGraph.Element.INT64, "batch", "tokens")
        .output("vectors", "batch", "tokens", 4)
        .floats("table", table.array(), tokens, 4)
        .node(OnnxGraph.node("Gather", List.of("table", "input_ids"), List.of("vectors")))
        .toByteArray();
  }

  @Test
  void refusesAnOperatorThatItDoesNotKnow() throws Exception {
    byte[] onnx = ModelSource.miniLm().onnx();
    Bytes node =
        OnnxModel.read(onnx).nodes().stream()
            .filter(each -> each.is("Erf"))
            .findFirst()
            .orElseThrow()
            .serialized();
    byte[] before = "\"\3Erf".getBytes(ISO_8859_1);
    int place = node.offset();
    while (!Arrays.equals(onnx, place, place + before.length, before, 0, before.length)) {
      place++;
    }
    assertThat(place).isLessThan(node.offset() + node.length());
    byte[] after = "\"\3Cos".getBytes(ISO_8859_1);
    System.arraycopy(after, 0, onnx, place, after.length);
    assertThatThrownBy(() -> PackedGraph.of(onnx))
        .isInstanceOf(PackedGraph.UnknownGraphException.class)
        .hasMessage("the graph has the operator Cos");
  }

  @Test
  void refusesWhatIsNoModel() {
    assertThatThrownBy(() -> PackedGraph.of("not a model".getBytes(ISO_8859_1)))
        .isInstanceOf(PackedGraph.UnknownGraphException.class);
    assertThatThrownBy(() -> PackedGraph.of(new byte[0]))
        .isInstanceOf(PackedGraph.UnknownGraphException.class);
  }
}
