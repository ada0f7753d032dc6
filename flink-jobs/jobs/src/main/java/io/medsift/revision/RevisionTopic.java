package io.medsift.revision;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.RevisionCodec;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic of revisions that belongs to the outputs of a curation job. It has one partition, so
 * that all revisions have an order, and is never compacted: each record is part of a history.
 *
 * @param name of the topic
 */
public record RevisionTopic(KafkaConnection connection, String name) {
  /** Name of the topic beside the usual outputs. */
  public static final String USUAL = "revisions";

  public RevisionTopic {
    requireNonNull(connection, "connection is null");
    requireNonNull(name, "name is null");
  }

  /** The topic of the outputs of a job. */
  public static RevisionTopic of(CurationTopics topics) {
    return beside(topics.connection(), topics.accepted());
  }

  /**
   * The topic that belongs to a topic of accepted rows: {@code revisions} to {@code accepted},
   * {@code may-revisions} to {@code may-accepted}, and {@code good-revisions} to {@code good}.
   */
  public static RevisionTopic beside(KafkaConnection connection, String accepted) {
    return new RevisionTopic(connection, CurationTopics.beside(accepted, USUAL));
  }

  /**
   * Returns whether there is such a topic.
   *
   * @throws KafkaException if the brokers do not answer, or this user may not know: a reader that
   *     took that for no would publish what is revoked
   */
  public boolean exists() {
    try (Admin admin = connection.admin()) {
      admin.describeTopics(List.of(name)).allTopicNames().get();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof InvalidTopicException) {
        return false;
      }
      throw new KafkaException(
          e.getCause() instanceof TopicAuthorizationException
              ? "this user needs the ACLs Describe and Read on the topic %s, which holds the revisions of verdicts"
                  .formatted(name)
              : "the topic %s cannot be described at %s: %s"
                  .formatted(name, connection.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    }
  }

  /**
   * Returns whether this user may write to the topic, as far as the brokers say it.
   *
   * @throws KafkaException if the brokers do not answer
   */
  public boolean writable() {
    try (Admin admin = connection.admin()) {
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
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka", e);
    } catch (ExecutionException e) {
      throw new KafkaException(
          "the topic %s cannot be described at %s: %s"
              .formatted(name, connection.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    }
  }

  /**
   * Reads all that is committed now; nothing where there is no topic, as no sample was revised.
   *
   * @throws KafkaException if the brokers do not answer, or the topic may not be read
   */
  public Revisions read() {
    return exists() ? read(TopicRange.now(connection, name)) : new Revisions();
  }

  /** Reads a part of a topic of revisions. */
  public static Revisions read(TopicRange range) {
    Revisions revisions = new Revisions();
    new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .read(range, row -> add(revisions, row));
    range.ends().forEach(revisions::readUpTo);
    return revisions;
  }

  private static void add(Revisions revisions, ConsumerRecord<byte[], byte[]> row) {
    try {
      revisions.add(RevisionCodec.read(row.value()), row.partition());
    } catch (IOException e) {
      revisions.addUnreadable(
          new Position(row.topic(), row.partition(), row.offset()).toString(), e.getMessage());
    }
  }

  /**
   * Writes revisions in one transaction: all or none are visible.
   *
   * @param transactionalId of the writer, unlike that of any other that writes at the same time
   * @throws KafkaException if they cannot be written; the message says why
   */
  public void write(String transactionalId, List<Revision> revisions) {
    Map<String, Object> settings = connection.settings();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (Revision revision : revisions) {
        // What fails here fails the commit.
        var unused =
            producer.send(
                new ProducerRecord<>(
                    name, RevisionCodec.key(revision.position()), RevisionCodec.write(revision)));
      }
      producer.commitTransaction();
    }
  }
}
