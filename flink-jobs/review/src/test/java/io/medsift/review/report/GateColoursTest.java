package io.medsift.review.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.review.html.Html;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateColoursTest {
  @ParameterizedTest
  @EnumSource(Gate.class)
  void everyGateHasAColourByDayAndByNight(Gate gate) throws IOException {
    String name = gate.wireName();
    try (InputStream stream = Html.class.getResourceAsStream("page.css")) {
      String css = new String(stream.readAllBytes(), UTF_8);
      assertThat(css).contains(".gate-" + name + " { --colour: var(--" + name + "); }");
      assertThat(css.split("--" + name + ": #", -1)).as("places that say it").hasSize(3);
    }
  }
}
