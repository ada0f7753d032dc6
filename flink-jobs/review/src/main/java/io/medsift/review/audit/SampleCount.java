package io.medsift.review.audit;

import io.medsift.kafka.topic.Heartbeat;
import io.medsift.kafka.topic.PresenceDeserializer;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Counts the samples of a part of a topic. Offsets do not tell their number, since heartbeats and
 * transaction markers have offsets too; so the part is read once, without its values.
 */
public final class SampleCount {
  private SampleCount() {}

  /**
   * Counts the committed records of {@code range} that are not heartbeats.
   *
   * @param progress receives the number of records read so far
   */
  public static long of(TopicRange range, LongConsumer progress) {
    AtomicLong samples = new AtomicLong();
    new TopicScan<>(new PresenceDeserializer(), new PresenceDeserializer(), progress)
        .read(
            range,
            record -> {
              if (!Heartbeat.is(record.value(), record.headers())) {
                samples.incrementAndGet();
              }
            });
    return samples.get();
  }
}
