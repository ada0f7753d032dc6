package io.medsift.generation;

import io.medsift.asking.TopicRecordSerializer;
import io.medsift.topic.KafkaEnd;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The generation job on Kafka. */
public final class GenerationJob {
  private GenerationJob() {}

  /** Adds the job's operators to {@code env}, from the topic of prompts to that of samples. */
  public static void define(StreamExecutionEnvironment env, GenerationSettings settings) {
    GenerationTopics topics = settings.topics();
    KafkaEnd kafka = new KafkaEnd(topics.connection(), settings.run());
    kafka.require(topics.prompts(), topics.samples(), topics.unscored(), topics.deadLetters());
    GenerationEnds ends =
        new GenerationEnds(
            kafka.source(topics.prompts(), settings.reading()),
            Math.min(env.getParallelism(), kafka.partitions(topics.prompts())),
            kafka.sink(
                new TopicRecordSerializer("generate"), settings.recipe().limits().rowBytes()));
    GenerationTopology.define(env, ends, settings);
  }
}
