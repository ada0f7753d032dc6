package io.medsift.generation;

import io.medsift.llm.stage.JobConnectors;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The generation job on Kafka. */
public final class GenerationJob {
  private GenerationJob() {}

  /**
   * Adds the job's operators to {@code env}.
   *
   * @throws IllegalStateException if topics are missing; the message names them all
   */
  public static void define(StreamExecutionEnvironment env, GenerationSettings settings) {
    GenerationTopics topics = settings.topics();
    JobConnectors ends =
        JobConnectors.onKafka(
            env,
            new JobConnectors.Topics(
                topics.connection(),
                "generate",
                settings.run(),
                topics.prompts(),
                List.of(topics.samples(), topics.unscored()),
                topics.deadLetters()),
            settings.reading(),
            settings.recipe().limits());
    GenerationTopology.define(env, ends, settings);
  }
}
