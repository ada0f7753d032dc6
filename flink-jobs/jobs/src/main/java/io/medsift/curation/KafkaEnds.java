package io.medsift.curation;

import io.medsift.curation.gate.Row;
import io.medsift.curation.read.LogRecord;
import io.medsift.curation.read.LogRecordDeserializer;
import io.medsift.curation.write.RowSerializer;
import io.medsift.topic.TopicRange;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The job's ends on a Kafka cluster. */
final class KafkaEnds {
  private KafkaEnds() {}

  static CurationEnds of(CurationSettings settings, int parallelism) {
    int partitions = partitions(settings.topics());
    return new CurationEnds(source(settings), Math.min(parallelism, partitions), sink(settings));
  }

  private static KafkaSource<LogRecord> source(CurationSettings settings) {
    KafkaSourceBuilder<LogRecord> source =
        KafkaSource.<LogRecord>builder()
            .setBootstrapServers(settings.topics().bootstrapServers())
            .setTopics(settings.topics().samples())
            .setGroupId(settings.transactionPrefix())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new LogRecordDeserializer())
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    TopicRange range = settings.range();
    if (range != null) {
      source.setStartingOffsets(OffsetsInitializer.offsets(range.boundary(range.starts())));
      source.setBounded(OffsetsInitializer.offsets(range.boundary(range.ends())));
    } else if (settings.bounded()) {
      source.setBounded(OffsetsInitializer.latest());
    } else {
      // A partition that appears while the job runs would start behind the watermark.
      source.setProperty("partition.discovery.interval.ms", "-1");
    }
    return source.build();
  }

  private static KafkaSink<Row> sink(CurationSettings settings) {
    return KafkaSink.<Row>builder()
        .setBootstrapServers(settings.topics().bootstrapServers())
        .setRecordSerializer(new RowSerializer(settings.topics()))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(settings.transactionPrefix())
        .setKafkaProducerConfig(producer(settings))
        .build();
  }

  private static Properties producer(CurationSettings settings) {
    Properties properties = new Properties();
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(CurationJob.TRANSACTION_TIMEOUT.toMillis()));
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Integer.toString(settings.recipe().limits().rowBytes()));
    properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 * 1024));
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
    return properties;
  }

  private static int partitions(CurationTopics topics) {
    Properties properties = new Properties();
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      return admin
          .describeTopics(List.of(topics.samples()))
          .allTopicNames()
          .get()
          .get(topics.samples())
          .partitions()
          .size();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for partitions", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "topic '%s' cannot be read at %s: %s"
              .formatted(topics.samples(), topics.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    }
  }
}
