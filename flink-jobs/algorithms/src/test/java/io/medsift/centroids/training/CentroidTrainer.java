package io.medsift.centroids.training;

import io.medsift.centroids.CentroidDraft;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.Cluster;
import io.medsift.centroids.PromptLabeller;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.UnitVectors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Trains and labels centroids of prompts in one go. */
public final class CentroidTrainer {

  private CentroidTrainer() {}

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
            TrainedCentroids.CREATED_BY,
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
    List<Cluster> clusters = new ArrayList<>();
    for (int cluster = 0; cluster < k; cluster++) {
      List<Cluster.NearestPrompt> near = new ArrayList<>();
      for (int i = 0; i < trained.nearest().count(cluster); i++) {
        int vector = trained.nearest().vector(cluster, i);
        String prompt = distinct.get(vector);
        near.add(
            new Cluster.NearestPrompt(
                prompt,
                trained.nearest().distance(cluster, i),
                labeller.label(prompt, vectors[vector])));
      }
      clusters.add(Cluster.byMajority(labeller.labels(), trained.sizes()[cluster], near));
    }
    return new CentroidDraft(manifest, trained.centroids(), clusters);
  }
}
