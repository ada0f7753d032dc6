package io.medsift.testkit.process;

import io.medsift.kafka.BrokerAccess;
import io.medsift.kafka.ClientFile;
import io.medsift.kafka.KafkaConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker as an operator secures it, in a process of its own: one listener wants TLS and a user of
 * SCRAM-SHA-512, the other TLS and a certificate of the client. Clients use the files of {@code
 * deploy/security}, with places and password filled in.
 */
public final class SecuredBroker implements AutoCloseable {
  /** Password of the user. */
  public static final String PASSWORD = "planted-secret-7391";

  private static final Path EXAMPLES = Path.of("..", "deploy", "security");
  private static final String USER = "medsift";
  private static final String SETTINGS =
      """
      process.roles=broker,controller
      node.id=1
      listeners=USERS://127.0.0.1:%1$d,CERTIFICATES://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
      advertised.listeners=USERS://127.0.0.1:%1$d,CERTIFICATES://127.0.0.1:%2$d
      listener.security.protocol.map=USERS:SASL_SSL,CERTIFICATES:SSL,CONTROLLER:SSL
      controller.listener.names=CONTROLLER
      controller.quorum.voters=1@127.0.0.1:%3$d
      inter.broker.listener.name=CERTIFICATES
      sasl.enabled.mechanisms=SCRAM-SHA-512
      listener.name.users.scram-sha-512.sasl.jaas.config=\
        org.apache.kafka.common.security.scram.ScramLoginModule required;
      listener.name.certificates.ssl.client.auth=required
      listener.name.controller.ssl.client.auth=required
      ssl.keystore.type=PKCS12
      ssl.keystore.location=%4$s/broker.p12
      ssl.keystore.password=%5$s
      ssl.truststore.type=PKCS12
      ssl.truststore.location=%4$s/trust.p12
      ssl.truststore.password=%5$s
      log.dirs=%4$s/kafka
      auto.create.topics.enable=false
      # Tests write records of 1970.
      log.retention.ms=-1
      group.initial.rebalance.delay.ms=0
      offsets.topic.replication.factor=1
      offsets.topic.num.partitions=1
      transaction.state.log.replication.factor=1
      transaction.state.log.num.partitions=1
      transaction.state.log.min.isr=1
      """;

  private final Path directory;
  private final Process process;
  private final int usersPort;
  private final int certificatesPort;

  private SecuredBroker(Path directory, int usersPort, int certificatesPort) throws IOException {
    this.directory = directory;
    this.usersPort = usersPort;
    this.certificatesPort = certificatesPort;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(StandaloneCluster.QUICK);
    command.addAll(List.of("-Xmx512m", "-Dmedsift.log=" + log(), "kafka.Kafka"));
    command.add(directory.resolve("server.properties").toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log().toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().remove("JDK_JAVA_OPTIONS");
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts a broker that keeps everything in a directory, and waits until it lets clients in. */
  public static SecuredBroker start(Path directory) throws Exception {
    Files.createDirectories(directory);
    CompletableFuture<Certificate> making =
        CompletableFuture.supplyAsync(() -> certificate(directory, "user"));
    Certificate broker = certificate(directory, "broker");
    Certificate user = making.join();
    Certificate.trust(directory.resolve("trust.p12"), List.of(broker, user));
    Files.writeString(directory.resolve("ca.crt"), broker.certificate());
    Files.writeString(directory.resolve("user.pem"), user.key() + user.certificate());
    int usersPort = FreePorts.next();
    int certificatesPort = FreePorts.next();
    Files.writeString(
        directory.resolve("server.properties"),
        SETTINGS.formatted(
            usersPort, certificatesPort, FreePorts.next(), directory, Certificate.STORE_PASSWORD));
    format(directory.resolve("kafka"));
    SecuredBroker started = new SecuredBroker(directory, usersPort, certificatesPort);
    try {
      started.await();
    } catch (Exception | AssertionError e) {
      started.close();
      throw e;
    }
    return started;
  }

  private static Certificate certificate(Path directory, String name) {
    try {
      return Certificate.make(directory, name);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a certificate was made", e);
    }
  }

  private static void format(Path logs) throws Exception {
    try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, "UTF-8")) {
      new Formatter()
          .setPrintStream(nowhere)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(logs.toString()))
          .setMetadataLogDirectory(logs.toString())
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setControllerListenerName("CONTROLLER")
          .setScramArguments(
              List.of("SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, PASSWORD)))
          .run();
    }
  }

  private void await() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    Optional<BrokerAccess.Refusal> refusal = BrokerAccess.check(connection(), "a test");
    while (refusal.isPresent()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError(refusal.get().problem() + "\n" + Files.readString(log()));
      }
      refusal = BrokerAccess.check(connection(), "a test");
    }
  }

  private Path log() {
    return directory.resolve("broker.log");
  }

  /** Address of the listener that wants a user. */
  public String users() {
    return "127.0.0.1:" + usersPort;
  }

  /** Address of the listener that wants a certificate. */
  public String certificates() {
    return "127.0.0.1:" + certificatesPort;
  }

  /** The client file of the user. */
  public Path userFile() throws IOException {
    return userFile(PASSWORD);
  }

  /** The same with another password. */
  public Path userFile(String password) throws IOException {
    return client("client-tls-sasl.properties", password);
  }

  /** The client file of whoever has the certificate. */
  public Path certificateFile() throws IOException {
    return client("client-mtls.properties", "");
  }

  private Path client(String example, String password) throws IOException {
    Path file = directory.resolve(Integer.toHexString(password.hashCode()) + "-" + example);
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          Files.readString(EXAMPLES.resolve(example))
              .replace("/etc/medsift/kafka", directory.toString())
              .replace("change-me", password));
    }
    return file;
  }

  /** The connection of the user. */
  public KafkaConnection connection() throws IOException {
    return new KafkaConnection(users(), ClientFile.read(userFile()).references());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
