package io.medsift.centroids;

import io.medsift.embedding.SentenceEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Prompts to labelled centroids: embed each distinct prompt, cluster, and label each cluster by
 * majority of the prompts nearest to its centre.
 *
 * <p>Holds all vectors in memory (1.5 kB a prompt) and is meant for up to some ten thousand
 * prompts. Deterministic for equal prompts in equal order, seed and model on one kind of processor.
 */
public final class CentroidTrainer {

  /** How many prompts of a cluster vote on its label; fewer where the cluster is smaller. */
  public static final int VOTES = 10;

  private static final int MAX_ITERATIONS = 100;
  private static final String CREATED_BY = "medsift centroid trainer 1";

  private CentroidTrainer() {}

  /**
   * Trains centroids that are not yet on disk: see {@link CentroidDraft#write}.
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
    Clustering clustering = new KMeans(k, seed, MAX_ITERATIONS).cluster(vectors);
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
                clustering.iterations(),
                clustering.inertia(),
                VOTES),
            labeller.labels(),
            labeller.classifier(),
            Map.of());
    return new CentroidDraft(
        manifest, clustering.centroids(), label(distinct, vectors, clustering, labeller));
  }

  private static List<Cluster> label(
      List<String> prompts, float[][] vectors, Clustering clustering, PromptLabeller labeller) {
    List<List<Integer>> members = new ArrayList<>();
    for (int ignored : clustering.sizes()) {
      members.add(new ArrayList<>());
    }
    for (int i = 0; i < vectors.length; i++) {
      members.get(clustering.assignment()[i]).add(i);
    }
    List<Cluster> clusters = new ArrayList<>();
    for (int cluster = 0; cluster < members.size(); cluster++) {
      List<NearestPrompt> nearest = new ArrayList<>();
      for (Member member : nearest(members.get(cluster), vectors, clustering, cluster)) {
        String prompt = prompts.get(member.prompt());
        nearest.add(
            new NearestPrompt(
                prompt,
                member.assignment().distance(),
                labeller.label(prompt, vectors[member.prompt()])));
      }
      clusters.add(Cluster.byMajority(labeller.labels(), clustering.sizes()[cluster], nearest));
    }
    return clusters;
  }

  private record Member(int prompt, Assignment assignment) {}

  /** The members nearest to the centre, nearest first; equally near ones in prompt order. */
  private static List<Member> nearest(
      List<Integer> members, float[][] vectors, Clustering clustering, int cluster) {
    return members.stream()
        .map(prompt -> new Member(prompt, clustering.toCentre(vectors[prompt], cluster)))
        .sorted(
            Comparator.comparingDouble((Member member) -> -member.assignment().similarity())
                .thenComparingInt(Member::prompt))
        .limit(VOTES)
        .toList();
  }
}
