package io.medsift.cluster;

import static java.lang.String.format;

import io.medsift.kafka.BrokerAccess;
import io.medsift.kafka.ClientFile;
import io.medsift.kafka.KafkaConnection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that the options of a job name. */
final class JobConnection {
  private static final Logger LOG = LoggerFactory.getLogger(JobConnection.class);
  private static final Set<String> OWN_PREFIXES =
      Set.of("security.", "ssl.", "sasl.", "client.", "reconnect.", "request.", "socket.", "dns.");

  private JobConnection() {}

  /**
   * The connection.
   *
   * @throws InvalidOptionException if the file of client settings cannot be used
   */
  static KafkaConnection of(Configuration options) {
    String servers = JobArguments.required(options, JobOptions.BOOTSTRAP_SERVERS);
    Optional<Path> file = options.getOptional(JobOptions.CLIENT_PROPERTIES).map(Path::of);
    return file.isEmpty()
        ? KafkaConnection.plain(servers)
        : new KafkaConnection(servers, settings(file.get()).references());
  }

  /**
   * Connects once, and continues if nobody answers: brokers may be up later.
   *
   * @throws InvalidOptionException if brokers turn the client away
   */
  static void requireAccess(KafkaConnection connection) throws InterruptedException {
    Optional<BrokerAccess.Refusal> refusal =
        BrokerAccess.check(connection, JobOptions.CLIENT_PROPERTIES.key())
            .filter(BrokerAccess.Refusal::certain);
    if (refusal.isPresent()) {
      throw new InvalidOptionException(refusal.get().problem() + ". " + refusal.get().advice());
    }
  }

  private static ClientFile settings(Path file) {
    if (!file.isAbsolute()) {
      throw wrong(file + " is not an absolute path", null);
    }
    ClientFile settings;
    try {
      settings = ClientFile.read(file);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage(), e);
    }
    for (String name : new TreeSet<>(settings.names())) {
      if (OWN_PREFIXES.stream().noneMatch(name::startsWith)) {
        throw wrong(
            format(
                "%s sets '%s'; it may only hold settings of the connection, which begin with %s",
                file, name, String.join(" ", new TreeSet<>(OWN_PREFIXES))),
            null);
      }
    }
    settings.warning().ifPresent(LOG::warn);
    return settings;
  }

  private static InvalidOptionException wrong(String problem, Throwable cause) {
    return new InvalidOptionException(
        format("%s: %s", JobOptions.CLIENT_PROPERTIES.key(), problem), cause);
  }
}
