package io.medsift.curation;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.deduplicate.DeduplicationPlan;
import io.medsift.curation.domain.DomainPlan;
import io.medsift.curation.domain.PromptEmbedding;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.EncoderFiles;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Artifacts by which a run decides, identified when the job is defined. Operators load the
 * artifacts themselves and refuse others.
 *
 * @param decontamination null where the recipe does not decontaminate
 * @param domain null where the recipe has no domain gate
 * @param fingerprints artifact name to fingerprint, for verdicts
 */
public record CurationArtifacts(
    DecontaminationPlan decontamination,
    DomainPlan domain,
    DeduplicationPlan deduplication,
    Map<String, String> fingerprints) {

  /**
   * Identifies the artifacts of a run.
   *
   * @throws IllegalArgumentException if the recipe needs one that the settings do not name
   */
  public static CurationArtifacts of(CurationSettings settings) {
    Recipe recipe = settings.recipe();
    // A file that cannot be used ends the submission, and not each start of the job.
    recipe.annotate().keys();
    Map<String, String> fingerprints = new TreeMap<>();
    DecontaminationPlan decontamination = null;
    if (recipe.runs(Gate.DECONTAMINATE)) {
      Path directory =
          required(settings.benchmarks(), Gate.DECONTAMINATE, recipe, "a benchmark index");
      PromptEmbedding embedding = settings.embedding();
      decontamination =
          DecontaminationPlan.of(directory, recipe, embedding.again() ? null : embedding.log());
      fingerprints.put(DecontaminationPlan.BENCHMARKS, decontamination.fingerprint());
      if (decontamination.vectors() != null) {
        fingerprints.put(DecontaminationPlan.VECTORS, decontamination.vectors());
      }
    }
    DomainPlan domain = null;
    if (recipe.runs(Gate.DOMAIN)) {
      Path directory = required(settings.centroids(), Gate.DOMAIN, recipe, "a centroid artifact");
      CentroidArtifact artifact = centroids(directory);
      DomainPlan.Versions versions =
          new DomainPlan.Versions(artifact.fingerprint(), artifact.manifest().model().id());
      fingerprints.putAll(versions.fingerprints());
      EncoderFiles encoder = recipe.domain().encoder();
      requireEncoder(artifact, encoder);
      domain =
          DomainPlan.of(
              directory.toString(), versions, recipe.domain(), settings.embedding().by(encoder));
    }
    DeduplicationPlan deduplication =
        new DeduplicationPlan(recipe.deduplicate(), CurationJob.MAX_PARALLELISM);
    if (recipe.runs(Gate.DEDUPLICATE)) {
      fingerprints.put("signatures", deduplication.scheme().fingerprint());
    }
    return new CurationArtifacts(decontamination, domain, deduplication, fingerprints);
  }

  private static Path required(Path directory, Gate gate, Recipe recipe, String what) {
    if (directory == null) {
      throw new IllegalArgumentException(
          "recipe %s runs the gate %s, which needs %s"
              .formatted(recipe.stamp().name(), gate.wireName(), what));
    }
    return directory;
  }

  private static CentroidArtifact centroids(Path directory) {
    try {
      return CentroidArtifact.load(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Opens the encoder that a recipe names, so that files that do not fit end the submission. */
  private static void requireEncoder(CentroidArtifact artifact, EncoderFiles named) {
    if (named == null) {
      return;
    }
    try (SentenceEncoder encoder = EncoderSource.of(named).open()) {
      artifact.requireModel(encoder.model());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
