package io.medsift.evolve;

import io.medsift.asking.JobEnds;
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
    JobEnds ends =
        JobEnds.onKafka(
            env,
            new JobEnds.Topics(
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
