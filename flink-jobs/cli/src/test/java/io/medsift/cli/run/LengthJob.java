package io.medsift.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.job.JobDefinition;
import io.medsift.codec.RowCodec;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A job with the ends of the real one that judges a record by its length: even is accepted, odd is
 * rejected, and what does not begin with a brace is a dead letter.
 */
public final class LengthJob implements JobDefinition {
  @Override
  public void define(StreamExecutionEnvironment environment, CurationSettings settings) {
    CurationTopics topics = settings.topics();
    environment.enableCheckpointing(500);
    var source =
        KafkaSource.<Tuple2<String, byte[]>>builder()
            .setBootstrapServers(topics.bootstrapServers())
            .setTopics(topics.samples())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new WithPosition());
    if (settings.bounded()) {
      source.setBounded(OffsetsInitializer.latest());
    }
    environment
        .fromSource(source.build(), WatermarkStrategy.noWatermarks(), "samples")
        .uid("samples")
        .map(new Judge(topics))
        .name("judge")
        .uid("judge")
        .sinkTo(
            KafkaSink.<Tuple2<String, byte[]>>builder()
                .setBootstrapServers(topics.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(settings.kafka().run())
                .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "600000")
                .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "100000000")
                .setRecordSerializer(
                    KafkaRecordSerializationSchema.<Tuple2<String, byte[]>>builder()
                        .setTopicSelector(row -> row.f0)
                        .setValueSerializationSchema(row -> row.f1)
                        .build())
                .build())
        .name("write")
        .uid("write");
  }

  private static final class WithPosition
      implements KafkaRecordDeserializationSchema<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> sample, Collector<Tuple2<String, byte[]>> out) {
      if (Heartbeat.is(sample.value(), sample.headers())) {
        return;
      }
      out.collect(Tuple2.of(sample.partition() + ":" + sample.offset(), sample.value()));
    }

    @Override
    public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
      return Types.TUPLE(Types.STRING, Types.PRIMITIVE_ARRAY(Types.BYTE));
    }
  }

  private static final class Judge
      extends RichMapFunction<Tuple2<String, byte[]>, Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;
    private static final RecipeStamp STAMP = new RecipeStamp("by-length", "0123456789abcdef");

    private final CurationTopics topics;
    private transient Counter read;
    private transient Counter rejected;

    private Judge(CurationTopics topics) {
      this.topics = topics;
    }

    @Override
    public void open(OpenContext context) {
      var metrics = getRuntimeContext().getMetricGroup();
      read = metrics.counter("samples_read");
      rejected =
          metrics
              .addGroup("gate", "judge")
              .addGroup("reason", Reason.LOW_SCORE.name())
              .counter("rejected");
    }

    @Override
    public Tuple2<String, byte[]> map(Tuple2<String, byte[]> sample) {
      read.inc();
      String[] place = sample.f0.split(":", -1);
      Position position =
          new Position(topics.samples(), Integer.parseInt(place[0]), Long.parseLong(place[1]));
      String text = new String(sample.f1, UTF_8);
      if (!text.startsWith("{")) {
        return Tuple2.of(
            topics.deadLetters(),
            RowCodec.deadLetter(
                new DeadLetter("no brace", position, 0, text, null, null, Map.of())));
      }
      if (sample.f1.length % 2 == 0) {
        return Tuple2.of(topics.accepted(), RowCodec.rejected(sample.f1, accept(position)));
      }
      rejected.inc();
      return Tuple2.of(topics.rejected(), RowCodec.rejected(sample.f1, reject(position)));
    }

    private static Verdict accept(Position position) {
      return new Verdict(
          Decision.ACCEPTED,
          null,
          null,
          null,
          List.of(),
          STAMP,
          Map.of(),
          position,
          0,
          false,
          false);
    }

    private static Verdict reject(Position position) {
      return new Verdict(
          Decision.REJECTED,
          Gate.JUDGE,
          Reason.LOW_SCORE,
          new Evidence.Score(1, 8, null, null),
          List.of(),
          STAMP,
          Map.of(),
          position,
          0,
          false,
          false);
    }
  }
}
