package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberingEncoderTest {
  private final List<String> embedded = new ArrayList<>();

  /** A vector of the length of the text. */
  private final class Lengths implements SentenceEncoder {
    private final String sha256;

    Lengths(String sha256) {
      this.sha256 = sha256;
    }

    @Override
    public EmbeddingModel model() {
      return new EmbeddingModel(
          "lengths",
          sha256,
          1,
          16,
          EmbeddingModel.Precision.FP32,
          new EmbeddingModel.TokenizerSettings("lengths", 1, 1, "1".repeat(64)));
    }

    @Override
    public float[] encode(String text) {
      embedded.add(text);
      return new float[] {text.length()};
    }

    @Override
    public void close() {}
  }

  @Test
  void aTextIsEmbeddedOnceByAnyEncoderOfTheModelAndItsVectorIsTheCallersOwn() {
    SentenceEncoder one = new RememberingEncoder(new Lengths("a"));
    SentenceEncoder same = new RememberingEncoder(new Lengths("a"));
    one.encode("fever")[0] = 99;

    List<float[]> vectors = same.encodeAll(List.of("cough", "fever", "rash"));

    assertThat(vectors).extracting(vector -> vector[0]).containsExactly(5f, 5f, 4f);
    vectors.get(0)[0] = 99;
    assertThat(one.encode("cough")).containsExactly(5);
    assertThat(embedded).containsExactly("fever", "cough", "rash");
    new RememberingEncoder(new Lengths("b")).encode("fever");
    assertThat(embedded).hasSize(4);
  }
}
