package io.medsift.integration.curation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.centroids.CentroidDraft;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.Cluster;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;
import io.medsift.testkit.scenario.LoggedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prompts half of which lie between two centroids, one of a label that the recipe keeps and one of
 * a label that it does not, in the middle but for the error of the encoder.
 */
final class NearTies {
  static final List<String> TIED =
      List.of(
          "Which artery supplies the sinoatrial node?",
          "How does a court decide who pays the costs of a trial?",
          "Why do leaves turn red in the autumn?",
          "Give the dose of adrenaline in anaphylaxis.",
          "What does a bond yield tell an investor?",
          "Write a function that reverses a linked list.",
          "Who painted the ceiling of the Sistine Chapel?",
          "Explain how vaccines train the immune system.");

  static final List<String> CLEAR =
      List.of(
          "At which temperature does lead melt?",
          "Name three causes of chronic cough.",
          "Translate the proverb into French.",
          "What is the capital of Mongolia?",
          "How is a fracture of the wrist treated?",
          "Prove that the square root of two is irrational.",
          "Which enzyme unwinds the double helix?",
          "Describe the offside rule of football.");

  private static final String RECIPE =
      """
      name: near-ties
      description: The gate that depends on vectors, and those around it.
      domain:
        keep: [Medical]
      deduplicate:
        ngram: 4
        jaccard: 0.7
      tracks:
        r1_trace: {gates: [domain, deduplicate]}
        synthetic_qa: {gates: [verify, domain]}
      """;

  // Half a turn of 53 degrees from the prompt, so that the error counts almost in full.
  private static final double ASIDE = 0.5;

  private NearTies() {}

  static Path recipe(Path directory) throws IOException {
    return Files.writeString(directory.resolve("near-ties.yaml"), RECIPE);
  }

  /** Two centroids for each tied prompt, and one for each other. */
  static Path centroids(Path directory) throws IOException {
    List<float[]> centroids = new ArrayList<>();
    List<Cluster> clusters = new ArrayList<>();
    CentroidManifest manifest;
    try (SentenceEncoder encoder = EncoderSource.shipped().open()) {
      for (String prompt : TIED) {
        float[] vector = encoder.encode(prompt);
        centroids.add(aside(vector, ASIDE));
        clusters.add(cluster("Medical"));
        centroids.add(aside(vector, -ASIDE));
        clusters.add(cluster("Law"));
      }
      for (String prompt : CLEAR) {
        centroids.add(encoder.encode(prompt));
        clusters.add(cluster(clusters.size() % 2 == 0 ? "Medical" : "Law"));
      }
      manifest = manifest(encoder, clusters.size());
    }
    float[] flat = new float[centroids.size() * manifest.dimension()];
    for (int i = 0; i < centroids.size(); i++) {
      System.arraycopy(centroids.get(i), 0, flat, i * manifest.dimension(), manifest.dimension());
    }
    Path target = directory.resolve("near-ties");
    new CentroidDraft(manifest, flat, clusters).write(target);
    return target;
  }

  /** As far from the vector one way as another, along the coordinate that has the error. */
  private static float[] aside(float[] vector, double far) {
    double along = Math.sqrt(1 - (double) vector[0] * vector[0]);
    double[] aside = new double[vector.length];
    for (int i = 0; i < aside.length; i++) {
      double perpendicular = ((i == 0 ? 1 : 0) - (double) vector[0] * vector[i]) / along;
      aside[i] = vector[i] + far * perpendicular;
    }
    return Vectors.unit(aside);
  }

  private static Cluster cluster(String label) {
    return new Cluster(label, Map.of(label, 1), 1, 1, List.of());
  }

  private static CentroidManifest manifest(SentenceEncoder encoder, int clusters) {
    return new CentroidManifest(
        CentroidManifest.FORMAT_VERSION,
        "test",
        encoder.model(),
        clusters,
        encoder.model().dimension(),
        1,
        new CentroidManifest.Training(clusters, clusters, clusters, 1, 0.3, 1),
        List.of("Medical", "Law"),
        new CentroidManifest.Classifier("test", "by hand", "0".repeat(64)),
        Map.of());
  }

  /** Three samples of each prompt, one of them with a wrong answer in every other prompt. */
  static List<LoggedRecord> samples(int partitions) {
    List<LoggedRecord> records = new ArrayList<>();
    List<String> prompts = new ArrayList<>(TIED);
    prompts.addAll(CLEAR);
    for (int i = 0; i < 3 * prompts.size(); i++) {
      String prompt = prompts.get(i % prompts.size());
      boolean question = i % 3 == 0;
      String sample =
          """
          {"id": "n%d", "source": "synthetic", "track": "%s", "prompt": "%s",\
           "response": "Thoughts of number %d come to \\\\boxed{%s}."%s}\
          """
              .formatted(
                  i,
                  question ? "synthetic_qa" : "r1_trace",
                  prompt,
                  i,
                  i % 2 == 0 ? "A" : "B",
                  question
                      ? ", \"options\": {\"A\": \"one\", \"B\": \"two\"}, \"reference\":"
                          + " {\"kind\": \"letter\", \"value\": \"A\"}"
                      : "");
      records.add(new LoggedRecord(i % partitions, 1_000_000L + i, sample.getBytes(UTF_8)));
    }
    return records;
  }
}
