package io.medsift.embedding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.medsift.onnx.Bytes;
import io.medsift.onnx.OnnxGraph;
import io.medsift.onnx.OnnxModel;
import io.medsift.onnx.ProtobufWriter;
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
    return new OnnxGraph("table")
        .input("input_ids", OnnxGraph.Element.INT64, "batch", "tokens")
        .output("vectors", "batch", "tokens", 4)
        .floats("table", vectorsOfTokens(tokens), tokens, 4)
        .node(OnnxGraph.node("Gather", List.of("table", "input_ids"), List.of("vectors")))
        .toByteArray();
  }

  private static byte[] vectorsOfTokens(int tokens) {
    ByteBuffer table = ByteBuffer.allocate(tokens * 16).order(ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(9);
    while (table.hasRemaining()) {
      table.putFloat((float) random.nextDouble(0.1, 1));
    }
    return table.array();
  }

  @Test
  void aGraphThatFailsWithSeveralTextsRunsOneAtATime(@TempDir Path folder) throws Exception {
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.write(tokenizer, ModelSource.miniLm().tokenizer());
    Path onnx = folder.resolve("model.onnx");
    Files.write(onnx, attentionAtPositionZero());
    int others = ModelSession.count();
    try (TokenEncoder packed = PackedEncoder.open(PackedGraph.of(Files.readAllBytes(onnx)), "")) {
      assertThatThrownBy(() -> packed.encode(List.of(new int[] {101, 9_016, 102})))
          .isInstanceOf(OrtException.class);
    }
    try (SentenceEncoder encoder =
        OnnxSentenceEncoder.open(ModelFiles.of("mine", onnx, tokenizer, 64))) {
      assertThat(ModelSession.count()).isEqualTo(others + 1);
      assertThat(encoder.encode("fever")).isNotEqualTo(encoder.encode("acute fever"));
    }
    assertThat(ModelSession.count()).isEqualTo(others);
  }

  /** A graph that takes the one position 0 for all tokens, and has no vector for position 2. */
  private static byte[] attentionAtPositionZero() {
    OnnxGraph graph =
        new OnnxGraph("attention").input("input_ids", OnnxGraph.Element.INT64, 1, "n");
    graph
        .floats("table", vectorsOfTokens(31_000), 31_000, 4)
        .floats("places", vectorsOfTokens(2), 2, 4)
        .floats("zero", new byte[Float.BYTES], 1, 1)
        .floats("one", new byte[] {0, 0, (byte) 0x80, 0x3F}, 1, 1)
        .integers("positions", 0, 1)
        .integers("from", 0)
        .integers("to", 1)
        .integers("heads", 0, 0, 2, 2)
        .integers("joined", 0, 0, 4);
    graph
        .node(OnnxGraph.node("Gather", List.of("table", "input_ids"), List.of("tokens")))
        .node(OnnxGraph.node("Slice", List.of("positions", "from", "to"), List.of("first")))
        .node(OnnxGraph.node("Gather", List.of("places", "first"), List.of("place")))
        .node(OnnxGraph.node("Add", List.of("tokens", "place"), List.of("x")));
    for (String part : List.of("query", "key", "value")) {
      graph
          .node(OnnxGraph.node("Reshape", List.of("x", "heads"), List.of(part + ".heads")))
          .node(turned(part + ".heads", part, 0, 2, part.equals("key") ? 3 : 1));
    }
    return graph
        .node(OnnxGraph.node("MatMul", List.of("query", "key"), List.of("scores")))
        .node(OnnxGraph.node("Div", List.of("scores", "one"), List.of("scaled")))
        .node(OnnxGraph.node("Add", List.of("scaled", "zero"), List.of("masked")))
        .node(OnnxGraph.node("Softmax", List.of("masked"), List.of("shares")))
        .node(OnnxGraph.node("MatMul", List.of("shares", "value"), List.of("mixed")))
        .node(turned("mixed", "rows", 0, 2, 1))
        .node(OnnxGraph.node("Reshape", List.of("rows", "joined"), List.of("vectors")))
        .output("vectors", 1, "n", 4)
        .toByteArray();
  }

  private static ProtobufWriter turned(String from, String to, int first, int second, int third) {
    return OnnxGraph.node("Transpose", List.of(from), List.of(to))
        .message(
            5,
            new ProtobufWriter()
                .text(1, "perm")
                .number(8, first)
                .number(8, second)
                .number(8, third)
                .number(8, third == 3 ? 1 : 3)
                .number(20, 7));
  }

  @Test
  void runsASequenceOfFullLengthWhenItOpens(@TempDir Path folder) throws Exception {
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.write(tokenizer, ModelSource.miniLm().tokenizer());
    Path onnx = folder.resolve("model.onnx");
    byte[] onlyThreeTokens =
        new OnnxGraph("three")
            .input("input_ids", OnnxGraph.Element.INT64, 1, "tokens")
            .output("vectors", 1, 3, 4)
            .floats("table", vectorsOfTokens(31_000), 31_000, 4)
            .integers("shape", 1, 3, 4)
            .node(OnnxGraph.node("Gather", List.of("table", "input_ids"), List.of("rows")))
            .node(OnnxGraph.node("Reshape", List.of("rows", "shape"), List.of("vectors")))
            .toByteArray();
    Files.write(onnx, onlyThreeTokens);
    try (TokenEncoder encoder = SequenceEncoder.open(onlyThreeTokens, "")) {
      assertThat(encoder.encode(List.of(new int[] {101, 9_016, 102}))).hasSize(1);
    }
    int others = ModelSession.count();
    assertThatThrownBy(() -> OnnxSentenceEncoder.open(ModelFiles.of("mine", onnx, tokenizer, 64)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("model file " + onnx + " fails on a first text: ");
    assertThat(ModelSession.count()).isEqualTo(others);
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
