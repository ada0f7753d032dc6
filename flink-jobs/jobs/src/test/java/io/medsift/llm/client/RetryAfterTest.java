package io.medsift.llm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry-after    | 7                             | PT7S
          retry-after    | 0.25                          | PT0.25S
          retry-after-ms | 1500                          | PT1.5S
          retry-after    | Thu, 01 Jan 2026 00:00:30 GMT | PT30S
          retry-after    | Wed, 31 Dec 2025 23:59:00 GMT |
          retry-after    | -3                            |
          retry-after    | soon                          |
          retry-after    | NaN                           |
          """)
  void readsWhatMakesSense(String name, String value, Duration wait) {
    Map<String, List<String>> headers = Map.of(name, List.of(value));
    assertThat(RetryAfter.in(header -> headers.getOrDefault(header, List.of()), NOW).orElse(null))
        .isEqualTo(wait);
  }

  @Test
  void delaysDoubleUpToTheLongestAndNeverFallBelowHalf() {
    RetryPolicy policy = RetryPolicy.DEFAULT;
    Random random = new Random(1);
    for (int failures = 1; failures < 200; failures++) {
      long whole = failures > 6 ? 30_000 : 500L << (failures - 1);
      assertThat(policy.delay(failures, random).toMillis()).isBetween(whole / 2, whole);
    }
  }
}
