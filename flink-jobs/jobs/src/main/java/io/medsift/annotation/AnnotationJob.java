package io.medsift.annotation;

import io.medsift.llm.stage.JobConnectors;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The annotation job on Kafka. */
public final class AnnotationJob {
  private AnnotationJob() {}

  /**
   * Adds the job's operators to {@code env}.
   *
   * @throws IllegalStateException if topics are missing; the message names them all
   */
  public static void define(StreamExecutionEnvironment env, AnnotationSettings settings) {
    AnnotationTopics topics = settings.topics();
    JobConnectors ends =
        JobConnectors.onKafka(
            env,
            new JobConnectors.Topics(
                topics.connection(),
                "annotate",
                settings.run(),
                topics.unscored(),
                List.of(topics.samples()),
                topics.deadLetters()),
            settings.reading(),
            settings.recipe().limits());
    AnnotationTopology.define(env, ends, settings);
  }
}
