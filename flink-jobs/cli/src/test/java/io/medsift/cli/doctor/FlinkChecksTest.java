package io.medsift.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlinkChecksTest {
  private static final String NO_SLOTS =
      "outer\nCaused by: x.NoResourceAvailableException: Could not acquire";

  @Test
  void theLastFailureIsTheNewestThatSaysMoreThanMissingSlots() {
    ArrayNode failures = new ObjectMapper().createArrayNode();
    add(failures, Duration.ofDays(3), NO_SLOTS);
    add(failures, Duration.ofDays(20), NO_SLOTS);
    assertThat(FlinkChecks.lastFailure(failures)).isEqualTo(", last 3 days ago by missing slots");

    add(failures, Duration.ofDays(30), "java.lang.Exception: gone");
    add(failures, Duration.ofDays(40), "java.lang.Exception: older");
    assertThat(FlinkChecks.lastFailure(failures))
        .isEqualTo(", last 30 days ago by java.lang.Exception: gone");
  }

  private static void add(ArrayNode failures, Duration ago, String trace) {
    failures
        .addObject()
        .put("timestamp", System.currentTimeMillis() - ago.toMillis() - 1_000)
        .put("stacktrace", trace);
  }
}
