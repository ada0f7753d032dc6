package io.medsift.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import org.junit.jupiter.api.Test;
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

  @Test
  void readsHostileRepliesInTimeThatGrowsWithTheirLength() {
    String blanks = " ".repeat(2_000_000);
    assertThat(TruthReader.read("x" + blanks + "x")).isEmpty();
    assertThat(TruthReader.read(blanks + "true" + blanks)).contains(true);
    Growth.requireLinear(
        "a reply of blanks",
        " ".repeat(50_000),
        " ".repeat(50_000 * Growth.FACTOR),
        some -> {
          var unused = TruthReader.read("x" + some + "x");
          unused = TruthReader.read(some + "true" + some);
        });
  }
}
