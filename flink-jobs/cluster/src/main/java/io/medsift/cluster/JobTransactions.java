package io.medsift.cluster;

import static java.lang.String.format;

import io.medsift.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timeout of the transactions of a job. */
final class JobTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(JobTransactions.class);
  private static final Duration MIN = Duration.ofMinutes(1);
  private static final Duration MAX = Duration.ofDays(24);
  private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";
  private static final int PATIENCE_SECONDS = 10;

  private JobTransactions() {}

  /**
   * The timeout that the options name.
   *
   * @throws InvalidOptionException if it is out of range, or if brokers say that they allow less:
   *     the sink could never start
   */
  static Duration timeout(Configuration options, KafkaConnection connection)
      throws InterruptedException {
    Duration timeout = inRange(options);
    long allowed = allowedMillis(connection);
    if (timeout.toMillis() > allowed) {
      throw new InvalidOptionException(
          format(
              "%s is %s, and the brokers allow %s (%s): lower the one or raise the other",
              JobOptions.TRANSACTION_TIMEOUT.key(),
              TimeUtils.formatWithHighestUnit(timeout),
              TimeUtils.formatWithHighestUnit(Duration.ofMillis(allowed)),
              MAX_TIMEOUT));
    }
    return timeout;
  }

  static Duration inRange(Configuration options) {
    Duration timeout = options.get(JobOptions.TRANSACTION_TIMEOUT);
    if (timeout.compareTo(MIN) < 0 || timeout.compareTo(MAX) > 0) {
      throw new InvalidOptionException(
          format(
              "%s is %s; it must be 1 min to 24 d",
              JobOptions.TRANSACTION_TIMEOUT.key(), TimeUtils.formatWithHighestUnit(timeout)));
    }
    return timeout;
  }

  /** Returns the timeout that brokers allow; any where the user may not read their settings. */
  private static long allowedMillis(KafkaConnection connection) throws InterruptedException {
    try (Admin admin = connection.admin()) {
      List<ConfigResource> brokers =
          admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
              .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
              .toList();
      long least = Long.MAX_VALUE;
      for (Config broker :
          admin.describeConfigs(brokers).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).values()) {
        ConfigEntry most = broker.get(MAX_TIMEOUT);
        if (most != null && most.value() != null) {
          least = Math.min(least, Long.parseLong(most.value()));
        }
      }
      return least;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The brokers do not return their {}: {}", MAX_TIMEOUT, e.getMessage());
      return Long.MAX_VALUE;
    }
  }
}
