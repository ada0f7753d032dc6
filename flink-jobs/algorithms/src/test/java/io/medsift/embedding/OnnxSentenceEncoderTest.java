package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.medsift.sharing.ResourceFailedException;
import io.medsift.storage.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSentenceEncoderTest {

  private static OnnxSentenceEncoder encoder;

  @BeforeAll
  static void open() throws ModelLoadException {
    encoder = OnnxSentenceEncoder.open(ModelSource.miniLm());
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void identifiesTheModel() throws ModelLoadException {
    EmbeddingModel model = encoder.model();
    assertThat(model.id()).isEqualTo("sentence-transformers/all-MiniLM-L6-v2");
    assertThat(model.sha256()).isEqualTo(Sha256.of(ModelSource.miniLm().onnx()));
    byte[] another = {1, 2, 3};
    assertThat(ModelSource.miniLm().sha256(another)).isEqualTo(Sha256.of(another));
    assertThat(model.dimension()).isEqualTo(384);
    assertThat(model.maxTokens()).isEqualTo(256);
    assertThat(model.precision()).isEqualTo(EmbeddingModel.Precision.FP32);
  }

  @Test
  void vectorsHaveLengthOneWhateverTheText() {
    for (String text : List.of("", "a", "发烧", "😷", "x".repeat(1 << 20), "fever ".repeat(5_000))) {
      float[] vector = encoder.encode(text);
      assertThat(vector).hasSize(384);
      assertThat(Vectors.dot(vector, vector)).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void closeMeaningsAreCloseVectors() {
    float[] heart = encoder.encode("What are the symptoms of a heart attack?");
    float[] infarction = encoder.encode("Signs of myocardial infarction");
    float[] law = encoder.encode("How do I register a trademark for my company?");
    assertThat(Vectors.dot(heart, infarction)).isGreaterThan(0.5);
    assertThat(Vectors.dot(heart, law)).isLessThan(0.2);
  }

  @Test
  void equalsTheVectorsOfAnIndependentImplementation() {
    equalsTheVectorsOfAnIndependentImplementation(30);
  }

  @Tag("long")
  @Test
  void equalsThemOnManyTexts() {
    equalsTheVectorsOfAnIndependentImplementation(1_000);
  }

  private static void equalsTheVectorsOfAnIndependentImplementation(int count) {
    AllMiniLmL6V2EmbeddingModel reference = new AllMiniLmL6V2EmbeddingModel();
    for (String text : texts(count)) {
      float[] expected = reference.embed(text).content().vector();
      assertThat(encoder.encode(text)).as(text).containsExactly(expected, within(1e-5f));
    }
  }

  @Test
  void aVectorDoesNotDependOnOtherThreads() {
    List<String> texts = texts(24);
    List<float[]> alone = texts.stream().map(encoder::encode).toList();
    List<float[]> together =
        IntStream.range(0, texts.size())
            .parallel()
            .mapToObj(i -> encoder.encode(texts.get(i)))
            .toList();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(together.get(i)).containsExactly(alone.get(i));
    }
  }

  @Test
  void namesTheModelFileThatCannotBeRun(@TempDir Path folder) throws Exception {
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.write(tokenizer, ModelSource.miniLm().tokenizer());
    Path onnx = folder.resolve("model.onnx");
    Files.writeString(onnx, "not a model");
    assertThatThrownBy(() -> OnnxSentenceEncoder.open(ModelFiles.of("test", onnx, tokenizer, 128)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("model file " + onnx + " is not an ONNX model that can be run");
  }

  @Test
  void runsAModelFromFilesUntilItIsClosed(@TempDir Path folder) throws Exception {
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.write(tokenizer, ModelSource.miniLm().tokenizer());
    Path onnx = folder.resolve("model.onnx");
    Files.write(onnx, ModelSource.miniLm().onnx());
    OnnxSentenceEncoder other =
        OnnxSentenceEncoder.open(ModelFiles.of("mine", onnx, tokenizer, 16));
    try (other) {
      assertThat(other.model().sha256()).isEqualTo(encoder.model().sha256());
      assertThat(other.model()).isNotEqualTo(encoder.model());
      assertThat(other.encode("fever")).containsExactly(encoder.encode("fever"));
      String longText = "fever ".repeat(30);
      assertThat(other.encode(longText)).isNotEqualTo(encoder.encode(longText));
    }
    other.close();
    assertThatThrownBy(() -> other.encode("fever"))
        .isInstanceOf(ResourceFailedException.class)
        .hasMessageContaining("closed");
  }

  private static List<String> texts(int count) {
    String[] words = {
      "patient", "fever", "Integral", "court", "发烧", "naïve", "acute", "of", "the", "12.5", "mg/dL",
      "java", "why", "?", "😷", "liver", "matrix", "revenue", "cells", "enzyme", "(a)", "treatment"
    };
    SplittableRandom random = new SplittableRandom(11);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("text " + i);
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        text.append(' ').append(words[random.nextInt(words.length)]);
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
