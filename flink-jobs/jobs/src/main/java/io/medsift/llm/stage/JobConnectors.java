package io.medsift.llm.stage;

import io.medsift.codec.SampleLimits;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.connector.LogRecordDeserializer;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where the records of a job that asks models come from, and where what it makes of them goes:
 * Kafka in a run, anything in a test.
 */
public record JobConnectors(
    Source<LogRecord, ?, ?> source, int sourceParallelism, Sink<TopicRecord> sink) {

  /**
   * The topics of a job.
   *
   * @param job the command, as dead letters name it
   * @param run name of the run: its consumer group and the prefix of its transactions
   * @param read the topic of its records; where it is the one of its dead letters, the records are
   *     those that its earlier runs got no answer about
   */
  public record Topics(
      KafkaConnection connection,
      String job,
      String run,
      String read,
      List<String> written,
      String deadLetters) {

    private KafkaRecordDeserializationSchema<LogRecord> deserializer() {
      return read.equals(deadLetters) ? RetryRound.deserializer(job) : new LogRecordDeserializer();
    }
  }

  /**
   * Ends on Kafka, for a job of the parallelism of {@code env}.
   *
   * @param limits of the job's records
   * @throws IllegalStateException if topics are missing; the message names them all
   */
  public static JobConnectors onKafka(
      StreamExecutionEnvironment env, Topics topics, OffsetRange reading, SampleLimits limits) {
    KafkaConnector kafka = new KafkaConnector(topics.connection(), topics.run());
    List<String> written = new ArrayList<>(topics.written());
    written.add(topics.deadLetters());
    kafka.require(written);
    return new JobConnectors(
        kafka.source(topics.read(), topics.deserializer(), reading),
        Math.min(env.getParallelism(), kafka.partitions(topics.read())),
        kafka.sink(new TopicRecordSerializer(topics.job()), limits.rowBytes()));
  }

  /** The records, of which no more are read than models answer. */
  public DataStream<LogRecord> read(StreamExecutionEnvironment env, FlowControl intake) {
    return env.fromSource(
            intake.limit(source, TypeInformation.of(LogRecord.class)),
            WatermarkStrategy.noWatermarks(),
            "read")
        .setParallelism(sourceParallelism)
        .uid("read");
  }

  /** Writes records, all in one transaction per checkpoint. */
  public void write(DataStream<TopicRecord> records) {
    records.sinkTo(sink).name("write").uid("write");
  }
}
