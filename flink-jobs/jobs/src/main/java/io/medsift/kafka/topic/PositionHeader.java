package io.medsift.kafka.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.verdict.Position;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The record that a row is about, in the headers of the row, so that rows can be counted without
 * being read:
 *
 * <ol>
 *   <li>{@link #NAME}: its partition in four bytes and its offset in eight, both big-endian.
 *   <li>{@link #TOPIC}: the name of its topic in UTF-8. Rows of the curation job that an earlier
 *       version wrote have none: theirs is the topic of samples.
 *   <li>{@link #JOB}: the job that wrote the row, {@code generate}, {@code annotate} or {@code
 *       evolve}; absent where it was the curation job. Only rows of the curation job are verdicts:
 *       the others write to the same topic of dead letters, several about one record at times.
 * </ol>
 *
 * <p>Rows of the first version of the curation job, and dead letters that earlier versions of the
 * other jobs wrote, have none of these. Their {@code position} says which record they are about; in
 * a topic other than that of samples, they are no verdicts.
 */
public final class PositionHeader {
  /** Name of the header of partition and offset. */
  public static final String NAME = "medsift-position";

  /** Name of the header of the topic. */
  public static final String TOPIC = "medsift-topic";

  /** Name of the header of the job. */
  public static final String JOB = "medsift-job";

  private PositionHeader() {}

  /** Adds the headers of a verdict on a sample of {@code topic}. */
  public static void add(Headers headers, String topic, SamplePosition position) {
    ByteBuffer value = ByteBuffer.allocate(SamplePosition.BYTES);
    position.write(value);
    headers.add(NAME, value.array());
    headers.add(TOPIC, topic.getBytes(UTF_8));
  }

  /** Adds the headers of a row of another job than curation. */
  public static void add(Headers headers, String job, Position position) {
    add(headers, position.topic(), new SamplePosition(position.partition(), position.offset()));
    headers.add(JOB, job.getBytes(UTF_8));
  }

  /** The position in the header; empty where there is none, or none of this form. */
  public static Optional<SamplePosition> read(Headers headers) {
    Header header = headers.lastHeader(NAME);
    if (header == null || header.value() == null || header.value().length != SamplePosition.BYTES) {
      return Optional.empty();
    }
    return Optional.of(SamplePosition.read(ByteBuffer.wrap(header.value())));
  }

  /** The topic of the record; empty where the headers do not say it. */
  public static Optional<String> topic(Headers headers) {
    return text(headers, TOPIC);
  }

  /** The job that wrote the row; empty where that was the curation job, or is not said. */
  public static Optional<String> job(Headers headers) {
    return text(headers, JOB);
  }

  private static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}
