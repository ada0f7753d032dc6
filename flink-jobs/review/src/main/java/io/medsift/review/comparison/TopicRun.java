package io.medsift.review.comparison;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.RecordFetcher;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.rows.RowOrigin;
import io.medsift.review.rows.StrayRows;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A run whose rows are in topics. */
record TopicRun(CurationTopics topics) implements ComparedRun {
  @Override
  public String samples() {
    return topics.samples();
  }

  @Override
  public Revisions revisions() {
    return RevisionTopic.of(topics).read();
  }

  @Override
  public void visit(Predicate<SamplePosition> wanted, StrayRows strays, Consumer<Row> consumer) {
    for (OutputTopic output : OutputTopic.values()) {
      RowOrigin.Reader origins = new RowOrigin.Reader(output, topics.samples());
      TopicRange all = TopicRange.now(topics.connection(), output.of(topics));
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(all, row -> visit(output, origins.read(row), row, wanted, strays, consumer));
    }
  }

  private static void visit(
      OutputTopic output,
      RowOrigin origin,
      ConsumerRecord<byte[], byte[]> record,
      Predicate<SamplePosition> wanted,
      StrayRows strays,
      Consumer<Row> consumer) {
    Position place = new Position(record.topic(), record.partition(), record.offset());
    SamplePosition sample = strays.sampleOf(output, origin, place);
    if (sample != null && wanted.test(sample)) {
      ComparedOutcome outcome;
      try {
        outcome = ComparedOutcome.read(output, record.value());
      } catch (IOException e) {
        strays.broken(place, e.getMessage());
        return;
      } catch (RuntimeException e) {
        // One record that nobody thought of must not keep all others from being compared.
        strays.broken(place, "it cannot be read: " + e);
        return;
      }
      RowLocation location = new RowLocation(output, record.partition(), record.offset());
      consumer.accept(new Row(location, sample, outcome, 0));
    }
  }

  @Override
  public Map<RowLocation, ComparedOutcome> read(Set<RowLocation> rows) throws IOException {
    Map<RowLocation, ComparedOutcome> outcomes = new HashMap<>();
    try (RecordFetcher records = new RecordFetcher(topics.connection())) {
      for (RowLocation location : rows) {
        Optional<ConsumerRecord<byte[], byte[]>> row =
            records.fetch(
                new TopicPartition(location.output().of(topics), location.partition()),
                location.offset());
        if (row.isPresent()) {
          outcomes.put(location, ComparedOutcome.read(location.output(), row.get().value()));
        }
      }
    }
    return outcomes;
  }
}
