package io.medsift.evolve;

import io.medsift.llm.stage.JobConnectors;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The evolution job on Kafka. */
public final class EvolutionJob {
  private EvolutionJob() {}

  /**
   * Adds the job's operators to {@code env}.
   *
   * @throws IllegalStateException if topics are missing; the message names them all
   */
  public static void define(StreamExecutionEnvironment env, EvolutionSettings settings) {
    EvolutionTopics topics = settings.topics();
    JobConnectors ends =
        JobConnectors.onKafka(
            env,
            new JobConnectors.Topics(
                topics.connection(),
                "evolve",
                settings.run(),
                topics.seeds(),
                List.of(topics.prompts(), topics.eliminated()),
                topics.deadLetters()),
            settings.reading(),
            settings.recipe().limits());
    EvolutionTopology.define(env, ends, settings);
  }
}
