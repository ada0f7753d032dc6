package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The vectors of 32 texts, short and long, English and Chinese, against those that other kernels
 * gave. A new file comes from {@code src-test/benchmark encoder-error --compare OLD --save NEW}.
 */
class EncoderErrorTest {
  private static EncoderVectors kept;
  private static SentenceEncoder encoder;
  private static List<float[]> oneByOne;

  @BeforeAll
  static void encode() throws IOException {
    try (InputStream stream = EncoderErrorTest.class.getResourceAsStream("vectors-avx2.jsonl")) {
      kept = EncoderVectors.read(stream);
    }
    encoder = OnnxSentenceEncoder.open(ModelSource.miniLm());
    oneByOne = kept.texts().stream().map(encoder::encode).toList();
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void thisProcessorIsWithinTheBoundOfAnother() {
    assertThat(encoder.model().sha256()).isEqualTo(kept.model());
    assertAlike(oneByOne, kept.vectors());
  }

  @Test
  void batchesAreWithinTheBoundOfOneByOne() throws Exception {
    try (BatchEncoder batches = new BatchEncoder(ModelSource.miniLm(), 1, OptLevel.ALL_OPT)) {
      assertAlike(oneByOne, batches.encode(kept.texts(), 8));
    }
  }

  @Test
  void aVectorIsTheSameToTheLastBitWhateverSharesItsRun() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, oneByOne.size()).boxed().toList());
    Random random = new Random(11);
    for (int together : new int[] {2, 7, oneByOne.size()}) {
      Collections.shuffle(order, random);
      for (int first = 0; first < order.size(); first += together) {
        List<Integer> some = order.subList(first, Math.min(first + together, order.size()));
        List<float[]> vectors = encoder.encodeAll(some.stream().map(kept.texts()::get).toList());
        for (int i = 0; i < some.size(); i++) {
          assertThat(vectors.get(i))
              .as("'%s' with %d others", kept.texts().get(some.get(i)), some.size() - 1)
              .containsExactly(oneByOne.get(some.get(i)));
        }
      }
    }
  }

  private static void assertAlike(List<float[]> left, List<float[]> right) {
    for (int i = 0; i < left.size(); i++) {
      assertThat(EncoderVectors.distance(left.get(i), right.get(i)))
          .as("distance of the two vectors of '%s'", kept.texts().get(i))
          .isLessThanOrEqualTo(EncoderError.BOUND);
    }
  }
}
