package io.medsift.centroids.training;

import io.medsift.centroids.CentroidDraft;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.Cluster;
import io.medsift.centroids.PromptLabeller;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.UnitVectors;
import io.medsift.embedding.store.EmbeddingStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Trained centroids with the prompts that are nearest to each.
 *
 * <p>Deterministic for equal prompts in equal order, settings and model on one kind of processor.
 */
public final class CentroidTrainer {

  private static final String CREATED_BY = "medsift centroid trainer 2";

  private CentroidTrainer() {}

  /** What training made of a store, without labels. */
  public static CentroidDraft unlabelled(
      EmbeddingStore store, TrainingSettings settings, TrainedCentroids trained) {
    CentroidManifest manifest =
        new CentroidManifest(
            CentroidManifest.FORMAT_VERSION,
            CREATED_BY,
            store.model(),
            settings.clusters(),
            store.dimension(),
            settings.seed(),
            new CentroidManifest.Training(
                store.manifest().plan().rows(),
                store.count(),
                trained.sampled(),
                trained.iterations(),
                trained.inertia(),
                CentroidTraining.NEAREST),
            List.of(),
            null,
            Map.of());
    return new CentroidDraft(
        manifest,
        trained.centroids(),
        clusters(
            trained,
            (vector, distance) -> Cluster.NearestPrompt.unlabelled(store.prompt(vector), distance),
            Cluster::unlabelled));
  }

  /**
   * Embeds prompts, trains and labels them in one go; holds all vectors in memory (1.5 kB a prompt)
   * and is meant for up to some ten thousand prompts.
   *
   * @param prompts with or without repetitions; a repeated prompt counts once
   * @param k how many clusters, at most the number of distinct prompts
   * @throws IllegalArgumentException when there are fewer distinct prompts than clusters
   */
  public static CentroidDraft train(
      List<String> prompts, int k, long seed, SentenceEncoder encoder, PromptLabeller labeller) {
    List<String> distinct = List.copyOf(new LinkedHashSet<>(prompts));
    float[][] vectors = new float[distinct.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = encoder.encode(distinct.get(i));
    }
    TrainingSettings settings = TrainingSettings.of(k, seed);
    TrainedCentroids trained =
        new CentroidTraining(settings, 1, TrainingListener.NONE).train(UnitVectors.of(vectors));
    CentroidManifest manifest =
        new CentroidManifest(
            CentroidManifest.FORMAT_VERSION,
            CREATED_BY,
            encoder.model(),
            k,
            encoder.model().dimension(),
            seed,
            new CentroidManifest.Training(
                prompts.size(),
                distinct.size(),
                trained.sampled(),
                trained.iterations(),
                trained.inertia(),
                CentroidTraining.NEAREST),
            labeller.labels(),
            labeller.classifier(),
            Map.of());
    return new CentroidDraft(
        manifest,
        trained.centroids(),
        clusters(
            trained,
            (vector, distance) -> {
              String prompt = distinct.get(vector);
              return new Cluster.NearestPrompt(
                  prompt, distance, labeller.label(prompt, vectors[vector]));
            },
            (size, nearest) -> Cluster.byMajority(labeller.labels(), size, nearest)));
  }

  @FunctionalInterface
  private interface PromptOfVector {
    Cluster.NearestPrompt of(int vector, double distance);
  }

  @FunctionalInterface
  private interface ClusterOfPrompts {
    Cluster of(int size, List<Cluster.NearestPrompt> nearest);
  }

  private static List<Cluster> clusters(
      TrainedCentroids trained, PromptOfVector prompts, ClusterOfPrompts make) {
    NearestVectors nearest = trained.nearest();
    List<Cluster> clusters = new ArrayList<>();
    for (int cluster = 0; cluster < trained.sizes().length; cluster++) {
      List<Cluster.NearestPrompt> near = new ArrayList<>();
      for (int i = 0; i < nearest.count(cluster); i++) {
        near.add(prompts.of(nearest.vector(cluster, i), nearest.distance(cluster, i)));
      }
      clusters.add(make.of(trained.sizes()[cluster], near));
    }
    return clusters;
  }
}
