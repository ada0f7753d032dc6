package io.medsift.centroids;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import io.medsift.centroids.training.CentroidTrainer;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.SharedEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Measures the bundled label descriptions on real prompts: precision and recall of "Medical or
 * Biology", for the label of each prompt and for the label of its cluster.
 *
 * <p>Clusters are trained on every other prompt and measured on the rest. Arguments: prompts per
 * source (700) and clusters (600). Needs the folder {@code shared/data}.
 */
final class LabelQuality {

  private static final String CATEGORIES = "mmlupro_Mixtral_8x7B_Instruct_v0_1";
  private static final List<String> SOURCES =
      List.of(
          "alpacare_outputs",
          "chatdoctor5k",
          "codealpaca",
          "emollm_zh",
          "flan_cot",
          "gpteacher",
          "gsm8k_train",
          "huatuo_llama_zh",
          "medquad",
          "star1_r1",
          CATEGORIES);
  private static final Set<String> KEPT = Set.of("Medical", "Biology");
  private static final Set<String> KEPT_CATEGORIES = Set.of("biology", "health");

  private record Row(String group, String prompt, boolean wanted) {}

  private LabelQuality() {}

  public static void main(String[] arguments) throws IOException {
    int perSource = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 700;
    int clusters = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 600;
    List<Row> rows = rows(SharedData.required(), perSource);
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      measure(rows, clusters, encoder);
    }
  }

  private static List<Row> rows(SharedData data, int perSource) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String source : SOURCES) {
      List<JsonNode> all = data.rows("train/" + source);
      int wanted = source.equals(CATEGORIES) ? perSource * 5 : perSource;
      int step = Math.max(1, all.size() / wanted);
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < all.size() && seen.size() < wanted; i += step) {
        JsonNode row = all.get(i);
        String prompt = row.path("prompt").asText();
        if (seen.add(prompt)) {
          boolean keep =
              source.equals(CATEGORIES)
                  ? KEPT_CATEGORIES.contains(row.path("category").asText())
                  : row.path("domain").asText().equals("medical");
          rows.add(new Row(source.replaceFirst("_Mixtral.*", ""), prompt, keep));
        }
      }
    }
    try (InputStream stream = LabelQuality.class.getResourceAsStream("nonmedical-zh.txt")) {
      new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(prompt -> rows.add(new Row("own_nonmedical_zh", prompt, false)));
    }
    return rows;
  }

  private static void measure(List<Row> rows, int clusters, SentenceEncoder encoder) {
    PromptLabeller labeller = new NearestDescriptionLabeller(LabelDescriptions.bundled(), encoder);
    List<String> training = new ArrayList<>();
    List<Row> measured = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (i % 2 == 0) {
        training.add(rows.get(i).prompt());
      } else {
        measured.add(rows.get(i));
      }
    }
    CentroidDraft draft = CentroidTrainer.train(training, clusters, 1, encoder, labeller);
    List<Boolean> byPrompt = new ArrayList<>();
    List<Boolean> byCluster = new ArrayList<>();
    try (NearestCentroid nearest =
        new NearestCentroid(draft.centroids(), encoder.model().dimension())) {
      for (Row row : measured) {
        float[] vector = encoder.encode(row.prompt());
        byPrompt.add(KEPT.contains(labeller.label(row.prompt(), vector)));
        int cluster = nearest.assign(vector).cluster();
        byCluster.add(KEPT.contains(draft.clusters().get(cluster).label()));
      }
    }
    System.out.printf(
        "%d prompts measured, %d others in %d clusters, %d iterations, inertia %.4f%n",
        measured.size(),
        training.size(),
        clusters,
        draft.manifest().training().iterations(),
        draft.manifest().training().inertia());
    Predicate<String> categories = group -> group.equals("mmlupro");
    Predicate<String> chinese = group -> group.endsWith("_zh");
    Map<String, List<Boolean>> decisions = new TreeMap<>();
    decisions.put("prompt", byPrompt);
    decisions.put("cluster", byCluster);
    decisions.forEach(
        (kind, decision) -> {
          report(kind + ", English sources", measured, decision, categories.or(chinese).negate());
          report(kind + ", mmlupro categories", measured, decision, categories);
          report(kind + ", Chinese", measured, decision, chinese);
          for (String group : measured.stream().map(Row::group).distinct().toList()) {
            report(kind + ",   " + group, measured, decision, group::equals);
          }
        });
  }

  private static void report(
      String name, List<Row> rows, List<Boolean> kept, Predicate<String> groups) {
    int both = 0;
    int wanted = 0;
    int found = 0;
    int all = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (groups.test(rows.get(i).group())) {
        all++;
        wanted += rows.get(i).wanted() ? 1 : 0;
        found += kept.get(i) ? 1 : 0;
        both += rows.get(i).wanted() && kept.get(i) ? 1 : 0;
      }
    }
    System.out.printf(
        "%-32s n %5d  wanted %5d  kept %5d  precision %.3f  recall %.3f%n",
        name, all, wanted, found, (double) both / found, (double) both / wanted);
  }
}
