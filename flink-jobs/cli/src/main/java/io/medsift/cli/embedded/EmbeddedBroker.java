package io.medsift.cli.embedded;

import static java.lang.String.format;

import io.medsift.kafka.CreatedTopics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.FaultHandlerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A Kafka broker and its KRaft controller in this process, on loopback only.
 *
 * <p>It keeps its logs under the directory it is given and starts again from them; it never deletes
 * that directory. Several may run at once. After {@link #close()} no thread, socket or file handle
 * of it is left.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** Longest record that the broker takes on any topic, in bytes. */
  public static final int MAX_RECORD_BYTES = 512 << 20;

  // An abandoned transaction blocks readers until its timeout.
  private static final Duration MAX_TRANSACTION = Duration.ofHours(1);

  private static final int NODE = 1;
  private static final String CONTROLLER_LISTENER = "CONTROLLER";

  // A fault of an embedded broker must not end the process that embeds it.
  private static final FaultHandlerFactory FAULTS =
      (name, fatal, action) -> new LoggingFaultHandler(name, action);

  private final String bootstrapServers;
  private final Metrics metrics;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private boolean closed;

  private EmbeddedBroker(
      Path directory, BoundSocket clients, BoundSocket quorum, int advertisedPort)
      throws IOException {
    int advertised = advertisedPort == 0 ? clients.port() : advertisedPort;
    this.bootstrapServers = "127.0.0.1:" + advertised;
    KafkaConfig config =
        new KafkaConfig(settings(directory, clients.port(), quorum.port(), advertised), false);
    formatOnce(directory);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> logs =
        KafkaRaftServer.initializeLogDirs(
            config, LoggerFactory.getLogger(EmbeddedBroker.class), "");
    this.metrics =
        Server.initializeMetrics(config, Time.SYSTEM, logs._1().clusterId().orElseThrow());
    ServerSocketFactory sockets =
        (listener, address, backlog, receiveBuffer) ->
            (listener.equals(CONTROLLER_LISTENER) ? quorum : clients).handOver();
    SharedServer shared =
        new SharedServer(
            config,
            logs._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(Map.of(NODE, quorum.address())),
            List.of(),
            FAULTS,
            sockets);
    this.broker = new BrokerServer(shared);
    this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logs._2());
  }

  /**
   * Starts a broker on a free port.
   *
   * @param directory where it keeps its logs; created if absent
   */
  public static EmbeddedBroker start(Path directory) throws IOException {
    return start(directory, 0);
  }

  /**
   * Starts a broker on {@code port}, or on a free one if that is 0.
   *
   * @throws IOException if the port is taken or the directory cannot be used; the message says so
   */
  public static EmbeddedBroker start(Path directory, int port) throws IOException {
    return start(directory, port, 0);
  }

  /**
   * Starts a broker behind a proxy on loopback.
   *
   * @param advertisedPort port that clients get, 0 for {@code port}
   * @throws IOException if the port is taken or the directory cannot be used; the message says so
   */
  public static EmbeddedBroker start(Path directory, int port, int advertisedPort)
      throws IOException {
    Files.createDirectories(directory);
    try (BoundSocket clients = bind(port);
        BoundSocket quorum = bind(0)) {
      EmbeddedBroker embedded = new EmbeddedBroker(directory, clients, quorum, advertisedPort);
      try {
        embedded.controller.startup();
        embedded.broker.startup();
      } catch (RuntimeException e) {
        embedded.close();
        throw e;
      }
      return embedded;
    }
  }

  private static BoundSocket bind(int port) throws IOException {
    try {
      return BoundSocket.bind(port);
    } catch (BindException e) {
      throw new IOException(format(Locale.ROOT, "port %d on 127.0.0.1 is taken", port), e);
    }
  }

  private static Map<String, String> settings(
      Path directory, int clients, int quorum, int advertised) {
    Map<String, Object> values = new HashMap<>();
    values.put("process.roles", "broker,controller");
    values.put("node.id", NODE);
    values.put("listeners", listeners(clients, quorum));
    values.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertised);
    values.put("controller.listener.names", CONTROLLER_LISTENER);
    values.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    values.put("controller.quorum.voters", NODE + "@127.0.0.1:" + quorum);
    values.put("log.dirs", directory.toString());
    values.put("auto.create.topics.enable", false);
    values.put("group.initial.rebalance.delay.ms", 0);
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      values.put(internal + ".replication.factor", 1);
      values.put(internal + ".num.partitions", 1);
    }
    values.put("transaction.state.log.min.isr", 1);
    values.put("share.coordinator.state.topic.min.isr", 1);
    values.put("transaction.max.timeout.ms", (int) MAX_TRANSACTION.toMillis());
    values.put("message.max.bytes", MAX_RECORD_BYTES);
    values.put("replica.fetch.max.bytes", MAX_RECORD_BYTES);
    values.put("socket.request.max.bytes", MAX_RECORD_BYTES + (1 << 20));
    values.put("log.retention.ms", -1L);
    values.put("log.segment.bytes", 1 << 30);
    values.put("log.cleaner.dedupe.buffer.size", 4L << 20);
    values.put("log.cleaner.io.buffer.size", 64 << 10);
    values.put("num.network.threads", 2);
    values.put("num.io.threads", 4);
    values.put("num.recovery.threads.per.data.dir", 2);
    Map<String, String> settings = new HashMap<>();
    values.forEach((name, value) -> settings.put(name, value.toString()));
    return settings;
  }

  private static String listeners(int clients, int quorum) {
    return format(
        Locale.ROOT, "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d", clients, quorum);
  }

  private static void formatOnce(Path directory) throws IOException {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, "UTF-8")) {
      new Formatter()
          .setPrintStream(nowhere)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(directory.toString()))
          .setMetadataLogDirectory(directory.toString())
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setControllerListenerName(CONTROLLER_LISTENER)
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot format " + directory + " for Kafka", e);
    }
  }

  /** Address for clients, host and port. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Creates a topic if there is none of the name.
   *
   * @param settings topic settings by their Kafka names
   */
  public void createTopic(String name, int partitions, Map<String, String> settings) {
    createTopics(
        List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings)));
  }

  /** Creates those of the topics of whose name there is none. */
  public void createTopics(List<NewTopic> topics) {
    try (Admin admin =
        Admin.create(
            Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers))) {
      for (Map.Entry<String, KafkaFuture<Void>> made :
          admin.createTopics(topics).values().entrySet()) {
        await(made.getKey(), made.getValue());
      }
      CreatedTopics.await(admin, topics.stream().map(NewTopic::name).toList());
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot list the topics", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  private static void await(String topic, KafkaFuture<Void> made) throws InterruptedException {
    try {
      made.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("cannot create topic " + topic, e.getCause());
      }
    }
  }

  /** Stops the broker; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (metrics) {
      broker.shutdown(Duration.ofSeconds(10));
      controller.shutdown();
      broker.awaitShutdown();
      controller.awaitShutdown();
    }
  }
}
