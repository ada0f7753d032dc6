package io.medsift.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetBoundTest {
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @Test
  void readsEveryForm() {
    assertThat(parse("earliest")).isEqualTo(new OffsetBound.Earliest());
    assertThat(parse("latest")).isEqualTo(new OffsetBound.Latest());
    assertThat(parse("1200")).isEqualTo(new OffsetBound.Offset(1200));
    assertThat(parse("0:1200,3:9")).isEqualTo(new OffsetBound.Offsets(Map.of(0, 1200L, 3, 9L)));
    assertThat(parse("2026-11-20T05:00:00Z"))
        .isEqualTo(new OffsetBound.Time(Instant.parse("2026-11-20T05:00:00Z")));
    assertThat(parse("2026-11-20"))
        .isEqualTo(new OffsetBound.Time(Instant.parse("2026-11-20T00:00:00Z")));
    assertThat(parse("90m")).isEqualTo(new OffsetBound.Time(NOW.minusSeconds(5_400)));
    assertThat(parse("7d")).isEqualTo(new OffsetBound.Time(NOW.minusSeconds(7 * 86_400)));
  }

  @Test
  void readsBareDigitsAsMillisecondsWhereATimeIsMeant() {
    assertThat(OffsetBound.parseTime("1795230000000", CLOCK))
        .isEqualTo(new OffsetBound.Time(Instant.ofEpochMilli(1_795_230_000_000L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "0:1,0:2", "-3", "0:", "2h30m", "99999999999999999999"})
  void refusesAnythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> parse(text)).withMessageContaining(text);
  }

  private static OffsetBound parse(String text) {
    return OffsetBound.parse(text, CLOCK);
  }
}
