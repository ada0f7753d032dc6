package io.medsift.annotation;

import io.medsift.asking.TopicRecordSerializer;
import io.medsift.topic.KafkaEnd;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The annotation job on Kafka. */
public final class AnnotationJob {
  private AnnotationJob() {}

  /** Adds the job's operators to {@code env}, from the unscored topic to that of samples. */
  public static void define(StreamExecutionEnvironment env, AnnotationSettings settings) {
    AnnotationTopics topics = settings.topics();
    KafkaEnd kafka = new KafkaEnd(topics.connection(), settings.run());
    AnnotationEnds ends =
        new AnnotationEnds(
            kafka.source(topics.unscored(), settings.reading()),
            Math.min(env.getParallelism(), kafka.partitions(topics.unscored())),
            kafka.sink(
                new TopicRecordSerializer("annotate"), settings.recipe().limits().rowBytes()));
    AnnotationTopology.define(env, ends, settings);
  }
}
