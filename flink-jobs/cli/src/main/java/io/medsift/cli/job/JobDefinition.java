package io.medsift.cli.job;

import io.medsift.curation.CurationSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Adds the operators of a job between the topics of its settings to an environment. */
@FunctionalInterface
public interface JobDefinition {
  /** Defines the job. */
  void define(StreamExecutionEnvironment environment, CurationSettings settings) throws Exception;
}
