package io.medsift.curation;

import io.medsift.curation.write.RowSerializer;
import io.medsift.topic.KafkaEnd;

/** The job's ends on a Kafka cluster. */
final class KafkaEnds {
  private KafkaEnds() {}

  static CurationEnds of(CurationSettings settings, int parallelism) {
    CurationTopics topics = settings.topics();
    KafkaEnd kafka = KafkaEnd.at(topics.bootstrapServers(), settings.transactionPrefix());
    return new CurationEnds(
        kafka.source(topics.samples(), settings.bounded()),
        Math.min(parallelism, kafka.partitions(topics.samples())),
        kafka.sink(new RowSerializer(topics), settings.recipe().limits().rowBytes()));
  }
}
