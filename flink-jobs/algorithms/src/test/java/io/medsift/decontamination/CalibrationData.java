package io.medsift.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.index.EvaluationSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Leaks planted from real evaluation sets, and prompts that are none. The same on every run. */
final class CalibrationData {
  static final String VIGNETTES = "medxpertqa_text_sampled";
  static final List<String> SETS =
      List.of(
          "medmcqa_dev",
          "medqa_test_4opt",
          "pubmedqa_pqal",
          "mmlu_medical",
          "medagents_mmlu_pro",
          "bioasq_7b_11b",
          VIGNETTES,
          "apollo_xmedbench");
  private static final List<String> CLEAN =
      List.of(
          "chatdoctor5k",
          "medquad",
          "alpacare_outputs",
          "flan_cot",
          "gsm8k_train",
          "gpteacher",
          "codealpaca",
          "star1_r1",
          "huatuo_llama_zh",
          "emollm_zh");

  private static final List<String> NEAR_SUBJECTS = List.of("biology", "health");

  private final SharedData data;
  private final BenchmarkIndex index;
  private final Map<String, List<String>> read = new HashMap<>();

  CalibrationData(SharedData data) {
    this.data = data;
    this.index = index(SETS);
  }

  /** All evaluation sets. */
  BenchmarkIndex index() {
    return index;
  }

  /** All evaluation sets but the vignettes, which are clean against the others. */
  BenchmarkIndex indexWithoutVignettes() {
    return index(SETS.stream().filter(set -> !set.equals(VIGNETTES)).toList());
  }

  /** Real vignettes in the style of USMLE, of another benchmark than the index without them. */
  List<String> vignettes() {
    return index.sets().get(SETS.indexOf(VIGNETTES)).items().stream()
        .map(EvaluationItem::question)
        .toList();
  }

  /**
   * Every other item of each set; the rest, {@link #otherHalf}, are strangers of the same style.
   */
  BenchmarkIndex indexOfHalf() {
    BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder();
    for (EvaluationSet set : index.sets()) {
      builder.add(set.name(), half(set.items(), 0));
    }
    return builder.build();
  }

  /**
   * The questions that {@link #indexOfHalf} lacks, by set; a few have a copy in it all the same.
   */
  Map<String, List<String>> otherHalf() {
    Map<String, List<String>> questions = new LinkedHashMap<>();
    for (EvaluationSet set : index.sets()) {
      questions.put(
          set.name(), half(set.items(), 1).stream().map(EvaluationItem::question).toList());
    }
    return questions;
  }

  /** Items to plant: so many of each set, of the multilingual set so many of each language. */
  Map<String, List<EvaluationItem>> itemsToPlant(int each) {
    Map<String, List<EvaluationItem>> groups = new LinkedHashMap<>();
    for (EvaluationSet set : index.sets()) {
      List<String> languages = read("eval/" + set.name(), "lang");
      for (int i = 0; i < languages.size(); i++) {
        String group = set.name() + "/" + languages.get(i);
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(set.items().get(i));
      }
    }
    groups.replaceAll((name, items) -> sample(items, each));
    return groups;
  }

  /** Distinct prompts of training sets that are not made from evaluation sets. */
  Map<String, List<String>> clean(int each) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    for (String source : CLEAN) {
      sources.put(source, sample(distinct(read("train/" + source, "prompt")), each));
    }
    return sources;
  }

  /** Prompts that are evaluation questions with their choices, as others wrote them. */
  Map<String, List<String>> realLeaks(int each) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    addByCategory("mirage_medical_predictions", List.of("mmlu", "medqa", "pubmedqa"), sources);
    addByCategory("mmlupro_Mixtral_8x7B_Instruct_v0_1", List.of("health"), sources);
    sources.replaceAll((name, prompts) -> sample(distinct(prompts), each));
    return sources;
  }

  /** Questions with ten choices, on subjects of which the evaluation sets have none. */
  List<String> tenChoices() {
    return data.rows("train/mmlupro_Mixtral_8x7B_Instruct_v0_1").stream()
        .filter(row -> row.path("options").size() == 10)
        .filter(row -> !NEAR_SUBJECTS.contains(row.path("category").asText()))
        .map(row -> row.path("prompt").asText())
        .toList();
  }

  /** The prompts of the golden file that were, or were not, made from an evaluation question. */
  List<String> golden(boolean planted) {
    return data.rows("golden/decontamination").stream()
        .filter(row -> row.get("planted").asBoolean() == planted)
        .map(row -> row.get("prompt").asText())
        .toList();
  }

  /** Text around an embedded item, in the language of the item. */
  List<String> surroundings(boolean chinese) {
    return read(chinese ? "train/huatuo_llama_zh" : "train/chatdoctor5k", "prompt");
  }

  /** A field of every row of a file, which is read once. */
  private List<String> read(String file, String field) {
    return read.computeIfAbsent(
        file, name -> data.rows(name).stream().map(row -> row.path(field).asText()).toList());
  }

  private void addByCategory(
      String source, List<String> categories, Map<String, List<String>> sources) {
    for (JsonNode row : data.rows("train/" + source)) {
      String category = row.path("category").asText();
      if (categories.contains(category)) {
        sources
            .computeIfAbsent(source.replaceAll("_.*", "") + " " + category, n -> new ArrayList<>())
            .add(row.get("prompt").asText());
      }
    }
  }

  private BenchmarkIndex index(List<String> sets) {
    BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder();
    for (String set : sets) {
      builder.add(set, data.file("eval/" + set));
    }
    return builder.build();
  }

  private static List<EvaluationItem> half(List<EvaluationItem> items, int first) {
    List<EvaluationItem> half = new ArrayList<>();
    for (int i = first; i < items.size(); i += 2) {
      half.add(items.get(i));
    }
    return half;
  }

  private static List<String> distinct(List<String> prompts) {
    return new ArrayList<>(new LinkedHashSet<>(prompts));
  }

  private static <T> List<T> sample(List<T> all, int count) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(20));
    return shuffled.subList(0, Math.min(count, shuffled.size()));
  }
}
