package io.medsift.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Real paraphrases and translations of evaluation items: how often the item is among the 1, 5 and
 * 20 nearest of an index, and what share of them, and of prompts that repeat no item, reaches a
 * similarity. Arguments: prompts of each clean source (300), paraphrases of each kind (all).
 */
public final class ParaphraseRecall {
  private static final List<String> KINDS =
      List.of(
          "gsm8k",
          "abstract_algebra_rephrased",
          "sociology_rephrased",
          "abstract_algebra_translated",
          "sociology_translated");
  private static final List<String> OTHER_ITEMS = List.of("mmlu_medical", "medqa_test_4opt");
  private static final double[] THRESHOLDS = {0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95};
  private static final int[] CANDIDATES = {1, 5, 20};

  private final SharedData data;
  private final SentenceEncoder encoder;
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final List<List<float[]>> items = new ArrayList<>();

  private ParaphraseRecall(SharedData data, SentenceEncoder encoder) {
    this.data = data;
    this.encoder = encoder;
  }

  /** Prints the two tables. */
  public static void main(String[] arguments) throws Exception {
    int clean = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
    int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE;
    SharedData data = SharedData.required();
    try (SentenceEncoder encoder = EncoderSource.shipped().open()) {
      ParaphraseRecall recall = new ParaphraseRecall(data, encoder);
      recall.index(most);
      recall.printParaphrases(most);
      CalibrationData others = new CalibrationData(data);
      List<String> vignettes = others.vignettes();
      recall.printClean(
          "vignettes of MedXpertQA", vignettes.subList(0, Math.min(clean, vignettes.size())));
      others.clean(clean).forEach(recall::printClean);
    }
  }

  private void index(int most) {
    for (String kind : KINDS) {
      for (JsonNode row : data.rows("paraphrase/" + kind, most)) {
        EvaluationItem item = item(row);
        if (positions.putIfAbsent(item.questionWithOptions(), items.size()) == null) {
          items.add(encoder.encodeAll(item.embeddedTexts()));
        }
      }
    }
    for (String set : OTHER_ITEMS) {
      for (JsonNode row : data.rows("eval/" + set, most)) {
        items.add(encoder.encodeAll(item(row).embeddedTexts()));
      }
    }
  }

  private static EvaluationItem item(JsonNode row) {
    List<EvaluationItem.Option> options = new ArrayList<>();
    row.path("options")
        .properties()
        .forEach(
            option ->
                options.add(
                    new EvaluationItem.Option(option.getKey(), option.getValue().asText())));
    return new EvaluationItem(
        "set", row.path("id").asText(), row.path("question").asText(), options, Optional.empty());
  }

  private void printParaphrases(int most) {
    System.out.printf(
        Locale.ROOT, "%,d items%n| %% | prompts | of 1 | of 5 | of 20 |%s%n", items.size(), head());
    for (String kind : KINDS) {
      List<JsonNode> rows = data.rows("paraphrase/" + kind, most);
      int[] among = new int[CANDIDATES.length];
      List<Double> own = new ArrayList<>();
      for (JsonNode row : rows) {
        double[] scores = scores(row.path("paraphrase").asText());
        double score = scores[positions.get(item(row).questionWithOptions())];
        int nearer = 0;
        for (double other : scores) {
          nearer += other > score ? 1 : 0;
        }
        for (int i = 0; i < CANDIDATES.length; i++) {
          among[i] += nearer < CANDIDATES[i] ? 1 : 0;
        }
        own.add(score);
      }
      StringBuilder cells = new StringBuilder();
      for (int found : among) {
        cells.append(String.format(Locale.ROOT, " %.1f |", 100.0 * found / rows.size()));
      }
      System.out.printf("| %s | %d |%s%s%n", kind, rows.size(), cells, shares(own));
    }
    System.out.printf("| %% | prompts |%s%n", head());
  }

  private void printClean(String source, List<String> prompts) {
    List<Double> best = new ArrayList<>();
    for (String prompt : prompts) {
      double highest = -1;
      for (double score : scores(prompt)) {
        highest = Math.max(highest, score);
      }
      best.add(highest);
    }
    System.out.printf("| %s | %d |%s%n", source, prompts.size(), shares(best));
  }

  /** The similarity of a text and each item: of the nearer of its two texts. */
  private double[] scores(String text) {
    float[] vector = encoder.encode(text);
    double[] scores = new double[items.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          items.get(i).stream().mapToDouble(own -> Vectors.dot(vector, own)).max().orElseThrow();
    }
    return scores;
  }

  private static String head() {
    StringBuilder head = new StringBuilder();
    for (double threshold : THRESHOLDS) {
      head.append(" ≥ ").append(threshold).append(" |");
    }
    return head.toString();
  }

  private static String shares(List<Double> scores) {
    StringBuilder cells = new StringBuilder();
    for (double threshold : THRESHOLDS) {
      long reached = scores.stream().filter(score -> score >= threshold).count();
      cells.append(String.format(Locale.ROOT, " %.1f |", 100.0 * reached / scores.size()));
    }
    return cells.toString();
  }
}
