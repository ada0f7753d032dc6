package io.medsift.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.probe.LookAlike;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What the rule {@code semantic} finds of real paraphrases and translations of evaluation items,
 * and of prompts that repeat none. Arguments: prompts of each source that repeat no item (300),
 * items of each file (all).
 */
public final class ParaphraseRecall {
  private static final List<String> KINDS =
      List.of(
          "gsm8k",
          "abstract_algebra_rephrased",
          "sociology_rephrased",
          "abstract_algebra_translated",
          "sociology_translated");
  private static final List<String> OTHER_SETS =
      List.of(
          "medqa_test_4opt",
          "pubmedqa_pqal",
          "mmlu_medical",
          "medagents_mmlu_pro",
          "bioasq_7b_11b");

  /** A set of which every other item is in the index. */
  private static final String HALF = "medmcqa_dev";

  private static final double[] LIMITS = {
    0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.825, 0.85, 0.875, 0.9, 0.95
  };
  private static final int[] RANKS = {1, 5, 20};
  private static final int CANDIDATES = 5;
  private static final int MOST = 20;

  private final SharedData data;
  private final int most;
  private final Map<String, EvaluationItem> rewritten = new LinkedHashMap<>();
  private final Map<String, List<EvaluationItem>> others = new LinkedHashMap<>();
  private final List<String> strangers = new ArrayList<>();

  private ParaphraseRecall(SharedData data, int most) {
    this.data = data;
    this.most = most;
  }

  /** Prints the tables. */
  public static void main(String[] arguments) throws Exception {
    int clean = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
    int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE;
    ParaphraseRecall recall = new ParaphraseRecall(SharedData.required(), most);
    BenchmarkIndex index = recall.index();
    try (SemanticRule rule =
        new SemanticRule(index, new SemanticRule.Settings(0.85, EncoderSource.shipped()))) {
      System.out.printf(Locale.ROOT, "%,d items%n", index.items().size());
      recall.printParaphrases(rule);
      System.out.printf("| %% with an item at | prompts |%s%n", head());
      recall.printOthers(rule, clean);
    }
  }

  private BenchmarkIndex index() throws Exception {
    for (String kind : KINDS) {
      for (JsonNode row : data.rows("paraphrase/" + kind, most)) {
        EvaluationItem item = item("rewritten", String.valueOf(rewritten.size()), row);
        rewritten.putIfAbsent(item.questionWithOptions(), item);
      }
    }
    for (String set : OTHER_SETS) {
      others.put(set, items(set));
    }
    List<EvaluationItem> half = new ArrayList<>();
    for (EvaluationItem item : items(HALF)) {
      if (half.size() <= strangers.size()) {
        half.add(item);
      } else {
        strangers.add(item.questionWithOptions());
      }
    }
    others.put(HALF, half);
    BenchmarkIndex.Builder builder =
        new BenchmarkIndex.Builder().add("rewritten", List.copyOf(rewritten.values()));
    others.forEach(builder::add);
    try (SentenceEncoder encoder = EncoderSource.shipped().open()) {
      return builder.embed(encoder, embedded -> {}).build();
    }
  }

  private List<EvaluationItem> items(String set) {
    return data.rows("eval/" + set, most).stream()
        .map(row -> item(set, row.path("id").asText(), row))
        .toList();
  }

  private static EvaluationItem item(String set, String id, JsonNode row) {
    List<EvaluationItem.Option> options = new ArrayList<>();
    row.path("options")
        .properties()
        .forEach(
            option ->
                options.add(
                    new EvaluationItem.Option(option.getKey(), option.getValue().asText())));
    return new EvaluationItem(set, id, row.path("question").asText(), options, Optional.empty());
  }

