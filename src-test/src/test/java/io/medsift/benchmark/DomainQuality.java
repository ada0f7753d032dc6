package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.centroids.Cluster;
import io.medsift.centroids.NearestCentroid;
import io.medsift.centroids.training.CentroidTraining;
import io.medsift.centroids.training.TrainedCentroids;
import io.medsift.centroids.training.TrainingListener;
import io.medsift.centroids.training.TrainingSettings;
import io.medsift.embedding.UnitVectors;
import io.medsift.embedding.store.EmbeddingStore;
import io.medsift.labelling.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Precision, recall and F1 of "Medical or Biology" for centroids labelled by where their prompts
 * come from. Arguments: the store and the prompts that {@code deploy/centroids/README.md} names,
 * and the number of clusters.
 *
 * <p>Measured twice, each time on prompts that no centroid was trained on: prompts held out, a
 * fifth at a time, and whole subjects held out, several at a time, so that nothing like them was
 * trained on. The same question stays on one side, whatever set it comes from.
 */
public final class DomainQuality {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KEPT = Set.of("Medical", "Biology");
  private static final List<String> LABELS = LabelSet.shipped().names();
  private static final int FOLDS = 5;
  private static final int SAME_QUESTION = 60;
  private static final long SEED = 3;

  /** Subjects that are held out together: sets that share questions, and some to tell from them. */
  private static final List<Set<String>> HELD_OUT =
      List.of(
          Set.of(
              "mmlupro health",
              "mmlupro biology",
              "mmlu_medical",
              "mirage_medical_predictions",
              "medqa_test_4opt",
              "pubmedqa_pqal",
              "bioasq_7b_11b",
              "mmlupro law",
              "mmlupro history"),
          Set.of(
              "medmcqa_dev", "medxpertqa_text_sampled", "mmlupro psychology", "mmlupro chemistry"),
          Set.of("alpacare_outputs", "chatdoctor5k", "gpteacher", "star1_r1"),
          Set.of(
              "medquad",
              "codealpaca",
              "mmlupro computer science",
              "mmlupro physics",
              "mmlupro engineering"),
          Set.of(
              "gsm8k_train",
              "flan_cot aqua_train",
              "mmlupro math",
              "mmlupro business",
              "mmlupro economics"),
          Set.of(
              "flan_cot creak_train",
              "flan_cot ecqa_train",
              "flan_cot sensemaking_train",
              "flan_cot strategyqa_train",
              "mmlupro other",
              "mmlupro philosophy"));

  private record Prompt(String subject, String label, int fold, float[] vector) {}

  private final List<Prompt> prompts;
  private final int clusters;

  private DomainQuality(List<Prompt> prompts, int clusters) {
    this.prompts = prompts;
    this.clusters = clusters;
  }

  /** Prints both tables. */
  public static void main(String[] arguments) throws IOException {
    EmbeddingStore store = EmbeddingStore.open(Path.of(arguments[0]));
    DomainQuality quality =
        new DomainQuality(prompts(store, Path.of(arguments[1])), Integer.parseInt(arguments[2]));
    List<Predicate<Prompt>> folds = new ArrayList<>();
    for (int i = 0; i < FOLDS; i++) {
      int fold = i;
      folds.add(prompt -> prompt.fold() == fold);
    }
    quality.measure("prompts held out", folds);
    quality.measure(
        "subjects held out",
        HELD_OUT.stream()
            .map(subjects -> (Predicate<Prompt>) prompt -> subjects.contains(prompt.subject()))
            .toList());
  }

  private static List<Prompt> prompts(EmbeddingStore store, Path file) throws IOException {
    Map<String, JsonNode> rows = new HashMap<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      JsonNode row = JSON.readTree(line);
      rows.put(row.get("prompt").textValue(), row);
    }
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < store.count(); i++) {
      JsonNode row = rows.get(store.prompt(i));
      float[] vector = new float[store.dimension()];
      store.read(i, 1, vector, 0);
      String set = row.get("set").textValue();
      boolean one = set.equals("mmlu_medical") || row.get("subject").textValue().isEmpty();
      prompts.add(
          new Prompt(
              one ? set : set + " " + row.get("subject").textValue(),
              row.get("label").textValue(),
              fold(store.prompt(i)),
              vector));
    }
    return prompts;
  }

  private static int fold(String prompt) {
    String letters = prompt.toLowerCase(Locale.ROOT).replaceAll("\\W", "");
    String start = letters.substring(0, Math.min(SAME_QUESTION, letters.length()));
    return Math.floorMod(start.hashCode(), FOLDS);
  }

  private void measure(String name, List<Predicate<Prompt>> parts) {
    Map<String, int[]> tally = new TreeMap<>();
    for (Predicate<Prompt> held : parts) {
      List<Prompt> trained = prompts.stream().filter(held.negate()).toList();
      List<Prompt> measured = prompts.stream().filter(held).toList();
      List<String> labels = labels(trained, measured);
      for (int i = 0; i < labels.size(); i++) {
        Prompt prompt = measured.get(i);
        boolean wanted = KEPT.contains(prompt.label());
        boolean kept = KEPT.contains(labels.get(i));
        String family = prompt.subject().startsWith("mmlupro ") ? "MMLU-Pro" : "other sets";
        for (String group : List.of("all", family, "  " + prompt.subject())) {
          tally.computeIfAbsent(group, g -> new int[4])[(wanted ? 2 : 0) + (kept ? 1 : 0)]++;
        }
      }
    }
    System.out.printf("%s, %,d clusters%n", name, clusters);
    tally.forEach(
        (group, counts) -> {
          double precision = (double) counts[3] / (counts[3] + counts[1]);
          double recall = (double) counts[3] / (counts[3] + counts[2]);
          System.out.printf(
              "%-32s n %6d  wanted %6d  kept %6d  precision %.3f  recall %.3f  F1 %.3f%n",
              group,
              counts[0] + counts[1] + counts[2] + counts[3],
              counts[2] + counts[3],
              counts[1] + counts[3],
              precision,
              recall,
              2 * precision * recall / (precision + recall));
        });
  }

  /** The labels of the clusters that {@code measured} fall into, trained on the others. */
  private List<String> labels(List<Prompt> trained, List<Prompt> measured) {
    UnitVectors vectors = UnitVectors.of(vectors(trained));
    TrainedCentroids found =
        new CentroidTraining(TrainingSettings.of(clusters, SEED), 1, TrainingListener.NONE)
            .train(vectors);
    List<String> ofClusters = new ArrayList<>();
    for (int cluster = 0; cluster < clusters; cluster++) {
      List<Cluster.NearestPrompt> nearest = new ArrayList<>();
      for (int i = 0; i < found.nearest().count(cluster); i++) {
        nearest.add(
            new Cluster.NearestPrompt(
                "",
                found.nearest().distance(cluster, i),
                trained.get(found.nearest().vector(cluster, i)).label()));
      }
      ofClusters.add(Cluster.byMajority(LABELS, found.sizes()[cluster], nearest).label());
    }
    List<String> labels = new ArrayList<>();
    try (NearestCentroid nearest = new NearestCentroid(found.centroids(), vectors.dimension())) {
      for (NearestCentroid.Assignment assignment : nearest.assign(vectors(measured))) {
        labels.add(ofClusters.get(assignment.cluster()));
      }
    }
    return labels;
  }

  private static float[][] vectors(List<Prompt> prompts) {
    return prompts.stream().map(Prompt::vector).toArray(float[][]::new);
  }
}
