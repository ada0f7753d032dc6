package io.medsift.kafka;

import static java.lang.String.format;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;

/**
 * Check of the connection to brokers before the work begins: clients that cannot connect try again
 * until their timeout, and do not say what is wrong.
 */
public final class BrokerAccess {
  private static final Duration PROBE = Duration.ofSeconds(5);
  // A machine that has too much to do may take long over its first handshake.
  private static final Duration PATIENCE_WITH_LISTENERS = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String EXAMPLES =
      "deploy/security has examples of TLS with SASL, and with a client certificate";

  private final KafkaConnection connection;
  private final String option;

  /**
   * Reason why a client cannot connect.
   *
   * @param problem what happened, without a full stop
   * @param advice what to do, in sentences
   * @param certain false where no broker answered, which may yet become right
   */
  public record Refusal(String problem, String advice, boolean certain) {}

  private BrokerAccess(KafkaConnection connection, String option) {
    this.connection = connection;
    this.option = option;
  }

  /**
   * Connects once. Takes 2 seconds where the connection is refused, up to a minute where the
   * listener does not answer, and a moment otherwise.
   *
   * @param option the one that names a file of client settings, for the advice
   * @return empty if the client can connect
   */
  public static Optional<Refusal> check(KafkaConnection connection, String option)
      throws InterruptedException {
    return new BrokerAccess(connection, option).check();
  }

  private Optional<Refusal> check() throws InterruptedException {
    SecurityProtocol protocol;
    try {
      protocol = protocol();
    } catch (KafkaException | IllegalArgumentException e) {
      return Optional.of(unusable(e));
    }
    if (!isTls(protocol)) {
      Optional<Refusal> refusal = askListeners(protocol);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return connect(protocol);
  }

  private Optional<Refusal> connect(SecurityProtocol protocol) throws InterruptedException {
    List<InetSocketAddress> addresses = addresses();
    if (!addresses.isEmpty() && addresses.stream().allMatch(InetSocketAddress::isUnresolved)) {
      return Optional.of(unknown());
    }
    boolean listening =
        addresses.stream().anyMatch(address -> ListenerProbe.listens(address, PROBE));
    Duration patience = listening ? PATIENCE_WITH_LISTENERS : PATIENCE;
    try (Admin admin = connection.admin(patience)) {
      admin.describeCluster().nodes().get();
      return Optional.empty();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return Optional.of(
          cause instanceof AuthenticationException
              ? notLetIn(cause)
              : noAnswer(cause, protocol, listening));
    } catch (KafkaException e) {
      return Optional.of(unusable(e));
    }
  }

  private SecurityProtocol protocol() {
    return SecurityProtocol.forName(
        new AdminClientConfig(connection.settings())
            .getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
  }

  private static boolean isTls(SecurityProtocol protocol) {
    return protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
  }

  /** Asks each listener for the protocol it requires, if that is not what the client uses. */
  private Optional<Refusal> askListeners(SecurityProtocol protocol) {
    for (InetSocketAddress address : addresses()) {
      ListenerProbe.Answer answer = ListenerProbe.ask(address, PROBE);
      if (answer.requirement() != ListenerProbe.Requirement.UNKNOWN) {
        return refusal(address, answer, protocol);
      }
    }
    return Optional.empty();
  }

  /** Those that can be read; Kafka's client says what is wrong with others. */
  private List<InetSocketAddress> addresses() {
    return Stream.of(connection.bootstrapServers().split(","))
        .map(String::strip)
        .filter(address -> Utils.getPort(address) != null)
        .map(address -> new InetSocketAddress(Utils.getHost(address), Utils.getPort(address)))
        .toList();
  }

  private Optional<Refusal> refusal(
      InetSocketAddress address, ListenerProbe.Answer answer, SecurityProtocol protocol) {
    if (answer.requirement() == ListenerProbe.Requirement.TLS) {
      return Optional.of(
          wants(
              address,
              "TLS, perhaps with SASL",
              protocol,
              "security.protocol=SASL_SSL, or SSL where it asks for no SASL,"));
    } else if (answer.requirement() == ListenerProbe.Requirement.SASL
        && protocol != SecurityProtocol.SASL_PLAINTEXT) {
      return Optional.of(
          wants(
              address,
              "SASL (" + String.join(", ", answer.mechanisms()) + ")",
              protocol,
              "security.protocol=SASL_PLAINTEXT"));
    }
    return Optional.empty();
  }

  private Refusal wants(
      InetSocketAddress address, String what, SecurityProtocol protocol, String setting) {
    return new Refusal(
        format(
            Locale.ROOT,
            "the broker at %s:%d requires %s, and the client connects by %s",
            address.getHostString(),
            address.getPort(),
            what,
            protocol),
        format(
            "Name a file of client settings with %s that has %s and what goes with it; %s.",
            option, setting, EXAMPLES),
        true);
  }

  private Refusal notLetIn(Throwable cause) {
    return cause instanceof SslAuthenticationException
        ? new Refusal(
            format("TLS with the broker at %s failed: %s", servers(), rootMessage(cause)),
            format(
                "Check ssl.truststore in the file that %s names, which must trust the broker's"
                    + " certificate, and ssl.keystore if the broker requires a client certificate.",
                option),
            true)
        : new Refusal(
            format("authentication failed at the broker %s: %s", servers(), cause.getMessage()),
            format("Check sasl.mechanism, user and password in the file that %s names.", option),
            true);
  }

  private Refusal noAnswer(Throwable cause, SecurityProtocol protocol, boolean listening) {
    return listening
        ? new Refusal(
            format(
                "no broker at %s answers a client that connects by %s: %s",
                servers(), protocol, cause.getMessage()),
            format(
                "Check that security.protocol in the file that %s names is what the listener"
                    + " requires, and that the address is a broker's; %s.",
                option, EXAMPLES),
            false)
        : new Refusal(
            "connection refused at " + servers(),
            "Check that the brokers run, and that the address is right and can be reached from"
                + " here.",
            false);
  }

  private Refusal unknown() {
    return new Refusal(
        "unknown host in " + servers(),
        "Check the address, and that its name can be resolved from here.",
        false);
  }

  private Refusal unusable(Exception e) {
    return new Refusal(
        "the client settings are invalid: " + sayable(e),
        format("Fix the addresses, or the settings in the file that %s names.", option),
        true);
  }

  /** The most exact of Kafka's own sentences, unless it quotes what may be a password. */
  private static String sayable(Exception e) {
    String message = e.getMessage();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof KafkaException || cause instanceof IllegalArgumentException) {
        message = cause.getMessage();
      }
    }
    return message.contains("in JAAS config")
        ? "sasl.jaas.config is not of the form MODULE required NAME=\"VALUE\" ...;"
        : message;
  }

  private String servers() {
    return connection.bootstrapServers();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause().getMessage() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
