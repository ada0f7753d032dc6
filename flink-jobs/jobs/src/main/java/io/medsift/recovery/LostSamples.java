package io.medsift.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.medsift.codec.RowCodec;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Offsets that a topic no longer held when a run was about to read them, and that the run has
 * skipped. Some of them may have been heartbeats, or no records at all.
 *
 * <p>Each is kept as a record of the topic of dead letters: no verdict, since it is not known what
 * was there, and the one place that lasts as long as the verdicts do.
 *
 * @param from first offset
 * @param to last offset
 */
public record LostSamples(String topic, int partition, long from, long to) {
  private static final String HEADER = "medsift-lost";
  private static final String JOB = "recovery";
  private static final Pattern OFFSETS = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  public LostSamples {
    requireNonNull(topic, "topic is null");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no offsets: " + from + " to " + to);
    }
  }

  /** Number of offsets. */
  public long count() {
    return to - from + 1;
  }

  /** A clause, for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "partition %d of %s lost the offsets %d to %d", partition, topic, from, to);
  }

  /** Reads a record of a topic of dead letters; empty if it is about anything else. */
  public static Optional<LostSamples> read(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    Matcher offsets = OFFSETS.matcher(new String(header.value(), UTF_8));
    return offsets.matches()
        ? PositionHeader.topic(headers)
            .flatMap(
                topic ->
                    PositionHeader.read(headers)
                        .map(
                            position ->
                                new LostSamples(
                                    topic,
                                    position.partition(),
                                    Long.parseLong(offsets.group(1)),
                                    Long.parseLong(offsets.group(2)))))
        : Optional.empty();
  }

  /** The record that keeps it in a topic of dead letters. */
  public ProducerRecord<byte[], byte[]> record(String deadLetters, String run, Instant now) {
    Position first = new Position(topic, partition, from);
    DeadLetter letter =
        DeadLetter.of(
            String.format(
                Locale.ROOT, "lost: %s, which were deleted before the run %s read them", this, run),
            first,
            now.toEpochMilli(),
            null,
            null,
            Map.of());
    ProducerRecord<byte[], byte[]> row =
        new ProducerRecord<>(deadLetters, null, RowCodec.deadLetter(letter));
    PositionHeader.add(row.headers(), JOB, first);
    row.headers().add(HEADER, (from + "-" + to).getBytes(UTF_8));
    return row;
  }

  /**
   * Keeps what a run skips in its topic of dead letters. Killed and done again, it may keep it
   * twice, which changes nothing.
   *
   * @throws IllegalStateException if the brokers do not take it
   */
  public static void keep(
      List<LostSamples> lost, KafkaConnection connection, String deadLetters, String run) {
    Map<String, Object> settings = connection.settings();
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (LostSamples each : lost) {
        producer.send(each.record(deadLetters, run, Instant.now())).get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the lost offsets of the run '%s' cannot be recorded in the topic %s: %s"
              .formatted(run, deadLetters, e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while recording lost offsets", e);
    }
  }
}
