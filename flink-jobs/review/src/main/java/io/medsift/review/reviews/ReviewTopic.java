package io.medsift.review.reviews;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.ReviewCodec;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.RecordLog;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.verdict.Position;
import io.medsift.verdict.Review;
import io.medsift.verdict.Reviews;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic of reviews that belongs to the outputs of a curation job: {@code reviews} to {@code
 * accepted}, {@code may-reviews} to {@code may-accepted}. It has one partition, and is compacted:
 * the latest review of a sample by a reviewer counts.
 */
public final class ReviewTopic {
  /** Name of the topic beside the usual outputs. */
  public static final String USUAL = "reviews";

  private static final Map<String, String> SETTINGS =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  private static final int TRIES = 5;

  private final KafkaConnection connection;
  private final RecordLog log;
  private volatile boolean created;

  private ReviewTopic(KafkaConnection connection, String name) {
    this.connection = connection;
    this.log = new RecordLog(connection, name, "the reviews of verdicts");
  }

  /** The topic of the outputs of a job. */
  public static ReviewTopic of(CurationTopics topics) {
    return new ReviewTopic(topics.connection(), CurationTopics.beside(topics.accepted(), USUAL));
  }

  /** Its name. */
  public String name() {
    return log.name();
  }

  /**
   * Reads all that is committed now; nothing where there is no topic, or this user may not know.
   *
   * @throws KafkaException if the brokers do not answer
   */
  public Reviews read() {
    Reviews reviews = new Reviews();
    update(reviews, Map.of());
    return reviews;
  }

  /**
   * Adds what is committed now to what was read before. Where the topic ends before that, it was
   * created again, and all is read again.
   *
   * @param ends partition to the offset up to which it was read
   * @return the same after this
   */
  public Map<Integer, Long> update(Reviews reviews, Map<Integer, Long> ends) {
    try {
      if (!log.exists()) {
        return ends;
      }
      TopicRange range = TopicRange.now(connection, log.name());
      Map<Integer, Long> starts = new HashMap<>(range.starts());
      if (isAnew(ends, range.ends())) {
        reviews.clear();
      } else {
        starts.replaceAll((partition, first) -> Math.max(first, ends.getOrDefault(partition, 0L)));
      }
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(range.from(starts), row -> add(reviews, row));
      return range.ends();
    } catch (KafkaException e) {
      if (e instanceof TopicAuthorizationException
          || e.getCause() instanceof TopicAuthorizationException) {
        return ends;
      }
      throw e;
    }
  }

  static boolean isAnew(Map<Integer, Long> known, Map<Integer, Long> now) {
    return known.entrySet().stream()
        .anyMatch(end -> now.getOrDefault(end.getKey(), 0L) < end.getValue());
  }

  private static void add(Reviews reviews, ConsumerRecord<byte[], byte[]> row) {
    String key = row.key() == null ? "" : new String(row.key(), UTF_8);
    if (row.value() == null) {
      reviews.withdraw(key);
      return;
    }
    try {
      reviews.add(key, ReviewCodec.read(row.value()));
    } catch (IOException e) {
      reviews.addUnreadable(
          new Position(row.topic(), row.partition(), row.offset()).toString(), e.getMessage());
    }
  }

  /**
   * Writes a review, which replaces the reviewer's earlier one of the sample. The topic is created
   * where there is none.
   *
   * @throws KafkaException if it cannot be written; the message says why
   */
  public void write(Review review) {
    write(
        new RecordLog.Entry(
            ReviewCodec.key(review.position(), review.reviewer()), ReviewCodec.write(review)));
  }

  /**
   * Withdraws the review of a sample by a reviewer.
   *
   * @throws KafkaException if that cannot be written; the message says why
   */
  public void withdraw(Position position, String reviewer) {
    write(new RecordLog.Entry(ReviewCodec.key(position, reviewer), null));
  }

  private void write(RecordLog.Entry entry) {
    if (!created) {
      log.create(SETTINGS);
      created = true;
    }
    for (int i = 1; ; i++) {
      try {
        log.write("medsift-review-" + log.name(), () -> List.of(entry));
        return;
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        // Another console writes at the same moment; its review is another one.
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }
}
