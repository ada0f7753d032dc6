package io.medsift.llm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The clock stands still unless a test moves it, so that waits can be read off. */
class RequestPaceTest {
  private static final ChatRequest REQUEST =
      new ChatRequest(List.of(ChatRequest.Message.user("x".repeat(400))), null);

  private long now = TimeUnit.DAYS.toNanos(1);

  @Test
  void letsASecondsWorthGoAtOnceAndSpreadsTheRest() {
    RequestPace pace = new RequestPace(600L, null, () -> now);
    for (int i = 0; i <= 10; i++) {
      assertThat(pace.take(REQUEST).delay().toMillis()).isZero();
    }
    assertThat(pace.take(REQUEST).delay().toMillis()).isEqualTo(100);
    assertThat(pace.take(REQUEST).delay().toMillis()).isEqualTo(200);
    now += TimeUnit.SECONDS.toNanos(5);
    assertThat(pace.take(REQUEST).delay().toMillis()).isZero();
  }

  @Test
  void settlesTokensWhenTheyAreCounted() {
    RequestPace pace = new RequestPace(null, 60_000L, () -> now);
    RequestPace.Turn first = pace.take(REQUEST);
    assertThat(first.tokens()).isEqualTo(100);
    pace.settle(first.tokens(), new TokenUsage(100, 2_900));
    // 3,000 tokens are three seconds of the pace, one of which is the burst.
    assertThat(pace.take(REQUEST).delay().toMillis()).isEqualTo(2_000);
  }
}
