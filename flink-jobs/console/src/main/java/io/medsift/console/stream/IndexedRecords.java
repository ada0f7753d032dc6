package io.medsift.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.ReviewCodec;
import io.medsift.codec.RevisionCodec;
import io.medsift.console.index.StreamIndex;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a job's topics as the console keeps them: rows and places of decided prompts in
 * the index, revisions and reviews in memory too. One thread gives records; others look.
 */
final class IndexedRecords {
  private static final Logger LOG = LoggerFactory.getLogger(IndexedRecords.class);

  private final CurationTopics topics;
  private final String revisionTopic;
  private final StreamIndex index;
  private final KnownReviews reviews = new KnownReviews();
  private Revisions revisions = new Revisions();
  // Next offsets of revisions and reviews.
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  // Up to where the rows of outputs are known to be deleted.
  private final Map<TopicPartition, Long> dropped = new HashMap<>();

  IndexedRecords(CurationTopics topics, StreamIndex index) {
    this.topics = topics;
    this.revisionTopic = RevisionTopic.of(topics).name();
    this.index = index;
  }

  /** The reviews, as far as they are read. */
  KnownReviews reviews() {
    return reviews;
  }

  /** The revisions of a sample, the last of which counts. */
  synchronized List<Revision> history(Position position) {
    return revisions.history(position);
  }

  /** The offset from which on a partition is to be read. */
  long next(TopicPartition partition) {
    OutputTopic output = output(partition.topic());
    if (output != null) {
      return index.end(output, partition.partition());
    }
    return partition.topic().equals(topics.promptsDecided())
        ? index.promptsEnd(partition.partition())
        // Those of revisions and reviews are needed whole, and their topics are small.
        : ends.getOrDefault(partition, 0L);
  }

  /**
   * Goes on at the beginning of a partition that no longer has, or not yet again, what was to be
   * read next. Where its beginning was not deleted, its end was cut off, and it is not known from
   * where on it holds something else now: all that was read of it is forgotten.
   *
   * @param next what was to be read
   * @param begin the first offset that it has
   */
  void resume(TopicPartition partition, long next, long begin) throws IOException {
    LOG.warn("{} has no offset {}: it is read from {}", partition, next, begin);
    OutputTopic output = output(partition.topic());
    boolean cut = next >= begin;
    if (output != null) {
      index.drop(output, partition.partition(), 0, Math.max(begin, next));
      index.readFrom(output, partition.partition(), begin);
    } else if (partition.topic().equals(topics.promptsDecided())) {
      if (cut) {
        index.dropPrompts(partition.partition());
      }
      index.promptsReadUpTo(partition.partition(), begin);
    } else if (cut) {
      if (partition.topic().equals(revisionTopic)) {
        forgetRevisions();
      } else {
        reviews.clear();
      }
    }
  }

  /**
   * Drops the rows of a partition that retention has deleted.
   *
   * @param begin the first offset that it has
   * @return whether the index has changed
   */
  boolean drop(TopicPartition partition, long begin) throws IOException {
    OutputTopic output = output(partition.topic());
    if (output == null || begin <= dropped.getOrDefault(partition, 0L)) {
      return false;
    }
    index.drop(output, partition.partition(), 0, begin);
    dropped.put(partition, begin);
    return true;
  }

  /** Forgets what is not in the index, where the topics are other ones. */
  void forget() {
    forgetRevisions();
    reviews.clear();
    ends.clear();
    dropped.clear();
  }

  /** Forgets what an index that was opened again at its last commit has lost. */
  void reopened() {
    forgetRevisions();
    dropped.clear();
  }

  /** Forgets the revisions, so that all are read again. */
  private void forgetRevisions() {
    synchronized (this) {
      revisions = new Revisions();
    }
    ends.keySet().removeIf(each -> each.topic().equals(revisionTopic));
  }

  boolean isOutput(String topic) {
    return output(topic) != null;
  }

  /** The output of a topic; null for another topic. */
  private OutputTopic output(String topic) {
    for (OutputTopic output : OutputTopic.values()) {
      if (output.of(topics).equals(topic)) {
        return output;
      }
    }
    return null;
  }

  /** Takes a record; those of a partition come in their order. */
  void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    OutputTopic output = output(record.topic());
    if (output == null) {
      if (record.topic().equals(topics.promptsDecided())) {
        takePrompt(record);
        return;
      }
      ends.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      if (record.topic().equals(revisionTopic)) {
        takeRevision(record);
      } else {
        takeReview(record);
      }
      return;
    }
    RowLocation location = new RowLocation(output, record.partition(), record.offset());
    String place = new Position(record.topic(), record.partition(), record.offset()).toString();
    DecidedRow row;
    try {
      row = DecidedRow.read(output, record.value(), place);
    } catch (IOException e) {
      index.addBroken(location, e.getMessage());
      return;
    } catch (RuntimeException e) {
      notIndexed(location, place, e);
      return;
    }
    try {
      index.add(location, row, record.timestamp());
    } catch (RuntimeException e) {
      notIndexed(location, place, e);
    }
  }

  // One record that nobody thought of must not keep all others from being seen.
  private void notIndexed(RowLocation location, String place, RuntimeException problem)
      throws IOException {
    LOG.warn("the record {} cannot be indexed", place, problem);
    index.addBroken(location, "it cannot be indexed: " + problem);
  }

  private void takePrompt(ConsumerRecord<byte[], byte[]> record) throws IOException {
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    Position at = new Position(record.topic(), record.partition(), record.offset());
    index.prompt(key, record.value() == null ? null : at);
    index.promptsReadUpTo(record.partition(), record.offset() + 1);
  }

  private void takeReview(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    try {
      reviews.read(key, record.value() == null ? null : ReviewCodec.read(record.value()));
    } catch (IOException | RuntimeException e) {
      LOG.warn("a record of {} is not a review", record.topic(), e);
    }
  }

  private void takeRevision(ConsumerRecord<byte[], byte[]> record) throws IOException {
    Revision revision;
    try {
      revision = RevisionCodec.read(record.value());
    } catch (IOException | RuntimeException e) {
      LOG.warn("a record of {} is not a revision", record.topic(), e);
      return;
    }
    Revision last;
    synchronized (this) {
      revisions.add(revision, record.partition());
      last = revisions.last(revision.position()).orElseThrow();
    }
    index.revise(last);
  }
}
