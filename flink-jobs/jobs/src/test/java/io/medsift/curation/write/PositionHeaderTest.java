package io.medsift.curation.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.read.SamplePosition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PositionHeaderTest {
  private final Headers headers = new RecordHeaders();

  @Test
  void readsWhatItWrote() {
    SamplePosition position = new SamplePosition(300, 9_876_543_210L);
    PositionHeader.add(headers, position);
    assertThat(PositionHeader.read(headers)).contains(position);
  }

  @Test
  void findsNothingInOtherHeaders() {
    assertThat(PositionHeader.read(headers)).isEmpty();
    headers.add(PositionHeader.NAME, new byte[3]);
    assertThat(PositionHeader.read(headers)).isEmpty();
    headers.add(PositionHeader.NAME, null);
    assertThat(PositionHeader.read(headers)).isEmpty();
  }
}
