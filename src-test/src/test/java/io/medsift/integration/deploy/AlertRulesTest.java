package io.medsift.integration.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.medsift.testkit.process.Programs;
import io.medsift.testkit.process.WatchQueries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Prometheus' own checks of the alerts and of its configuration. */
class AlertRulesTest {
  private static final Path WATCH = WatchQueries.WATCH;
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void configurationAndRulesAreValid() throws Exception {
    Path promtool = Programs.required("promtool", "prometheus");

    assertThat(Programs.run(WATCH, promtool, "check", "config", "prometheus.yaml"))
        .contains("1 rule files found");
  }

  @Test
  void everyTaskManagerIsRead() throws Exception {
    JsonNode found =
        YAML.readTree(WATCH.resolve("prometheus.yaml").toFile())
            .at("/scrape_configs/0/dns_sd_configs/0");
    JsonNode services = Manifests.of("compose/compose.yaml").get(0).get("services");
    assertThat(services.has(found.at("/names/0").asText())).isTrue();
    assertThat(found.at("/type").asText()).isEqualTo("A");
    assertThat(
            Manifests.of("image/conf/config.yaml")
                .get(0)
                .get("metrics.reporter.prometheus.port")
                .asText())
        .startsWith(found.at("/port").asText());
  }

  @Test
  void alertsFireWhenTheyShould() throws Exception {
    Path promtool = Programs.required("promtool", "prometheus");

    assertThat(Programs.run(WATCH, promtool, "test", "rules", "alerts-test.yaml"))
        .contains("SUCCESS");
  }

  @Test
  void everyAlertIsTestedAndSaysWhatToDo() throws Exception {
    JsonNode rules = YAML.readTree(WATCH.resolve("alerts.yaml").toFile()).at("/groups/0/rules");
    String tests = Files.readString(WATCH.resolve("alerts-test.yaml"));

    String runbook = Files.readString(WATCH.resolveSibling("README.md"));

    assertThat(rules).isNotEmpty();
    for (JsonNode rule : rules) {
      Matcher section = QUOTED.matcher(rule.at("/annotations/action").asText());
      while (section.find()) {
        assertThat(runbook).contains("**" + section.group(1));
      }
      assertThat(tests).contains("alertname=\"" + rule.get("alert").asText() + "\"");
      assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
      assertThat(rule.at("/annotations/action").asText()).isNotEmpty();
      assertThat(rule.at("/labels/severity").asText()).isIn("page", "warn");
    }
  }
}
