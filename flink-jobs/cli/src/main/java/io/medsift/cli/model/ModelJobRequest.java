package io.medsift.cli.model;

import static java.util.Objects.requireNonNull;

import io.medsift.cli.live.TopicJob;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A job to run that asks models.
 *
 * @param command that runs it
 * @param records what the job reads, in the plural, such as {@code prompts}
 * @param run name of the run
 * @param read name of the topic that is read
 * @param needed names of the topics that must exist
 * @param deadLetters name of the topic of dead letters
 * @param partitions with which missing topics are created; null to create none
 * @param untilEnd whether the job ends with what the topic holds now
 * @param outage how long a model may give no reply to any request before the job ends
 */
record ModelJobRequest(
    String command,
    String records,
    String run,
    TopicJob job,
    Map<ModelRole, AskedModel> models,
    String read,
    List<String> needed,
    String deadLetters,
    Integer partitions,
    boolean untilEnd,
    Duration outage) {
  ModelJobRequest {
    requireNonNull(job, "job is null");
    models = Map.copyOf(models);
    needed = List.copyOf(needed);
  }

  /** Returns the cost of the models' answers. */
  Spending spending() {
    return new Spending(models);
  }
}
