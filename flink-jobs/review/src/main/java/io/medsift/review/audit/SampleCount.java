package io.medsift.review.audit;

import io.medsift.kafka.topic.Heartbeat;
import io.medsift.kafka.topic.PresenceDeserializer;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Counts the samples of a part of a topic. Its offsets do not tell, for heartbeats and markers of
 * transactions stand among them; so the part is read once, without a look at the values.
 */
public final class SampleCount {
  private SampleCount() {}

  /**
   * How many committed records of {@code range} are no heartbeats.
   *
   * @param progress is told how many records were read so far
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
