package io.medsift.centroids;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.medsift.embedding.EmbeddingModel;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Content of {@code manifest.json} in a centroid artifact.
 *
 * @param formatVersion {@link #FORMAT_VERSION}; a reader refuses any other
 * @param createdBy the program that wrote it, without a time so that equal inputs give equal bytes
 * @param model the only model whose vectors may be assigned to these centroids
 * @param clusters how many centroids
 * @param dimension floats of each
 * @param seed of the training
 * @param training what went in and how it ended
 * @param labels the label set, in the order that breaks ties; empty before labelling
 * @param classifier who gave the labels, null before labelling
 * @param files lower-case hexadecimal SHA-256 of every other file, by name
 */
public record CentroidManifest(
    int formatVersion,
    String createdBy,
    EmbeddingModel model,
    int clusters,
    int dimension,
    long seed,
    Training training,
    List<String> labels,
    Classifier classifier,
    Map<String, String> files) {

  /** Version 1: unit vectors in little-endian 32-bit floats, cosine distance. */
  public static final int FORMAT_VERSION = 1;

  public CentroidManifest {
    requireNonNull(createdBy, "created_by is missing");
    requireNonNull(model, "model is missing");
    requireNonNull(training, "training is missing");
    requireNonNull(labels, "labels is missing");
    requireNonNull(files, "files is missing");
    labels = List.copyOf(labels);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * Input and result of a training.
   *
   * @param prompts how many were given, with repetitions
   * @param distinctPrompts how many of them are distinct: all of these have a cluster
   * @param sampledPrompts how many of the distinct ones the centroids were moved by
   * @param iterations passes of k-means
   * @param inertia mean cosine distance of a distinct prompt to its centroid
   * @param votesPerCluster most prompts that vote on one label
   */
  public record Training(
      long prompts,
      int distinctPrompts,
      int sampledPrompts,
      int iterations,
      double inertia,
      int votesPerCluster) {}

  /** Returns whether the clusters have labels: without them the gate cannot use the artifact. */
  @JsonIgnore
  public boolean isLabelled() {
    return classifier != null;
  }

  /** The same training with the labels that a classifier gave. */
  public CentroidManifest labelledBy(Classifier who, List<String> labelSet) {
    requireNonNull(who, "classifier is null");
    return new CentroidManifest(
        formatVersion, createdBy, model, clusters, dimension, seed, training, labelSet, who, files);
  }

  CentroidManifest withFiles(Map<String, String> checksums) {
    return new CentroidManifest(
        formatVersion,
        createdBy,
        model,
        clusters,
        dimension,
        seed,
        training,
        labels,
        classifier,
        checksums);
  }

  /**
   * The method by which labels were made.
   *
   * @param kind for example {@code nearest-description}
   * @param description one sentence for a reader
   * @param sha256 lower-case hexadecimal SHA-256 of what directs it: the descriptions, or a prompt
   */
  public record Classifier(String kind, String description, String sha256) {

    public Classifier {
      requireNonNull(kind, "kind is null");
      requireNonNull(description, "description is null");
      requireNonNull(sha256, "sha256 is null");
    }
  }
}
