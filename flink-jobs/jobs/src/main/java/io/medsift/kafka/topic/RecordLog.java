package io.medsift.kafka.topic;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.CreatedTopics;
import io.medsift.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small topic of records that commands and people write, a few at a time, in transactions. It has
 * one partition, so that its records have an order, and need not exist before the first of them.
 *
 * @param holds what its records are, for messages, such as {@code the revisions of verdicts}
 */
public record RecordLog(KafkaConnection connection, String name, String holds) {

  private static final Logger LOG = LoggerFactory.getLogger(RecordLog.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  public RecordLog {
    requireNonNull(connection, "connection is null");
    requireNonNull(name, "name is null");
    requireNonNull(holds, "holds is null");
  }

  /**
   * A record.
   *
   * @param value null to take back what the key says
   */
  public record Entry(byte[] key, byte[] value) {}

  /** Thrown if the brokers do not say in time whether records were written. */
  public static final class UnknownOutcomeException extends KafkaException {
    private static final long serialVersionUID = 1;

    private UnknownOutcomeException(String name, Throwable cause) {
      super(
          "it is not known whether it was written to the topic %s (%s)"
              .formatted(name, cause.getMessage()),
          cause);
    }
  }

  /**
   * Returns whether there is such a topic.
   *
   * @throws KafkaException if the brokers do not answer, or this user may not know; then its cause
   *     is a {@link TopicAuthorizationException}
   */
  public boolean exists() {
    try (Admin admin = connection.admin(TIMEOUT)) {
      admin.describeTopics(List.of(name)).allTopicNames().get();
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof InvalidTopicException) {
        return false;
      }
      throw new KafkaException(
          e.getCause() instanceof TopicAuthorizationException
              ? "this user needs the ACLs Describe and Read on the topic %s, which holds %s"
                  .formatted(name, holds)
              : notDescribed(e),
          e.getCause());
    }
  }

  /**
   * Returns whether this user may write to the topic, as far as the brokers say it.
   *
   * @throws KafkaException if the brokers do not answer
   */
  public boolean writable() {
    try (Admin admin = connection.admin(TIMEOUT)) {
      var allowed =
          admin
              .describeTopics(
                  List.of(name), new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .allTopicNames()
              .get()
              .get(name)
              .authorizedOperations();
      return allowed == null || allowed.contains(AclOperation.WRITE);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new KafkaException(notDescribed(e), e.getCause());
    }
  }

  private String notDescribed(ExecutionException e) {
    return "the topic %s cannot be described at %s: %s"
        .formatted(name, connection.bootstrapServers(), e.getCause().getMessage());
  }

  private static InterruptException interrupted(InterruptedException e) {
    return new InterruptException("interrupted while asking Kafka", e);
  }

  /**
   * Creates the topic, with one partition, where there is none, and waits until the brokers name
   * it.
   *
   * @throws KafkaException if it cannot be created; the message says why
   */
  public void create(Map<String, String> settings) {
    boolean known = exists();
    try (Admin admin = connection.admin(TIMEOUT)) {
      if (!known) {
        create(admin, settings);
      }
      // Of one that somebody else has just created, too, not every broker may know.
      CreatedTopics.await(admin, List.of(name));
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new KafkaException(
          "the topic %s, for %s, cannot be created at %s: %s"
              .formatted(name, holds, connection.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    }
  }

  private void create(Admin admin, Map<String, String> settings)
      throws InterruptedException, ExecutionException {
    try {
      admin
          .createTopics(
              List.of(
                  new NewTopic(name, Optional.of(1), Optional.<Short>empty()).configs(settings)))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /**
   * Writes records in one transaction: all or none are visible. Of writers with the same id the one
   * that began last succeeds, and the others fail; so it has read everything that such writers
   * wrote before it.
   *
   * @param transactionalId of the writer
   * @param decide gives the records, once writers before it can write no more; none to write none
   * @throws UnknownOutcomeException if the brokers do not say in time whether they were written
   * @throws KafkaException if they cannot be written; the message says why
   */
  public void write(String transactionalId, Supplier<List<Entry>> decide) {
    Map<String, Object> settings = connection.settings();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT.toMillis());
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      List<Entry> entries = decide.get();
      if (entries.isEmpty()) {
        return;
      }
      producer.beginTransaction();
      for (Entry entry : entries) {
        // What fails here fails the commit.
        var unused = producer.send(new ProducerRecord<>(name, entry.key(), entry.value()));
      }
      commit(producer);
    } finally {
      close(producer);
    }
  }

  private void commit(KafkaProducer<byte[], byte[]> producer) {
    try {
      producer.commitTransaction();
    } catch (TimeoutException | InterruptException e) {
      throw new UnknownOutcomeException(name, e);
    }
  }

  private void close(KafkaProducer<byte[], byte[]> producer) {
    try {
      producer.close(TIMEOUT);
    } catch (KafkaException e) {
      // What was committed stays so, and what was not is reported already.
      LOG.debug("a producer of {} cannot be closed", name, e);
    }
  }
}
