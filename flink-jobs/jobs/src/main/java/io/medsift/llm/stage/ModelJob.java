package io.medsift.llm.stage;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.SampleLimits;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.connector.LogRecordDeserializer;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.llm.cache.CacheTopic;
import io.medsift.recipe.Recipe;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that asks models: it reads the records of one topic, asks about them, and writes what comes
 * of it to other topics, all in one transaction per checkpoint.
 */
public interface ModelJob {

  /**
   * Topics that all model jobs have.
   *
   * @param input topic of the records. If it equals {@code deadLetters}, the job reads the records
   *     of its own dead letters whose questions got no answer.
   * @param ledger topic of the answer cache
   */
  record Topics(String input, String deadLetters, String ledger) implements Serializable {
    public Topics {
      requireNonNull(input, "input is null");
      requireNonNull(deadLetters, "deadLetters is null");
      requireNonNull(ledger, "ledger is null");
    }

    /** Returns the dead letters of a job with these limits of a sample. */
    public DeadLetters letters(SampleLimits limits) {
      return new DeadLetters(deadLetters, input, limits);
    }
  }

  /**
   * Settings of one run.
   *
   * @param connection to the cluster of the topics
   * @param name consumer group and prefix of transactional ids; stable over restarts and different
   *     from that of any other run
   * @param range of the input topic that is read
   * @param outage maximum time without a reply of a model before the job ends
   */
  record Run(KafkaConnection connection, String name, OffsetRange range, Duration outage) {
    public Run {
      requireNonNull(connection, "connection is null");
      requireNonNull(name, "name is null");
      requireNonNull(range, "range is null");
      requireNonNull(outage, "outage is null");
    }
  }

  /**
   * Settings of the stages in one run.
   *
   * @param flow pauses the sources while questions wait
   * @param sourceParallelism of the source
   * @param outage of the run
   * @param cacheTopic topic of the answer cache, the ledger
   */
  record Context(FlowControl flow, int sourceParallelism, Duration outage, CacheTopic cacheTopic) {}

  /** Returns the name of the command, by which dead letters name the job. */
  String command();

  /** Returns the recipe. */
  Recipe recipe();

  /** Returns the topics that all model jobs have. */
  Topics topics();

  /** Returns the topics that the job writes with its recipe, without the dead letters. */
  List<String> outputs();

  /** Adds the stages between source and sink, and returns the records to write. */
  DataStream<TopicRecord> stages(DataStream<LogRecord> records, Context context);

  /** Returns all topics that have to exist before the job starts. */
  default List<String> requiredTopics() {
    return Stream.of(List.of(topics().input()), outputs(), List.of(topics().deadLetters()))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /**
   * Adds the job to {@code env}.
   *
   * @throws IllegalStateException if topics are missing; the message names them all
   */
  default void define(StreamExecutionEnvironment env, Run run) {
    Topics topics = topics();
    KafkaConnector kafka = new KafkaConnector(run.connection(), run.name());
    kafka.require(requiredTopics());
    int parallelism = Math.min(env.getParallelism(), kafka.partitions(topics.input()));
    Context context =
        new Context(
            FlowControl.create(),
            parallelism,
            run.outage(),
            new CacheTopic(run.connection(), topics.ledger()));
    KafkaRecordDeserializationSchema<LogRecord> deserializer =
        topics.input().equals(topics.deadLetters())
            ? RetryRound.deserializer(command())
            : new LogRecordDeserializer();
    DataStream<LogRecord> records =
        env.fromSource(
                context
                    .flow()
                    .limit(
                        kafka.source(topics.input(), deserializer, run.range()),
                        TypeInformation.of(LogRecord.class)),
                WatermarkStrategy.noWatermarks(),
                "read")
            .setParallelism(parallelism)
            .uid("read");
    stages(records, context)
        .sinkTo(kafka.sink(new TopicRecord.Serializer(command()), recipe().limits().rowBytes()))
        .name("write")
        .uid("write");
  }
}
