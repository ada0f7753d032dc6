package io.medsift.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.console.index.StreamIndex;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexedRecordsTest {
  private static final CurationTopics TOPICS =
      CurationTopics.named(new KafkaConnection("localhost:1", Map.of()));
  private static final TopicPartition PROMPTS = new TopicPartition(TOPICS.promptsDecided(), 0);
  private static final TopicPartition ROWS = new TopicPartition(TOPICS.accepted(), 0);

  @TempDir private Path directory;
  private StreamIndex index;
  private IndexedRecords records;

  @BeforeEach
  void open() throws Exception {
    index = StreamIndex.open(directory, "topics");
    records = new IndexedRecords(TOPICS, index);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void prompt(int partition, long offset, String key) throws Exception {
    records.take(
        new ConsumerRecord<>(
            TOPICS.promptsDecided(), partition, offset, key.getBytes(UTF_8), new byte[1]));
  }

  private void row(long offset) throws Exception {
    records.take(new ConsumerRecord<>(TOPICS.accepted(), 0, offset, null, null));
  }

  private long rows() throws Exception {
    index.refresh();
    return index.rows();
  }

  @Test
  void forgetsThePlacesOfPromptsWhoseTopicWasCut() throws Exception {
    prompt(0, 0, "a");
    prompt(0, 1, "b");
    prompt(1, 0, "c");
    records.resume(PROMPTS, 2, 0);
    index.refresh();
    assertThat(index.promptPlace("a")).isEmpty();
    assertThat(index.promptPlace("b")).isEmpty();
    assertThat(index.promptPlace("c")).isPresent();
    assertThat(records.next(PROMPTS)).isZero();
  }

  @Test
  void keepsThePlacesOfPromptsWhereTheBeginningWasDeleted() throws Exception {
    prompt(0, 0, "a");
    records.resume(PROMPTS, 1, 5);
    index.refresh();
    assertThat(index.promptPlace("a")).isPresent();
    assertThat(records.next(PROMPTS)).isEqualTo(5);
  }

  @Test
  void readsAnOutputThatWasCutAgain() throws Exception {
    for (int offset = 0; offset < 5; offset++) {
      row(offset);
    }
    records.resume(ROWS, 5, 2);
    assertThat(rows()).isZero();
    assertThat(records.next(ROWS)).isEqualTo(2);
    row(2);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void dropsAgainWhatAnIndexThatWasOpenedAgainHas() throws Exception {
    row(0);
    row(1);
    assertThat(records.drop(ROWS, 1)).isTrue();
    assertThat(records.drop(ROWS, 1)).isFalse();
    assertThat(rows()).isEqualTo(1);
    records.reopened();
    assertThat(records.drop(ROWS, 1)).isTrue();
  }
}
