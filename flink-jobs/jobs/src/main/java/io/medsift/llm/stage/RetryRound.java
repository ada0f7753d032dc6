package io.medsift.llm.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.RowCodec;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.verdict.DeadLetter;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Round in which a record is asked about. A record whose question got no answer becomes a dead
 * letter, from which it can be asked about again. The unusable replies stay in the answer cache;
 * each round has its own attempts there, and another seed.
 *
 * <p>The header {@link #HEADER} of such a dead letter holds the index of the question among those
 * of its record, the next round, and the topic of the record, separated by spaces. The record that
 * is read from the dead letter carries the header on.
 *
 * @param number 0 for the first round
 * @param index of the question that is asked again; any for the first round
 * @param topic of the record; null for the first round, whose record is read from its own topic
 */
public record RetryRound(int number, int index, String topic) {
  static final String HEADER = "medsift-ask-again";

  private static final RetryRound FIRST = new RetryRound(0, 0, null);

  /** Returns the round of a record. */
  public static RetryRound of(LogRecord record) {
    byte[] value = record.headers().get(HEADER);
    if (value == null) {
      return FIRST;
    }
    String[] parts = new String(value, UTF_8).split(" ", 3);
    try {
      return new RetryRound(Integer.parseInt(parts[1]), Integer.parseInt(parts[0]), parts[2]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return FIRST;
    }
  }

  /** Returns whether the question of that index is asked in this round. */
  public boolean asks(int question) {
    return number == 0 || question == index;
  }

  /** Returns the seed of this round for a question that has {@code seed} in the first one. */
  public long seed(long seed) {
    return number == 0 ? seed : (seed + number) & Integer.MAX_VALUE;
  }

  /** Returns the topic of a record that was read from {@code read}. */
  String topicOr(String read) {
    return topic == null ? read : topic;
  }

  /** Marks a dead letter whose question can be asked again. */
  static void mark(Headers headers, TopicRecord letter) {
    String value = letter.index() + " " + (letter.round() + 1) + " " + letter.origin().topic();
    headers.add(HEADER, value.getBytes(UTF_8));
  }

  /** Reads dead letters of a job as the records that they are about, and skips all others. */
  static KafkaRecordDeserializationSchema<LogRecord> deserializer(String job) {
    return new Deserializer(job);
  }

  private static final class Deserializer implements KafkaRecordDeserializationSchema<LogRecord> {
    private static final long serialVersionUID = 1L;

    private final String job;

    Deserializer(String job) {
      this.job = job;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> row, Collector<LogRecord> out) {
      Header again = row.headers().lastHeader(HEADER);
      if (again == null
          || row.value() == null
          || !PositionHeader.job(row.headers()).filter(job::equals).isPresent()) {
        return;
      }
      DeadLetter letter;
      try {
        letter = RowCodec.readDeadLetter(row.value());
      } catch (IOException e) {
        return;
      }
      Map<String, byte[]> headers = new TreeMap<>();
      letter.headers().forEach((name, value) -> headers.put(name, value.getBytes(UTF_8)));
      headers.put(HEADER, again.value());
      out.collect(
          new LogRecord(
              letter.position().partition(),
              letter.position().offset(),
              letter.timestamp(),
              row.key(),
              value(letter),
              headers,
              false));
    }

    private static byte[] value(DeadLetter letter) {
      return letter.raw() != null
          ? letter.raw().getBytes(UTF_8)
          : Base64.getDecoder().decode(letter.rawBase64());
    }

    @Override
    public TypeInformation<LogRecord> getProducedType() {
      return TypeInformation.of(LogRecord.class);
    }
  }
}
