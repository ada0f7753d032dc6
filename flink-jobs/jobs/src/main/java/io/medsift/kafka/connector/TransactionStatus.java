package io.medsift.kafka.connector;

import io.medsift.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Status of a transaction that a checkpoint holds. */
public enum TransactionStatus {
  /** It can be committed. */
  OPEN,
  /** Its rows are visible, or are about to be. */
  COMMITTED,
  /** The brokers have ended it, so that its rows will never be visible. */
  LOST,
  /** It has ended and a later one has its name; how it ended, the brokers no longer say. */
  FENCED,
  /** The brokers do not say: they no longer know it, do not answer, or do not tell this client. */
  UNKNOWN;

  private static final Logger LOG = LoggerFactory.getLogger(TransactionStatus.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Asks the brokers. */
  public static TransactionStatus of(KafkaConnection connection, KafkaCommittable transaction) {
    String id = transaction.getTransactionalId();
    try (Admin admin = connection.admin(TIMEOUT)) {
      return of(
          admin.describeTransactions(List.of(id)).description(id).get(),
          transaction.getProducerId(),
          transaction.getEpoch());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("The outcome of the transaction {} is unknown.", id, e);
      return UNKNOWN;
    }
  }

  /** The brokers count the epoch up with the end of a transaction, or leave it. */
  static TransactionStatus of(TransactionDescription now, long producer, short epoch) {
    int ahead = now.producerEpoch() - epoch;
    boolean known = now.producerId() == producer;
    boolean same = known && (ahead == 0 || ahead == 1);
    TransactionStatus other = known && ahead > 0 ? FENCED : UNKNOWN;
    return switch (now.state()) {
      case ONGOING -> same && ahead == 0 ? OPEN : other;
      case PREPARE_COMMIT, COMPLETE_COMMIT -> same ? COMMITTED : other;
      case PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE -> same ? LOST : other;
      default -> other;
    };
  }
}
