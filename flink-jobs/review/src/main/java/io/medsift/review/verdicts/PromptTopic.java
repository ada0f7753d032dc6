package io.medsift.review.verdicts;

import io.medsift.codec.RowCodec;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic of a job's decisions on prompts. It is compacted, and read as a whole. */
public record PromptTopic(CurationTopics topics) {

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

  /**
   * Passes the last decision on each prompt to {@code visitor}. Holds some 100 bytes for each.
   *
   * @param strays where records that are no decision are noted
   * @param progress is given the number of records read so far
   * @return false where there is no such topic, as of jobs that look at no prompt, or this user may
   *     not read it
   */
  public boolean visit(StrayRows strays, Consumer<PromptDecision> visitor, LongConsumer progress) {
    Optional<TopicRange> range = range();
    if (range.isEmpty()) {
      return false;
    }
    // Compaction comes later, so that a prompt may have several.
    Map<String, Position> last = new HashMap<>();
    AtomicLong read = new AtomicLong();
    try {
      new TopicScan<>(new StringDeserializer(), new ByteArrayDeserializer())
          .read(
              range.get(),
              row -> {
                last.put(row.key(), position(row));
                progress.accept(read.incrementAndGet());
              });
      new TopicScan<>(new StringDeserializer(), new ByteArrayDeserializer())
          .read(
              range.get(),
              row -> {
                progress.accept(read.incrementAndGet());
                if (row.value() != null && position(row).equals(last.get(row.key()))) {
                  visit(row, strays, visitor);
                }
              });
    } catch (TopicAuthorizationException e) {
      return false;
    }
    return true;
  }

  private static Position position(ConsumerRecord<String, byte[]> row) {
    return new Position(row.topic(), row.partition(), row.offset());
  }

  private static void visit(
      ConsumerRecord<String, byte[]> row, StrayRows strays, Consumer<PromptDecision> visitor) {
    PromptDecision decision;
    try {
      decision = RowCodec.readPromptDecision(row.value());
    } catch (IOException e) {
      strays.broken(position(row), e.getMessage());
      return;
    } catch (RuntimeException e) {
      // One record that nobody thought of must not keep all others from being seen.
      strays.broken(position(row), "it cannot be read: " + e);
      return;
    }
    visitor.accept(decision);
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
