package io.medsift.review.verdicts;

import io.medsift.codec.RowCodec;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.verdict.PromptDecision;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic in which a job says what became of prompts. It is compacted, and read as a whole. */
record PromptTopic(CurationTopics topics) {

  /**
   * Returns the last decision on a prompt; empty if there is none, or no such topic, as of jobs
   * that look at no prompt, or this user may not read it.
   *
   * @throws IOException if it is not such a row
   */
  Optional<PromptDecision> find(String key) throws IOException {
    byte[][] last = new byte[1][];
    Optional<TopicRange> range = range();
    if (range.isPresent()) {
      try {
        new TopicScan<>(new StringDeserializer(), new ByteArrayDeserializer())
            .read(
                range.get(),
                row -> {
                  if (key.equals(row.key())) {
                    last[0] = row.value();
                  }
                });
      } catch (TopicAuthorizationException e) {
        return Optional.empty();
      }
    }
    return last[0] == null ? Optional.empty() : Optional.of(RowCodec.readPromptDecision(last[0]));
  }

  private Optional<TopicRange> range() {
    try {
      return Optional.of(TopicRange.now(topics.connection(), topics.promptsDecided()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } catch (KafkaException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
