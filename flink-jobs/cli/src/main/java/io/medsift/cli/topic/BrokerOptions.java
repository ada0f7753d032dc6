package io.medsift.cli.topic;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.kafka.BrokerAccess;
import io.medsift.kafka.ClientFile;
import io.medsift.kafka.KafkaConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the connection to Kafka, the same for all commands. */
public final class BrokerOptions {
  private static final String CLIENT_FILE = "--command-config";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, comma-separated.")
  private String bootstrapServers;

  @Option(
      names = CLIENT_FILE,
      paramLabel = "FILE",
      description = {
        "Properties of Kafka clients, for brokers that require TLS or SASL; deploy/security has"
            + " examples. Its content is neither shown nor stored."
      })
  private Path file;

  private KafkaConnection connection;

  /** Returns whether brokers are named. */
  public boolean named() {
    if (bootstrapServers == null && file != null) {
      throw wrong(CLIENT_FILE + " goes with --bootstrap-servers", null);
    }
    return bootstrapServers != null;
  }

  /**
   * The connection to the brokers, which must be {@link #named()}. The first call connects once, so
   * that a command ends where it is not let in.
   *
   * @throws ParameterException if what names the brokers are no addresses, or the file of client
   *     settings cannot be used
   * @throws CommandFailedException if the brokers do not let a client in, or do not answer
   */
  public KafkaConnection connection() throws InterruptedException {
    if (connection == null) {
      KafkaConnection named = unchecked();
      Optional<BrokerAccess.Refusal> refusal = refusal(named);
      if (refusal.isPresent()) {
        throw new CommandFailedException(refusal.get().problem(), refusal.get().advice());
      }
      connection = named;
    }
    return connection;
  }

  /** The connection, before anything was asked of the brokers. */
  public KafkaConnection unchecked() {
    BrokerAddresses.problem(bootstrapServers)
        .ifPresent(
            problem -> {
              throw wrong("--bootstrap-servers: " + problem, null);
            });
    if (file == null) {
      return KafkaConnection.plain(bootstrapServers);
    }
    try {
      ClientFile settings = ClientFile.read(file);
      settings
          .warning()
          .ifPresent(warning -> command.commandLine().getErr().println("medsift: " + warning));
      return new KafkaConnection(bootstrapServers, settings.references());
    } catch (IllegalArgumentException e) {
      throw wrong(CLIENT_FILE + ": " + e.getMessage(), e);
    }
  }

  /** Why the brokers do not let a client in; empty if they do. */
  public static Optional<BrokerAccess.Refusal> refusal(KafkaConnection connection)
      throws InterruptedException {
    return BrokerAccess.check(connection, CLIENT_FILE);
  }

  /** Returns the same options for another command. */
  public List<String> arguments() {
    return file == null
        ? List.of("--bootstrap-servers", bootstrapServers)
        : List.of("--bootstrap-servers", bootstrapServers, CLIENT_FILE, file.toString());
  }

  /** Returns the same options for the tools that come with Kafka, most of which take them too. */
  public String forKafkaTools() {
    return "--bootstrap-server "
        + bootstrapServers
        + (file == null ? "" : " " + CLIENT_FILE + " " + file);
  }

  private ParameterException wrong(String message, Throwable cause) {
    return new ParameterException(command.commandLine(), message, cause);
  }

  /** Addresses of brokers as a person writes them. */
  static final class BrokerAddresses {
    private static final Pattern ADDRESS =
        Pattern.compile("(?:\\w+://)?(?:[^\\s:/\\[\\]]+|\\[[0-9a-fA-F:.%]+\\]):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    private BrokerAddresses() {}

    /** Returns what is wrong with them, without a full stop; empty where nothing is. */
    static Optional<String> problem(String addresses) {
      for (String address : addresses.split(",", -1)) {
        Matcher matcher = ADDRESS.matcher(address.strip());
        if (!matcher.matches() || !isPort(Integer.parseInt(matcher.group(1)))) {
          return Optional.of(
              "'%s' is not of the form HOST:PORT, such as localhost:9092"
                  .formatted(address.strip()));
        }
      }
      return Optional.empty();
    }

    private static boolean isPort(int number) {
      return number >= 1 && number <= MAX_PORT;
    }
  }
}
