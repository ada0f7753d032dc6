package io.medsift.curation;

import static java.util.Objects.requireNonNull;

import io.medsift.curation.domain.PromptEmbedding;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recipe.Recipe;
import io.medsift.recovery.LostSamples;
import io.medsift.recovery.SavedState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One run of the curation job.
 *
 * @param benchmarks directory of the evaluation index, null where the recipe does not decontaminate
 * @param centroids directory of the centroid artifact, null where the recipe has no domain gate
 * @param bounded stop at the offsets that are the end when the job starts
 * @param kafka the run's sources and sinks
 * @param sourceUid the uid under which state has the position in the topic; with another uid, the
 *     topic is read from its start over the state of an earlier run
 * @param range the part of the topic of samples that a bounded run reads; null for all of it
 * @param embedding assignment of prompts to clusters, where the recipe has the domain gate
 * @param lost how many offsets the run skips, since the topic no longer holds them
 * @param earlier how far another run had read, from whose state this one starts that reads the
 *     topic anew: partition to the next offset; empty for any other run
 */
public record CurationSettings(
    Recipe recipe,
    Path benchmarks,
    Path centroids,
    CurationTopics topics,
    boolean bounded,
    KafkaConnector kafka,
    String sourceUid,
    TopicRange range,
    PromptEmbedding embedding,
    long lost,
    Map<Integer, Long> earlier) {
  /** The default uid under which the state of a run has its position. */
  public static final String SOURCE_UID = "read";

  private static final String SINK_UID = "write";

  public CurationSettings {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(kafka, "kafka is null");
    requireNonNull(sourceUid, "sourceUid is null");
    requireNonNull(embedding, "embedding is null");
    earlier = Map.copyOf(earlier);
    if (range != null && !bounded) {
      throw new IllegalArgumentException("a run over a part of a topic is bounded");
    }
  }

  /**
   * Creates a run over the whole topic, whose state has the position of the source under {@code
   * sourceUid}.
   *
   * @param run its name, see {@link KafkaConnector}
   */
  public CurationSettings(
      Recipe recipe,
      Path benchmarks,
      Path centroids,
      CurationTopics topics,
      boolean bounded,
      String run,
      String sourceUid) {
    this(
        recipe,
        benchmarks,
        centroids,
        topics,
        bounded,
        new KafkaConnector(topics.connection(), run),
        sourceUid,
        null,
        PromptEmbedding.ONCE,
        0,
        Map.of());
  }

  /**
   * Creates a run that continues where an earlier one stopped, if it starts from that run's state.
   */
  public CurationSettings(
      Recipe recipe,
      Path benchmarks,
      Path centroids,
      CurationTopics topics,
      boolean bounded,
      String run) {
    this(recipe, benchmarks, centroids, topics, bounded, run, SOURCE_UID);
  }

  /** The same, over a part of the topic. */
  public CurationSettings over(TopicRange part) {
    return new CurationSettings(
        recipe,
        benchmarks,
        centroids,
        topics,
        bounded,
        kafka,
        sourceUid,
        part,
        embedding,
        lost,
        earlier);
  }

  /** The same of a run that skips what its topic has lost. */
  public CurationSettings without(List<LostSamples> samples) {
    return new CurationSettings(
        recipe,
        benchmarks,
        centroids,
        topics,
        bounded,
        kafka,
        sourceUid,
        range,
        embedding,
        samples.stream().mapToLong(LostSamples::count).sum(),
        earlier);
  }

  /** The same, with clusters from elsewhere. */
  public CurationSettings with(PromptEmbedding other) {
    return new CurationSettings(
        recipe,
        benchmarks,
        centroids,
        topics,
        bounded,
        kafka,
        sourceUid,
        range,
        other,
        lost,
        earlier);
  }

  /**
   * The same, started from a state. Where another run wrote it, and this one reads the topic anew,
   * what that run had read is {@code earlier}.
   *
   * @throws IOException if there is no such state, or it cannot be read
   */
  public CurationSettings startedFrom(org.apache.flink.core.fs.Path state) throws IOException {
    if (sourceUid.equals(SOURCE_UID)) {
      return this;
    }
    Map<Integer, Long> read = SavedState.read(state, SOURCE_UID, topics.samples()).offsets();
    return new CurationSettings(
        recipe,
        benchmarks,
        centroids,
        topics,
        bounded,
        kafka,
        sourceUid,
        range,
        embedding,
        lost,
        read);
  }

  /**
   * The name by which state knows the sink's transactions. A run that reads again, over the state
   * of another, must not know that run's transactions: it would abort them, and the other may be
   * running.
   */
  String sinkUid() {
    return sourceUid.equals(SOURCE_UID) ? SINK_UID : SINK_UID + "-after-" + sourceUid;
  }

  /** Returns the judge gate's minimum; any value if no track is judged. */
  public double minimumScore() {
    return recipe.judge() == null ? 0 : recipe.judge().minimum();
  }
}
