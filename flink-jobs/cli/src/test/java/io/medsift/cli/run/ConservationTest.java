package io.medsift.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.input.LoadedSamples;
import io.medsift.review.rows.OutputTopic;
import io.medsift.verdict.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConservationTest {
  private final Conservation conservation =
      new Conservation(new LoadedSamples("samples", 3, 2, List.of()));

  @Test
  void holdsWhenEveryLineCameOutOnce() {
    assertThat(conservation.count(OutputTopic.ACCEPTED, position(0, 0))).isZero();
    assertThat(conservation.count(OutputTopic.REJECTED, position(1, 0))).isEqualTo(1);
    assertThat(conservation.count(OutputTopic.DEAD_LETTERS, position(0, 1))).isEqualTo(2);
    assertThat(conservation.holds()).isTrue();
    assertThat(conservation.describe())
        .isEqualTo("3 lines in, 1 accepted + 1 rejected + 1 dead letter out");
  }

  @Test
  void namesWhatIsMissingAndWhatIsTooMuch() {
    conservation.count(OutputTopic.ACCEPTED, position(0, 0));
    assertThat(conservation.count(OutputTopic.REJECTED, position(0, 0))).isEqualTo(-1);
    assertThat(conservation.count(OutputTopic.REJECTED, position(1, 1))).isEqualTo(-1);
    assertThat(conservation.holds()).isFalse();
    assertThat(conservation.describe())
        .isEqualTo(
            "3 lines in, 1 accepted + 2 rejected + 0 dead letters out; 2 missing: [samples/1@0,"
                + " samples/0@1]; more than once: [samples/0@0]; not of the input: [samples/1@1]");
  }

  private static Position position(int partition, long offset) {
    return new Position("samples", partition, offset);
  }
}
