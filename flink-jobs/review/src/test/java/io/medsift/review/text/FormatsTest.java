package io.medsift.review.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FormatsTest {
  @Test
  void aMomentIsShownToTheSecond() {
    assertThat(Formats.time(Instant.parse("2026-11-29T10:46:04.374Z")))
        .isEqualTo("2026-11-29 10:46:04 UTC");
  }
}
