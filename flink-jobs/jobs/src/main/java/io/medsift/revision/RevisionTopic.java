package io.medsift.revision;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.RevisionCodec;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.RecordLog;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic of revisions that belongs to the outputs of a curation job. It has one partition, so
 * that all revisions have an order, and is never compacted: each record is part of a history.
 *
 * @param name of the topic
 */
public record RevisionTopic(KafkaConnection connection, String name) {
  /** Name of the topic beside the usual outputs. */
  public static final String USUAL = "revisions";

  private static final Map<String, String> SETTINGS = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");

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

  private RecordLog log() {
    return new RecordLog(connection, name, "the revisions of verdicts");
  }

  /**
   * Returns whether there is such a topic.
   *
   * @throws KafkaException if the brokers do not answer, or this user may not know: a reader that
   *     took that for no would publish what is revoked
   */
  public boolean exists() {
    return log().exists();
  }

  /**
   * Returns whether this user may write to the topic, as far as the brokers say it.
   *
   * @throws KafkaException if the brokers do not answer
   */
  public boolean writable() {
    return log().writable();
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
    scan(range, revisions::add, revisions::addUnreadable);
    range.ends().forEach(revisions::readUpTo);
    return revisions;
  }

  /**
   * Passes on the revisions of a part of a topic one by one, those of a partition in order.
   *
   * @param each receives a revision and its partition
   * @param unreadable receives the place of a record that is not a revision, and what is wrong
   */
  public static void scan(
      TopicRange range, ObjIntConsumer<Revision> each, BiConsumer<String, String> unreadable) {
    new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .read(range, row -> hand(row, each, unreadable));
  }

  private static void hand(
      ConsumerRecord<byte[], byte[]> row,
      ObjIntConsumer<Revision> each,
      BiConsumer<String, String> unreadable) {
    Revision revision;
    try {
      revision = RevisionCodec.read(row.value());
    } catch (IOException e) {
      unreadable.accept(
          new Position(row.topic(), row.partition(), row.offset()).toString(), e.getMessage());
      return;
    }
    each.accept(revision, row.partition());
  }

  /**
   * Writes revisions in one transaction: all or none are visible.
   *
   * @param transactionalId of the writer, unlike that of any other that writes at the same time
   * @throws KafkaException if they cannot be written; the message says why
   */
  public void write(String transactionalId, List<Revision> revisions) {
    log().write(transactionalId, () -> revisions.stream().map(RevisionTopic::entry).toList());
  }

  private static RecordLog.Entry entry(Revision revision) {
    return new RecordLog.Entry(
        RevisionCodec.key(revision.position()), RevisionCodec.write(revision));
  }

  /**
   * Writes the decision of a reviewer, in a topic that is created where there is none. It is
   * compared with all that is written before, so that no two reviewers do the same.
   *
   * @param accepted whether the verdict on the sample is that
   * @throws IllegalStateException if the sample is, or is not, part of the data already, or another
   *     reviewer's decision is written at this moment; the message is for people
   * @throws KafkaException if it cannot be written; the message says why
   */
  public void revise(Revision revision, boolean accepted) {
    log().create(SETTINGS);
    try {
      log()
          .write(
              "medsift-review-" + name,
              () -> {
                boolean kept =
                    read().last(revision.position()).map(Revision::keeps).orElse(accepted);
                if (kept == revision.keeps()) {
                  throw new IllegalStateException(
                      "%s is %s already"
                          .formatted(
                              revision.position(), kept ? "part of the data" : "out of the data"));
                }
                return List.of(entry(revision));
              });
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new IllegalStateException(
          "another reviewer revised a verdict at the same moment; nothing was written, try again",
          e);
    }
  }
}
