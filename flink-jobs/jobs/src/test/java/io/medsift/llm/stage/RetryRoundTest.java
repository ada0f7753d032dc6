package io.medsift.llm.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.SampleLimits;
import io.medsift.kafka.topic.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RetryRoundTest {
  private static final LogRecord FIRST =
      new LogRecord(3, 17, 5, "k".getBytes(UTF_8), "{\"id\": 1}".getBytes(UTF_8), Map.of(), false);

  @Test
  void aDeadLetterIsReadAsTheRecordThatItIsAboutWithTheNextRound() throws Exception {
    LogRecord second = again(letter(FIRST, 2, "generate"), "generate").get(0);

    assertThat(second.partition()).isEqualTo(3);
    assertThat(second.offset()).isEqualTo(17);
    assertThat(second.key()).isEqualTo(FIRST.key());
    assertThat(second.value()).isEqualTo(FIRST.value());
    assertThat(RetryRound.of(FIRST).number()).isZero();
    assertThat(RetryRound.of(second).number()).isEqualTo(1);
    assertThat(RetryRound.of(second).topicOr("dead-letters")).isEqualTo("prompts");
    assertThat(RetryRound.of(FIRST).asks(0)).isTrue();
    assertThat(RetryRound.of(second).asks(0)).isFalse();
    assertThat(RetryRound.of(second).asks(2)).isTrue();
    assertThat(RetryRound.of(FIRST).seed(7)).isEqualTo(7);
    assertThat(RetryRound.of(second).seed(7)).isEqualTo(8);

    LogRecord third = again(letter(second, 2, "generate"), "generate").get(0);
    assertThat(RetryRound.of(third).number()).isEqualTo(2);
    assertThat(RetryRound.of(third).topicOr("dead-letters")).isEqualTo("prompts");
  }

  @Test
  void othersArePassedOver() throws Exception {
    assertThat(again(letter(FIRST, 0, "annotate"), "generate")).isEmpty();
    TopicRecord malformed = letters().of(FIRST, DeadLetters.Reason.MALFORMED, "no sample");
    assertThat(again(serialized(malformed, "generate"), "generate")).isEmpty();
    ConsumerRecord<byte[], byte[]> garbage = letter(FIRST, 0, "generate");
    assertThat(again(withValue(garbage, "garbage".getBytes(UTF_8)), "generate")).isEmpty();
    assertThat(again(withValue(garbage, null), "generate")).isEmpty();
  }

  private static DeadLetters.Writer letters() {
    return new DeadLetters("dead-letters", "prompts", SampleLimits.DEFAULT)
        .open(new UnregisteredMetricsGroup());
  }

  private static ConsumerRecord<byte[], byte[]> letter(LogRecord record, int index, String job) {
    QuestionResult refused =
        new QuestionResult(
            record, index, new byte[0], null, "refused", DeadLetters.Reason.REFUSED, 1, 1, "hash");
    return serialized(letters().of(refused, "refused"), job);
  }

  private static ConsumerRecord<byte[], byte[]> serialized(TopicRecord letter, String job) {
    ProducerRecord<byte[], byte[]> written =
        new TopicRecord.Serializer(job).serialize(letter, null, null);
    ConsumerRecord<byte[], byte[]> read =
        new ConsumerRecord<>(written.topic(), 0, 0, written.key(), written.value());
    written.headers().forEach(header -> read.headers().add(header));
    return read;
  }

  private static ConsumerRecord<byte[], byte[]> withValue(
      ConsumerRecord<byte[], byte[]> record, byte[] value) {
    ConsumerRecord<byte[], byte[]> other =
        new ConsumerRecord<>(
            record.topic(),
            0,
            0,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            record.key(),
            value,
            record.headers(),
            Optional.empty());
    return other;
  }

  private static List<LogRecord> again(ConsumerRecord<byte[], byte[]> record, String job)
      throws Exception {
    List<LogRecord> records = new ArrayList<>();
    RetryRound.deserializer(job).deserialize(record, new ListCollector<>(records));
    return records;
  }
}
