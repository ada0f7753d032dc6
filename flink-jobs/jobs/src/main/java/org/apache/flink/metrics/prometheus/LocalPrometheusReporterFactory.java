package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.util.PortRange;

/**
 * Flink's reporter for Prometheus, on one address: Flink's own listens on every address of the
 * machine and has no setting for it. Settings of the reporter are {@code port}, a port or a range
 * of which the first free one is taken, and {@code host}, loopback where it is not set.
 */
public final class LocalPrometheusReporterFactory implements MetricReporterFactory {
  private static final String DEFAULT_PORT = "9249";
  private static final String DEFAULT_HOST = "127.0.0.1";

  @Override
  public MetricReporter createMetricReporter(Properties settings) {
    String host = settings.getProperty("host", DEFAULT_HOST);
    String ports = settings.getProperty("port", DEFAULT_PORT);
    try {
      return new Reporter(InetAddress.getByName(host), new PortRange(ports).getPortsIterator());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host is '" + host + "', which is not an address", e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the metrics cannot be served at %s:%s: %s".formatted(host, ports, e.getMessage()), e);
    }
  }

  /** Metrics at an address. */
  static final class Reporter extends AbstractPrometheusReporter {
    private final InetSocketAddress address;
    private final HTTPServer server;

    private Reporter(InetAddress host, Iterator<Integer> ports) throws IOException {
      HTTPServer started = null;
      IOException failure = new IOException("the range of ports is empty");
      while (started == null && ports.hasNext()) {
        try {
          started = new HTTPServer(new InetSocketAddress(host, ports.next()), registry, true);
        } catch (IOException e) {
          failure = e;
        }
      }
      if (started == null) {
        throw failure;
      }
      server = started;
      address = new InetSocketAddress(host, server.getPort());
      log.info("Metrics for Prometheus are at {}.", address);
    }

    InetSocketAddress address() {
      return address;
    }

    @Override
    public void close() {
      server.stop();
      super.close();
    }
  }
}
