package io.medsift.kafka.connector;

import io.medsift.kafka.KafkaConnection;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions as the connector does, and knows which are lost.
 *
 * <ul>
 *   <li>Of transactions that come from a checkpoint, the brokers are asked first. One that was
 *       committed before the job stopped is no failure, though the connector may log it as a loss.
 *       One that the brokers have ended is lost: its rows are in no output. That is logged and
 *       counted in {@link #LOST}, as is one that a later of its name has fenced. Of one that they
 *       no longer know, or do not tell this client of, it is logged that an audit tells.
 *   <li>While a commit gets no answer, no other is sent by the same producer: the client would take
 *       the answer to the one for that to the other. The connector cannot repeat the commit of a
 *       writer's own producer, nor use the producer for others while it waits; so the job restarts,
 *       and commits from its checkpoint.
 * </ul>
 */
@SuppressWarnings("try") // closing may throw any exception, as declared by Flink
final class TransactionCommitter implements Committer<KafkaCommittable> {
  /** The metric that counts lost transactions since the task started. */
  static final String LOST = "lost_transactions";

  private static final Logger LOG = LoggerFactory.getLogger(TransactionCommitter.class);

  private final Committer<KafkaCommittable> committer;
  private final KafkaConnection connection;
  private final Counter lost;

  /** The transaction for whose commit the connector's shared producer waits; null if for none. */
  private String waiting;

  TransactionCommitter(
      Committer<KafkaCommittable> committer, KafkaConnection connection, MetricGroup metrics) {
    this.committer = committer;
    this.connection = connection;
    this.lost = metrics.counter(LOST);
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    boolean unanswered = false;
    for (CommitRequest<KafkaCommittable> each : requests) {
      if (unanswered) {
        each.retryLater();
      } else if (!settledBefore(each)) {
        unanswered = isUnanswered(each);
      }
    }
  }

  private boolean isUnanswered(CommitRequest<KafkaCommittable> request)
      throws IOException, InterruptedException {
    String id = request.getCommittable().getTransactionalId();
    boolean shared = request.getCommittable().getProducer().isEmpty();
    if (shared && waiting != null && !waiting.equals(id)) {
      throw new IOException(
          "the commit of the transaction %s got no answer, and its producer cannot commit %s before it has one; the job starts again from its checkpoint and commits it then"
              .formatted(waiting, id));
    }
    Watched watched = new Watched(request);
    committer.commit(List.of(watched));
    if (watched.unanswered && !shared) {
      throw new IOException(
          "the brokers did not answer the commit of the transaction %s; the job starts again from its checkpoint and commits it then"
              .formatted(id));
    }
    if (shared) {
      waiting = watched.unanswered ? id : null;
    }
    return watched.unanswered;
  }

  /** Returns whether a transaction from a checkpoint has ended, so that nothing is to be done. */
  private boolean settledBefore(CommitRequest<KafkaCommittable> request) {
    KafkaCommittable transaction = request.getCommittable();
    if (transaction.getProducer().isPresent()) {
      return false;
    }
    switch (TransactionStatus.of(connection, transaction)) {
      case COMMITTED -> {
        request.signalAlreadyCommitted();
        return true;
      }
      case LOST -> {
        lose(
            transaction.getTransactionalId(),
            request,
            new IllegalStateException("the brokers have ended it"));
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void lose(String transaction, CommitRequest<KafkaCommittable> request, Throwable reason) {
    lost.inc();
    LOG.error(
        "The transaction {} is lost: the brokers ended it before it was "
            + "committed, because the job was down for longer than the transaction "
            + "timeout. Its rows are in no output. For the curation job, 'medsift "
            + "repair' writes them again; 'medsift audit' names them.",
        transaction,
        reason);
    request.signalFailedWithKnownReason(reason);
  }

  /** Its rows may be there or not. */
  private static void forget(CommitRequest<KafkaCommittable> request, Throwable reason) {
    LOG.warn(
        "The outcome of the transaction {} is unknown: the brokers no longer know it, or this user"
            + " lacks the right Describe on it. 'medsift audit' tells whether rows are missing.",
        request.getCommittable().getTransactionalId(),
        reason);
    // What Flink counts as failed is taken for lost by the alert.
    request.signalAlreadyCommitted();
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  /** A request that knows what the connector said of it. */
  private final class Watched implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<KafkaCommittable> request;
    private boolean unanswered;

    private Watched(CommitRequest<KafkaCommittable> request) {
      this.request = request;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      switch (TransactionStatus.of(connection, getCommittable())) {
        case COMMITTED -> request.signalAlreadyCommitted();
        case UNKNOWN -> forget(request, reason);
        default -> lose(getCommittable().getTransactionalId(), request, reason);
      }
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      // The brokers forget a transaction after a week; to repeat its commit cannot help.
      if (reason instanceof InvalidPidMappingException
          || reason instanceof TransactionalIdNotFoundException) {
        forget(request, reason);
      } else {
        request.signalFailedWithUnknownReason(reason);
      }
    }

    @Override
    public void retryLater() {
      unanswered = true;
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable other) {
      unanswered = true;
      request.updateAndRetryLater(other);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
