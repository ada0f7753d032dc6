package io.medsift.cli.run;

import io.medsift.cli.input.LoadedSamples;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowPosition;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what the job committed and writes it to files, in the order of the input. */
public final class OutputDrain {
  private static final Map<String, Object> FETCH_SETTINGS =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          5_000,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          16 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          64 << 20);
  private static final Duration POLL = Duration.ofMillis(500);

  private final CurationTopics topics;
  private final LoadedSamples loaded;

  /** A drain of the job that read {@code loaded} and has ended. */
  public OutputDrain(CurationTopics topics, LoadedSamples loaded) {
    this.topics = topics;
    this.loaded = loaded;
  }

  /**
   * Writes the three files. If rows are missing or too many, the files stay under names that end in
   * {@code .partial}.
   */
  public Conservation into(Path directory) throws IOException, InterruptedException {
    Conservation conservation = new Conservation(loaded);
    int lines = Math.toIntExact(loaded.lines());
    try (OrderedFile accepted = new OrderedFile(OutputTopic.ACCEPTED.in(directory), lines);
        OrderedFile rejected = new OrderedFile(OutputTopic.REJECTED.in(directory), lines);
        OrderedFile deadLetters = new OrderedFile(OutputTopic.DEAD_LETTERS.in(directory), lines)) {
      drain(
          Map.of(
              OutputTopic.ACCEPTED,
              accepted,
              OutputTopic.REJECTED,
              rejected,
              OutputTopic.DEAD_LETTERS,
              deadLetters),
          conservation);
      if (conservation.holds()) {
        accepted.complete();
        rejected.complete();
        deadLetters.complete();
      }
    }
    return conservation;
  }

  private void drain(Map<OutputTopic, OrderedFile> files, Conservation conservation)
      throws IOException, InterruptedException {
    Map<String, OutputTopic> outputs = new HashMap<>();
    files.keySet().forEach(output -> outputs.put(output.of(topics), output));
    Map<TopicPartition, Long> ends = CommittedEnd.await(topics.connection(), outputs.keySet());
    try (KafkaConsumer<byte[], byte[]> consumer = topics.connection().consumer(FETCH_SETTINGS)) {
      List<TopicPartition> partitions = List.copyOf(ends.keySet());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> row : consumer.poll(POLL)) {
          Position position = RowPosition.read(row.value());
          OutputTopic output = outputs.get(row.topic());
          long line = conservation.count(output, position);
          if (line >= 0) {
            files.get(output).add(line, row.value());
          }
        }
      }
    }
  }
}
