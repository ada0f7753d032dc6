package io.medsift.recipe;

import io.medsift.codec.SampleLimits;
import io.medsift.verdict.Gate;
import io.medsift.verdict.RecipeStamp;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of a curation run. The mirror of {@code recipe.schema.json}, defaults filled in.
 *
 * @param decontaminate rules in the order in which they run, empty where no track decontaminates
 * @param domain null where no track runs the domain gate
 * @param judge null where no track runs the judge gate
 * @param quality bounds of the quality gate, whether or not a track runs it
 * @param models those that the jobs before curation ask
 * @param tracks track name to its gates
 * @param evolve settings of the evolution job, which do not decide about samples
 */
public record Recipe(
    RecipeStamp stamp,
    String description,
    SampleLimits limits,
    List<DecontaminationStep> decontaminate,
    DomainSettings domain,
    JudgeSettings judge,
    DeduplicationSettings deduplicate,
    QualitySettings quality,
    Models models,
    AnnotateSettings annotate,
    GenerateSettings generate,
    EvolveSettings evolve,
    Map<String, Track> tracks)
    implements Serializable {

  public Recipe {
    decontaminate = List.copyOf(decontaminate);
    tracks = Collections.unmodifiableMap(new TreeMap<>(tracks));
  }

  /** A recipe that asks no model and has the usual bounds of quality. */
  public Recipe(
      RecipeStamp stamp,
      String description,
      SampleLimits limits,
      List<DecontaminationStep> decontaminate,
      DomainSettings domain,
      JudgeSettings judge,
      DeduplicationSettings deduplicate,
      Map<String, Track> tracks) {
    this(
        stamp,
        description,
        limits,
        decontaminate,
        domain,
        judge,
        deduplicate,
        QualitySettings.DEFAULT,
        Models.NONE,
        AnnotateSettings.DEFAULT,
        GenerateSettings.DEFAULT,
        EvolveSettings.DEFAULT,
        tracks);
  }

  /** Whether any track runs {@code gate}. */
  public boolean runs(Gate gate) {
    return tracks.values().stream().anyMatch(track -> track.runs(gate));
  }

  /**
   * One sentence on the parts of samples that are not compared with evaluation sets; empty where
   * all are, or where no track compares any.
   */
  public Optional<String> notCompared() {
    return runs(Gate.DECONTAMINATE)
        ? SampleField.notCompared(
            decontaminate.stream().flatMap(step -> step.fields().stream()).toList())
        : Optional.empty();
  }

  /** The same recipe under the hash of its content. */
  Recipe stamped(String hash) {
    return new Recipe(
        new RecipeStamp(stamp.name(), hash),
        description,
        limits,
        decontaminate,
        domain,
        judge,
        deduplicate,
        quality,
        models,
        annotate,
        generate,
        evolve,
        tracks);
  }

  /** The same recipe with other centroids; its stamp does not change with their directory. */
  public Recipe withCentroids(String directory) {
    return domain == null
        ? this
        : new Recipe(
            stamp,
            description,
            limits,
            decontaminate,
            new DomainSettings(
                directory, domain.keep(), domain.minimumAgreement(), domain.minimumSimilarity()),
            judge,
            deduplicate,
            quality,
            models,
            annotate,
            generate,
            evolve,
            tracks);
  }
}
