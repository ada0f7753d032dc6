package io.medsift.centroids.embed;

import io.medsift.centroids.embed.EmbeddingInput.InputFile;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.store.StoreDirectory;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import java.nio.file.Path;
import java.util.BitSet;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.BatchExecutionOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The embedding job. Bounded: Flink sorts the prompts by part, on disk where they are many. */
public final class EmbeddingJob {
  /** Counter: rows that were read. */
  public static final String ROWS_READ = "rows_read";

  /** Counter: prompts that were embedded. */
  public static final String PROMPTS_EMBEDDED = "prompts_embedded";

  /** Counter: a thousand for each part that was written, less for one under way. */
  public static final String PART_THOUSANDTHS = "part_thousandths";

  private static final int MAX_PARALLELISM = 128;

  private EmbeddingJob() {}

  /**
   * Adds the job's operators to {@code env}.
   *
   * @param directory of a store that {@link StoreDirectory#begin} has made
   * @param encoder of the store's model
   */
  public static void define(
      StreamExecutionEnvironment env,
      EmbeddingInput input,
      StoreDirectory store,
      Path directory,
      EncoderSource encoder) {
    int parts = store.plan().parts();
    PromptParser parser = new PromptParser(store.plan().field(), parts);
    PartKeys keys = new PartKeys(parts, MAX_PARALLELISM);
    BitSet finished = store.finished();

    DataStream<PromptRow> rows =
        input.topic() == null
            ? ofFiles(env, input, new ReadFunction(parser, finished))
            : ofTopic(env, input.topic(), new PromptDeserializer(parser, finished));
    rows.keyBy(row -> keys.keyOf(row.part()), Types.INT)
        .process(new EmbedPartFunction(directory.toAbsolutePath().toString(), encoder))
        .returns(Types.INT)
        .setMaxParallelism(MAX_PARALLELISM)
        .name("embed")
        .uid("embed")
        .sinkTo(new DiscardingSink<>())
        .name("done")
        .uid("done");
  }

  private static DataStream<PromptRow> ofFiles(
      StreamExecutionEnvironment env, EmbeddingInput input, ReadFunction read) {
    return env.fromData(input.files(), TypeInformation.of(InputFile.class))
        .uid("files")
        .name("files")
        .rebalance()
        .process(read)
        .returns(TypeInformation.of(PromptRow.class))
        .name("read")
        .uid("read");
  }

  private static DataStream<PromptRow> ofTopic(
      StreamExecutionEnvironment env, TopicRange topic, PromptDeserializer deserializer) {
    KafkaSource<PromptRow> source =
        KafkaSource.<PromptRow>builder()
            .setProperties(topic.connection().properties())
            .setProperty(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Integer.toString(KafkaConnection.FETCH_MAX_WAIT))
            .setTopics(topic.topic())
            .setStartingOffsets(OffsetsInitializer.offsets(topic.boundary(topic.starts())))
            .setBounded(OffsetsInitializer.offsets(topic.boundary(topic.ends())))
            .setDeserializer(deserializer)
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "read").uid("read");
  }

  /** The Flink settings that the job needs, each of which differs from Flink's own default. */
  public static Configuration flinkDefaults() {
    Configuration configuration = new Configuration();
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    configuration.set(BatchExecutionOptions.ADAPTIVE_AUTO_PARALLELISM_ENABLED, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    return configuration;
  }
}
