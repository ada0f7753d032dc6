package io.medsift.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.embedded.Testbed;
import io.medsift.kafka.KafkaConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing may throw any exception, as declared by Flink
class TransactionCommitterTest {
  private final Counter lost = new SimpleCounter();
  private final List<String> said = new ArrayList<>();

  @Test
  void commitsATransactionOfACheckpoint() throws Exception {
    commit(written(false));
    assertThat(said).isEmpty();
    assertThat(lost.getCount()).isZero();
  }

  /** As after a restore from a checkpoint whose commit went through before the job died. */
  @Test
  void aTransactionThatWasCommittedBeforeIsNotLost() throws Exception {
    commit(written(true));
    assertThat(said).containsExactly("already committed");
    assertThat(lost.getCount()).isZero();
  }

  /** As the brokers do after the timeout of a transaction. */
  @Test
  void aTransactionThatWasEndedIsCountedAsLost() throws Exception {
    KafkaCommittable transaction = written(false);
    try (var other = producer(transaction.getTransactionalId())) {
      other.initTransactions();
    }
    commit(transaction);
    assertThat(said).containsExactly("failed");
    assertThat(lost.getCount()).isOne();
  }

  /** As of one that is older than the brokers remember: its rows may be there. */
  @Test
  void aTransactionThatTheBrokersNoLongerKnowIsNotCountedAsLost() throws Exception {
    commit(new KafkaCommittable(7, (short) 3, Testbed.name("forgotten"), null));
    assertThat(said).containsExactly("already committed");
    assertThat(lost.getCount()).isZero();
  }

  @Test
  void whatBecameOfATransactionIsReadFromItsStateAndEpoch() {
    assertThat(fate(TransactionState.ONGOING, 7, 3)).isEqualTo(TransactionStatus.OPEN);
    assertThat(fate(TransactionState.ONGOING, 7, 4)).isEqualTo(TransactionStatus.FENCED);
    assertThat(fate(TransactionState.COMPLETE_COMMIT, 7, 3)).isEqualTo(TransactionStatus.COMMITTED);
    assertThat(fate(TransactionState.COMPLETE_COMMIT, 7, 4)).isEqualTo(TransactionStatus.COMMITTED);
    assertThat(fate(TransactionState.COMPLETE_COMMIT, 8, 0)).isEqualTo(TransactionStatus.UNKNOWN);
    assertThat(fate(TransactionState.COMPLETE_ABORT, 7, 4)).isEqualTo(TransactionStatus.LOST);
    assertThat(fate(TransactionState.COMPLETE_ABORT, 7, 5)).isEqualTo(TransactionStatus.FENCED);
    assertThat(fate(TransactionState.EMPTY, 7, 4)).isEqualTo(TransactionStatus.FENCED);
  }

  /** The client would take the answer to the first commit for that to the second. */
  @Test
  void whileACommitGetsNoAnswerNoOtherIsSent() throws Exception {
    List<String> sent = new ArrayList<>();
    Committer<KafkaCommittable> silent =
        new Committer<>() {
          @Override
          public void commit(java.util.Collection<CommitRequest<KafkaCommittable>> requests) {
            for (CommitRequest<KafkaCommittable> each : requests) {
              sent.add(each.getCommittable().getTransactionalId());
              each.retryLater();
            }
          }

          @Override
          public void close() {}
        };
    KafkaCommittable first = written(false);
    KafkaCommittable second = written(false);
    TransactionCommitter committer = committer(silent);
    committer.commit(List.of(new Said(first), new Said(second)));
    assertThat(sent).containsExactly(first.getTransactionalId());
    assertThat(said).containsExactly("again", "again");

    commit(first);
    assertThatThrownBy(() -> committer.commit(List.of(new Said(first), new Said(second))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot commit " + second.getTransactionalId());
    assertThat(sent).containsExactly(first.getTransactionalId());
    assertThat(said).containsExactly("again", "again", "already committed");

    try (var own = producer("own")) {
      KafkaCommittable ofTheWriter = new KafkaCommittable(7, (short) 3, "own", own);
      assertThatThrownBy(() -> committer(silent).commit(List.of(new Said(ofTheWriter))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("did not answer the commit of the transaction own");
    }
  }

  private static TransactionStatus fate(TransactionState state, long producer, int epoch) {
    return TransactionStatus.of(
        new TransactionDescription(
            0, state, producer, epoch, 1_000, OptionalLong.empty(), Set.of()),
        7,
        (short) 3);
  }

  private void commit(KafkaCommittable transaction) throws Exception {
    try (TransactionCommitter committer =
        committer(
            new KafkaCommitter(
                properties(),
                Testbed.name("committer"),
                0,
                0,
                false,
                FlinkKafkaInternalProducer::new))) {
      committer.commit(List.of(new Said(transaction)));
    }
  }

  private TransactionCommitter committer(Committer<KafkaCommittable> connectors) throws Exception {
    return new TransactionCommitter(
        connectors,
        KafkaConnection.plain(Testbed.broker().bootstrapServers()),
        new UnregisteredMetricsGroup() {
          @Override
          public Counter counter(String name) {
            return lost;
          }
        });
  }

  /** A transaction with a record, as a checkpoint knows it. */
  private static KafkaCommittable written(boolean committed) throws Exception {
    String topic = Testbed.name("transactions");
    Testbed.broker().createTopic(topic, 1, Map.of());
    try (var producer = producer(Testbed.name("transaction"))) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(new ProducerRecord<>(topic, new byte[1]));
      producer.flush();
      KafkaCommittable transaction =
          new KafkaCommittable(
              producer.getProducerId(), producer.getEpoch(), producer.getTransactionalId(), null);
      if (committed) {
        producer.commitTransaction();
      }
      return transaction;
    }
  }

  private static FlinkKafkaInternalProducer<byte[], byte[]> producer(String id) throws Exception {
    return new FlinkKafkaInternalProducer<>(properties(), id);
  }

  private static Properties properties() throws IOException {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", Testbed.broker().bootstrapServers());
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    return properties;
  }

  /** Notes what is said of a transaction. */
  private final class Said implements CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;

    private Said(KafkaCommittable committable) {
      this.committable = committable;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      said.add("failed");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      said.add("failed for an unknown reason: " + reason);
    }

    @Override
    public void retryLater() {
      said.add("again");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable other) {
      said.add("again");
    }

    @Override
    public void signalAlreadyCommitted() {
      said.add("already committed");
    }
  }
}
