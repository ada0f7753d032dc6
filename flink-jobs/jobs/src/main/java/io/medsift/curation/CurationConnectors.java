package io.medsift.curation;

import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.write.CurationTopics;
import io.medsift.curation.write.OutputSerializer;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.LogRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * Source and sink of the job: Kafka in a run, anything in a test.
 *
 * @param sourceParallelism at most the number of partitions, so that no reader is left without one:
 *     such a reader would hold the watermark back for ever
 */
public record CurationConnectors(
    Source<LogRecord, ?, ?> source, int sourceParallelism, Sink<OutputRecord> sink) {

  static CurationConnectors onKafka(CurationSettings settings, int parallelism) {
    CurationTopics topics = settings.topics();
    KafkaConnector kafka = settings.kafka();
    Source<LogRecord, ?, ?> source =
        settings.range() == null
            ? kafka.source(topics.samples(), settings.bounded())
            : kafka.source(topics.samples(), settings.range().offsetRange());
    return new CurationConnectors(
        source,
        Math.min(parallelism, kafka.partitions(topics.samples())),
        kafka.sink(new OutputSerializer(topics), settings.recipe().limits().rowBytes()));
  }
}