  private void printParaphrases(SemanticRule rule) {
    StringBuilder reached = new StringBuilder("| % with an item at | prompts |" + head() + "\n");
    System.out.printf(
        "| %% whose item is | prompts | nearest | of 5 | of 20 | of 5 and at |%n| | | | | |%s%n",
        head());
    for (String kind : KINDS) {
      List<JsonNode> rows = data.rows("paraphrase/" + kind, most);
      int[] among = new int[RANKS.length];
      List<Double> own = new ArrayList<>();
      List<Double> best = new ArrayList<>();
      for (JsonNode row : rows) {
        EvaluationItem item = rewritten.get(item("rewritten", "", row).questionWithOptions());
        List<SemanticRule.Candidate> near =
            rule.candidates(row.path("paraphrase").asText(), LIMITS[0], MOST);
        int rank = rank(item, near);
        for (int i = 0; i < RANKS.length; i++) {
          among[i] += rank < RANKS[i] ? 1 : 0;
        }
        own.add(rank < CANDIDATES ? near.get(rank).similarity() : 0);
        best.add(near.isEmpty() ? 0 : near.get(0).similarity());
      }
      StringBuilder cells = new StringBuilder();
      for (int found : among) {
        cells.append(String.format(Locale.ROOT, " %.1f |", 100.0 * found / rows.size()));
      }
      System.out.printf("| %s | %d |%s |%s%n", kind, rows.size(), cells, shares(own));
      reached.append("| %s | %d |%s%n".formatted(kind, rows.size(), shares(best)));
    }
    System.out.print(reached);
  }

  private static int rank(EvaluationItem item, List<SemanticRule.Candidate> near) {
    for (int i = 0; i < near.size(); i++) {
      if (near.get(i).item().equals(item)) {
        return i;
      }
    }
    return MOST;
  }

  private void printOthers(SemanticRule rule, int clean) {
    List<EvaluationItem> problems =
        rewritten.values().stream().filter(item -> item.options().isEmpty()).toList();
    for (LookAlike kind : LookAlike.values()) {
      String name = "look-alikes, " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      print(name + ", MedQA", rule, lookAlikes(kind, others.get("medqa_test_4opt"), clean));
      print(name + ", GSM8K", rule, lookAlikes(kind, problems, clean));
    }
    Collections.shuffle(strangers, new Random(20));
    print("other questions of MedMCQA", rule, first(strangers, clean));
    CalibrationData calibration = new CalibrationData(data);
    print("vignettes of MedXpertQA", rule, first(calibration.vignettes(), clean));
    calibration.clean(clean).forEach((source, prompts) -> print(source, rule, prompts));
  }

  private static <T> List<T> first(List<T> all, int count) {
    return all.subList(0, Math.min(count, all.size()));
  }

  private static List<String> lookAlikes(LookAlike kind, List<EvaluationItem> items, int most) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (EvaluationItem item : items) {
      List.of(item.question().toLowerCase(Locale.ROOT).split("\\W+")).stream()
          .distinct()
          .forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    Random random = new Random(5);
    List<String> prompts = new ArrayList<>();
    for (EvaluationItem item : items) {
      if (prompts.size() < most) {
        kind.of(item, items, word -> counts.getOrDefault(word, 0) > items.size() / 50, random)
            .ifPresent(prompts::add);
      }
    }
    return prompts;
  }

  private static void print(String source, SemanticRule rule, List<String> prompts) {
    List<Double> best = new ArrayList<>();
    for (String prompt : prompts) {
      List<SemanticRule.Candidate> near = rule.candidates(prompt, LIMITS[0], 1);
      best.add(near.isEmpty() ? 0 : near.get(0).similarity());
    }
    System.out.printf("| %s | %d |%s%n", source, prompts.size(), shares(best));
  }

  private static String head() {
    StringBuilder head = new StringBuilder();
    for (double limit : LIMITS) {
      head.append(" ≥ ").append(limit).append(" |");
    }
    return head.toString();
  }

  private static String shares(List<Double> scores) {
    StringBuilder cells = new StringBuilder();
    for (double limit : LIMITS) {
      long reached = scores.stream().filter(score -> score >= limit).count();
      cells.append(String.format(Locale.ROOT, " %.1f |", 100.0 * reached / scores.size()));
    }
    return cells.toString();
  }
}
