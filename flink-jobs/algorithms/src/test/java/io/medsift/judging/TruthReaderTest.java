package io.medsift.judging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruthReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"True", "\"true\"", " TRUE.\n", "**True**", "<think>False?</think>True"})
  void readsTrue(String reply) {
    assertThat(TruthReader.read(reply)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"False", "'false'", "false."})
  void readsFalse(String reply) {
    assertThat(TruthReader.read(reply)).contains(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not true", "True or False", "Untrue", "Yes", "True, because", "<think>True"})
  void guessesNothing(String reply) {
    assertThat(TruthReader.read(reply)).isEmpty();
  }
}
