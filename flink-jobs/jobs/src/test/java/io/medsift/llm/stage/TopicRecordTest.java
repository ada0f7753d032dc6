package io.medsift.llm.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.SampleLimits;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.SamplePosition;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicRecordTest {
  private final TopicRecord.Serializer serializer = new TopicRecord.Serializer("generate");

  @Test
  void aDeadLetterSaysWhichJobWroteItAboutWhichRecord() {
    LogRecord prompt =
        new LogRecord(3, 17, 0, null, "{".getBytes(UTF_8), Map.of("a", new byte[0]), false);
    TopicRecord letter =
        new DeadLetters("dead-letters", "prompts", SampleLimits.DEFAULT)
            .open(new UnregisteredMetricsGroup())
            .of(prompt, DeadLetters.Reason.MALFORMED, "no JSON");

    ProducerRecord<byte[], byte[]> written = serializer.serialize(letter, null, null);

    assertThat(written.topic()).isEqualTo("dead-letters");
    assertThat(PositionHeader.read(written.headers())).contains(new SamplePosition(3, 17));
    assertThat(PositionHeader.topic(written.headers())).contains("prompts");
    assertThat(PositionHeader.job(written.headers())).contains("generate");
  }

  @Test
  void aSampleCarriesNoHeaders() {
    TopicRecord sample = TopicRecord.of("samples", new byte[] {1}, new byte[] {2});
    assertThat(serializer.serialize(sample, null, null).headers()).isEmpty();
  }
}
