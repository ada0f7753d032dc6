package io.medsift.cli.replay;

import static java.util.Objects.requireNonNull;

import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recipe.Recipe;
import java.nio.file.Path;

/**
 * A replay that is to be run.
 *
 * @param first the topics of the first run
 * @param range what to read of its samples
 * @param prefix of the new topics and of the transactions
 * @param state savepoint or checkpoint of the first run; null to start without memory
 * @param embedAgain embed prompts whose cluster the first run knows as well, and count what changes
 */
public record ReplayRequest(
    Recipe recipe,
    ArtifactSource benchmarks,
    ArtifactSource centroids,
    int parallelism,
    CurationTopics first,
    TopicRange range,
    String prefix,
    Path state,
    boolean embedAgain) {
  public ReplayRequest {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(first, "first is null");
    requireNonNull(range, "range is null");
    requireNonNull(prefix, "prefix is null");
  }

  /** Returns the same of another range of the topic. */
  public ReplayRequest over(TopicRange other) {
    return new ReplayRequest(
        recipe, benchmarks, centroids, parallelism, first, other, prefix, state, embedAgain);
  }

  /** Returns the same into topics of another prefix. */
  public ReplayRequest into(String other) {
    return new ReplayRequest(
        recipe, benchmarks, centroids, parallelism, first, range, other, state, embedAgain);
  }

  /** The topics of the replay: the samples of the first run, and outputs of its own. */
  public CurationTopics topics() {
    return first.withOutputs(prefix);
  }
}
