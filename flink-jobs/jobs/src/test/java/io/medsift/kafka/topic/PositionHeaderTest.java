package io.medsift.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.verdict.Position;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PositionHeaderTest {
  private final Headers headers = new RecordHeaders();

  @Test
  void readsWhatItWrote() {
    SamplePosition position = new SamplePosition(300, 9_876_543_210L);
    PositionHeader.add(headers, "samples", position);
    assertThat(PositionHeader.read(headers)).contains(position);
    assertThat(PositionHeader.topic(headers)).contains("samples");
    assertThat(PositionHeader.job(headers)).isEmpty();
  }

  @Test
  void saysWhichOtherJobWroteARow() {
    PositionHeader.add(headers, "annotate", new Position("unscored", 1, 2));
    assertThat(PositionHeader.read(headers)).contains(new SamplePosition(1, 2));
    assertThat(PositionHeader.topic(headers)).contains("unscored");
    assertThat(PositionHeader.job(headers)).contains("annotate");
  }

  @Test
  void findsNothingInOtherHeaders() {
    assertThat(PositionHeader.read(headers)).isEmpty();
    assertThat(PositionHeader.topic(headers)).isEmpty();
    headers.add(PositionHeader.NAME, new byte[3]);
    assertThat(PositionHeader.read(headers)).isEmpty();
    headers.add(PositionHeader.NAME, null);
    assertThat(PositionHeader.read(headers)).isEmpty();
    headers.add(PositionHeader.TOPIC, null);
    assertThat(PositionHeader.topic(headers)).isEmpty();
  }
}
