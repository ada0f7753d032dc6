package io.medsift.recheck;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.revision.RevisionTopic;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdicts of a run and their revisions, as far as they were written when the job was defined.
 *
 * @param samples name of the topic of samples
 * @param revisions null where there is no such topic
 */
public record VerdictLog(
    String samples, TopicRange accepted, TopicRange rejected, TopicRange revisions)
    implements Serializable {

  /**
   * All that the topics hold now, while jobs may continue writing: with a duplicate there is the
   * sample that it repeats, and no revision is hidden by a transaction that a process has left.
   *
   * @param patience how long to wait for the end of transactions that are open now
   * @throws IllegalArgumentException if a topic of the outputs is missing
   * @throws IllegalStateException if a transaction stays open for longer
   */
  public static VerdictLog now(CurationTopics topics, Duration patience)
      throws InterruptedException {
    KafkaConnection connection = topics.connection();
    RevisionTopic revisions = RevisionTopic.of(topics);
    boolean revised = revisions.exists();
    List<String> names = new ArrayList<>(List.of(topics.accepted(), topics.rejected()));
    if (revised) {
      names.add(revisions.name());
    }
    CommittedEnd.awaitThoseOpenNow(connection, names, patience);
    TopicRange rejected = TopicRange.now(connection, topics.rejected());
    // Transactions of a checkpoint are committed one by one: what belongs to the rejected rows may
    // be in one of those that are open.
    CommittedEnd.awaitThoseOpenNow(connection, names, patience);
    return new VerdictLog(
        topics.samples(),
        TopicRange.now(connection, topics.accepted()),
        rejected,
        revised ? TopicRange.now(connection, revisions.name()) : null);
  }
}
