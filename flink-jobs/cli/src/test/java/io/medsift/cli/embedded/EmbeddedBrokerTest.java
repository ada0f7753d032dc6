package io.medsift.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.CommittedEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final String TOPIC = "rows";

  @TempDir private Path directory;

  @Test
  void showsOnlyWhatWasCommittedAndKeepsItOverARestart() throws Exception {
    // Threads are of the group of those that start them.
    ThreadGroup threads = new ThreadGroup("broker");
    FutureTask<Void> test = new FutureTask<>(this::showsOnlyWhatWasCommitted);
    Thread first = new Thread(threads, test);
    first.start();
    test.get();
    first.join();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!names(threads).isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(names(threads)).as("threads of the broker two minutes after its end").isEmpty();
  }

  @Test
  void listensOnLoopbackAlone() throws Exception {
    assumeThat(ListeningSockets.areKnown()).isTrue();
    Set<InetSocketAddress> now = new HashSet<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
      now.addAll(ListeningSockets.ofThisProcess());
    }
    assertThat(now).hasSizeGreaterThanOrEqualTo(2).allMatch(ListeningSockets::isLoopback);
  }

  private static List<String> names(ThreadGroup group) {
    Thread[] threads = new Thread[1_000];
    int count = group.enumerate(threads);
    // The library that counts keeps threads for all brokers of a process.
    return Stream.of(threads)
        .limit(count)
        .map(Thread::getName)
        .filter(name -> !name.startsWith("metrics-meter-tick-thread"))
        .toList();
  }

  private Void showsOnlyWhatWasCommitted() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      broker.createTopic(TOPIC, 1, Map.of());
      broker.createTopic(TOPIC, 1, Map.of());
      try (KafkaProducer<String, String> producer = producer(broker)) {
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, "kept");
        producer.commitTransaction();
        producer.beginTransaction();
        send(producer, "aborted");
        producer.flush();
        producer.abortTransaction();
      }
      assertThat(readCommitted(broker)).containsExactly("kept");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      assertThat(readCommitted(broker)).containsExactly("kept");
    }
    return null;
  }

  @Test
  void takesRecordsOfManyMebibytes() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      broker.createTopic(TOPIC, 1, Map.of());
      String huge = "x".repeat(20 << 20);
      try (KafkaProducer<String, String> producer = producer(broker)) {
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, huge);
        producer.commitTransaction();
      }
      assertThat(readCommitted(broker)).containsExactly(huge);
      // Nobody can hold readers back for longer than that.
      try (KafkaProducer<String, String> holding = producer(broker, Duration.ofMinutes(61))) {
        assertThatThrownBy(holding::initTransactions)
            .hasMessageContaining("larger than the maximum value allowed by the broker");
      }
    }
  }

  /**
   * What a producer sees that was held up for longer than its transaction may last. Flink's sink
   * only logs it where the transaction was to be committed, so that the rows are missing.
   */
  @Tag("long")
  @Test
  void takesNoCommitOfATransactionThatItGaveUp() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
        KafkaProducer<String, String> producer = producer(broker, Duration.ofSeconds(1));
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
      broker.createTopic(TOPIC, 1, Map.of());
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, "late");
      producer.flush();
      awaitAbort(admin);
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(InvalidTxnStateException.class);
      assertThat(readCommitted(broker)).isEmpty();
    }
  }

  private static void awaitAbort(Admin admin) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    TransactionState state = null;
    while (state != TransactionState.COMPLETE_ABORT && System.nanoTime() < deadline) {
      Thread.sleep(200);
      state = admin.describeTransactions(List.of("test")).description("test").get().state();
    }
    assertThat(state)
        .as("a transaction of one second after 5 minutes")
        .isEqualTo(TransactionState.COMPLETE_ABORT);
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (BoundSocket taken = BoundSocket.bind(0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.port()))
          .isInstanceOf(IOException.class)
          .hasMessage("port %d on 127.0.0.1 is taken", taken.port());
    }
  }

  private static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
    return producer(broker, KafkaConnector.TRANSACTION_TIMEOUT);
  }

  private static KafkaProducer<String, String> producer(
      EmbeddedBroker broker, Duration transactionTimeout) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            "test",
            "transaction.timeout.ms",
            (int) transactionTimeout.toMillis(),
            "max.request.size",
            64 << 20),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(KafkaProducer<String, String> producer, String value) {
    Future<?> unused = producer.send(new ProducerRecord<>(TOPIC, value));
  }

  private static List<String> readCommitted(EmbeddedBroker broker) throws InterruptedException {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(TOPIC, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end =
          CommittedEnd.await(KafkaConnection.plain(broker.bootstrapServers()), TOPIC)
              .get(partitions.get(0));
      List<String> values = new ArrayList<>();
      while (consumer.position(partitions.get(0)) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
