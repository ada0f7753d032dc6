package io.medsift.curation;

import io.medsift.curation.read.LogRecord;
import io.medsift.curation.write.RowSerializer;
import io.medsift.topic.KafkaEnd;
import org.apache.flink.api.connector.source.Source;

/** The job's ends on a Kafka cluster. */
final class KafkaEnds {
  private KafkaEnds() {}

  static CurationEnds of(CurationSettings settings, int parallelism) {
    CurationTopics topics = settings.topics();
    KafkaEnd kafka = settings.kafka();
    return new CurationEnds(
        source(kafka, settings),
        Math.min(parallelism, kafka.partitions(topics.samples())),
        kafka.sink(new RowSerializer(topics), settings.recipe().limits().rowBytes()));
  }

  private static Source<LogRecord, ?, ?> source(KafkaEnd kafka, CurationSettings settings) {
    String samples = settings.topics().samples();
    return settings.range() == null
        ? kafka.source(samples, settings.bounded())
        : kafka.source(samples, settings.range().reading());
  }
}
