package org.apache.flink.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.Gauge;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.ServiceLoader;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;

class LocalPrometheusReporterTest {

  @Test
  void answersOnLoopbackWhereNothingElseIsSaid() throws Exception {
    LocalPrometheusReporterFactory.Reporter reporter = reporter("port", "0");
    try {
      reporter.open(new MetricConfig());
      Gauge.build("seen", "a metric").register(reporter.registry).set(7);
      InetSocketAddress address = reporter.address();
      assertThat(address.getAddress().isLoopbackAddress()).isTrue();
      HttpURLConnection asked =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + address.getPort() + "/metrics")
                  .toURL()
                  .openConnection();
      assertThat(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("seen 7.0");
    } finally {
      reporter.close();
    }
  }

  @Test
  void takesTheFirstFreePortOfARange() {
    LocalPrometheusReporterFactory.Reporter first = reporter("port", "0");
    int taken = first.address().getPort();
    LocalPrometheusReporterFactory.Reporter second = reporter("port", taken + ",0");
    assertThat(second.address().getPort()).isNotEqualTo(taken);
    assertThatThrownBy(() -> reporter("port", Integer.toString(taken)))
        .hasMessageContaining("the metrics cannot be served at 127.0.0.1:" + taken);
    first.close();
    second.close();
  }

  @Test
  void isFoundByFlink() {
    assertThat(ServiceLoader.load(MetricReporterFactory.class))
        .anyMatch(LocalPrometheusReporterFactory.class::isInstance);
  }

  private static LocalPrometheusReporterFactory.Reporter reporter(String... settings) {
    Properties properties = new Properties();
    properties.setProperty(settings[0], settings[1]);
    return (LocalPrometheusReporterFactory.Reporter)
        new LocalPrometheusReporterFactory().createMetricReporter(properties);
  }
}
