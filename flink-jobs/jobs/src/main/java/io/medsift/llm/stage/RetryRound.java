package io.medsift.llm.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.RowCodec;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.verdict.DeadLetter;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What makes it possible to ask about a record again after its dead letter said that a model gave
 * no answer of use. Replies of no use are in the ledger and stay there: they were paid for. So each
 * time is a round of its own, whose replies have their own numbers there, and another seed.
 *
 * <p>The header {@link #HEADER} of such a dead letter holds the question's index among those of its
 * record, the next round, and the record's topic, with a space between them. The record that is
 * read from the dead letter carries it on.
 */
final class RetryRound {
  static final String HEADER = "medsift-ask-again";

  private record Round(int index, int round, String topic) {}

  private RetryRound() {}

  /** The round that a record is asked about in; 0 for the first. */
  static int round(LogRecord record) {
    return of(record).map(Round::round).orElse(0);
  }

  /** Whether a question of a record is to be asked. */
  static boolean asks(LogRecord record, int index) {
    return of(record).map(round -> round.index() == index).orElse(true);
  }

  /** The topic of a record that was read from {@code read}. */
  static String topic(LogRecord record, String read) {
    return of(record).map(Round::topic).orElse(read);
  }

  /** A seed for the round of a record. */
  static long seed(LogRecord record, long seed) {
    int round = round(record);
    return round == 0 ? seed : (seed + round) & Integer.MAX_VALUE;
  }

  private static Optional<Round> of(LogRecord record) {
    byte[] value = record.headers().get(HEADER);
    return value == null ? Optional.empty() : read(new String(value, UTF_8));
  }

  private static Optional<Round> read(String text) {
    String[] parts = text.split(" ", 3);
    try {
      return Optional.of(
          new Round(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Marks a dead letter as one whose question can be asked again. */
  static void mark(Headers headers, TopicRecord letter) {
    String value = letter.index() + " " + (letter.round() + 1) + " " + letter.origin().topic();
    headers.add(HEADER, value.getBytes(UTF_8));
  }

  /** Reads dead letters of a job as the records that they are about, and passes others over. */
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
