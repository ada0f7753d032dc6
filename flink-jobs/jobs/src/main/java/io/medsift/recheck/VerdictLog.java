package io.medsift.recheck;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.revision.RevisionTopic;
import java.io.Serializable;

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
   * All that the topics hold now.
   *
   * @throws IllegalArgumentException if a topic of the outputs is missing
   */
  public static VerdictLog now(CurationTopics topics) {
    RevisionTopic revisions = RevisionTopic.of(topics);
    return new VerdictLog(
        topics.samples(),
        TopicRange.now(topics.connection(), topics.accepted()),
        TopicRange.now(topics.connection(), topics.rejected()),
        revisions.exists() ? TopicRange.now(topics.connection(), revisions.name()) : null);
  }
}
