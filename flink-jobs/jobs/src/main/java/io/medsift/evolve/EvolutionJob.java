package io.medsift.evolve;

import io.medsift.asking.TopicRecordSerializer;
import io.medsift.topic.KafkaEnd;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The evolution job on Kafka. */
public final class EvolutionJob {
  private EvolutionJob() {}

  /** Adds the job's operators to {@code env}, from the topic of seeds to that of prompts. */
  public static void define(StreamExecutionEnvironment env, EvolutionSettings settings) {
    EvolutionTopics topics = settings.topics();
    KafkaEnd kafka = new KafkaEnd(topics.connection(), settings.run());
    kafka.require(topics.seeds(), topics.prompts(), topics.eliminated(), topics.deadLetters());
    EvolutionEnds ends =
        new EvolutionEnds(
            kafka.source(topics.seeds(), settings.reading()),
            Math.min(env.getParallelism(), kafka.partitions(topics.seeds())),
            kafka.sink(new TopicRecordSerializer("evolve"), settings.recipe().limits().rowBytes()));
    EvolutionTopology.define(env, ends, settings);
  }
}
