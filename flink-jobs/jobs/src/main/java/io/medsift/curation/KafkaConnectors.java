package io.medsift.curation;

import io.medsift.curation.write.CurationTopics;
import io.medsift.curation.write.OutputSerializer;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.LogRecord;
import org.apache.flink.api.connector.source.Source;

/** The job's ends on a Kafka cluster. */
final class KafkaConnectors {
  private KafkaConnectors() {}

  static CurationConnectors of(CurationSettings settings, int parallelism) {
    CurationTopics topics = settings.topics();
    KafkaConnector kafka = settings.kafka();
    return new CurationConnectors(
        source(kafka, settings),
        Math.min(parallelism, kafka.partitions(topics.samples())),
        kafka.sink(new OutputSerializer(topics), settings.recipe().limits().rowBytes()));
  }

  private static Source<LogRecord, ?, ?> source(KafkaConnector kafka, CurationSettings settings) {
    String samples = settings.topics().samples();
    return settings.range() == null
        ? kafka.source(samples, settings.bounded())
        : kafka.source(samples, settings.range().reading());
  }
}
