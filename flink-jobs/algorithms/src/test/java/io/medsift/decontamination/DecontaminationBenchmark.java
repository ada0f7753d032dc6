package io.medsift.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Measures prompts per second of processor time on one core, of each rule and of the naive way,
 * against about 10,000 and 90,000 items. Arguments, optional: the rules to run, of {@code ngram
 * fuzzy calibrated aligned plain naive}. {@code plain} and {@code naive} are the fuzzy rule without
 * bounds, 64 characters at a time and one by one.
 */
public final class DecontaminationBenchmark {
  private static final List<String> MEDICAL_SETS =
      List.of(
          "medmcqa_dev",
          "medqa_test_4opt",
          "pubmedqa_pqal",
          "mmlu_medical",
          "medagents_mmlu_pro",
          "bioasq_7b_11b");

  /** Rows to take from each source, for a mean of about 155 characters. */
  private static final Map<String, Integer> MIX =
      Map.of(
          "train/chatdoctor5k", 200,
          "train/medquad", 150,
          "train/flan_cot", 250,
          "train/alpacare_outputs", 40,
          "train/gsm8k_train", 100,
          "train/codealpaca", 120,
          "train/gpteacher", 60,
          "train/huatuo_llama_zh", 80);

  private static final int MANY_ITEMS = 90_000;
  private static final long RUN_NANOS = 3_000_000_000L;

  private DecontaminationBenchmark() {}

  public static void main(String[] arguments) {
    List<String> rules =
        arguments.length == 0
            ? List.of("ngram", "fuzzy", "calibrated", "aligned", "plain", "naive")
            : List.of(arguments);
    SharedData data =
        SharedData.find()
            .orElseThrow(() -> new IllegalStateException("set -Dmedsift.shared=FOLDER"));
    List<String> mixed = mixed(data);
    List<String> vignettes = vignettes(data);
    BenchmarkIndex few = medical(data);
    BenchmarkIndex many = perturbed(few);
    System.out.printf(
        "mixed: %d prompts, mean %.0f chars; vignettes: %d prompts, mean %.0f chars%n",
        mixed.size(), meanLength(mixed), vignettes.size(), meanLength(vignettes));
    for (BenchmarkIndex index : List.of(few, many)) {
      for (String rule : rules) {
        long start = System.nanoTime();
        Rule built = build(rule, index);
        System.out.printf(
            Locale.ROOT,
            "%-10s %,7d items  built in %5.2f s%n",
            rule,
            index.items().size(),
            (System.nanoTime() - start) / 1e9);
        measure(rule, "mixed", built, mixed);
        measure(rule, "vignettes", built, vignettes);
      }
    }
  }

  private interface Rule {
    boolean flags(String prompt);
  }

  private static Rule build(String rule, BenchmarkIndex index) {
    return switch (rule) {
      case "ngram" -> of(AnySharedNgramRule.Settings.DEFAULT, index);
      case "fuzzy" -> of(FuzzyRule.Settings.DEFAULT, index);
      case "calibrated" -> of(CalibratedRule.Settings.DEFAULT, index);
      case "aligned" -> of(AlignedRule.Settings.DEFAULT, index);
      case "plain" -> {
        PlainBitParallel plain = new PlainBitParallel(index);
        yield prompt -> plain.reaches(prompt, 80);
      }
      case "naive" -> prompt -> naiveFuzzy(prompt, index);
      default -> throw new IllegalArgumentException("no rule " + rule);
    };
  }

  private static Rule of(DecontaminationRule.Settings settings, BenchmarkIndex index) {
    DecontaminationRule rule = settings.on(index);
    return prompt -> rule.check(prompt).isPresent();
  }

  private static boolean naiveFuzzy(String prompt, BenchmarkIndex index) {
    boolean found = false;
    for (EvaluationItem item : index.items()) {
      found |= BruteForce.reaches(prompt, item.question(), 80);
    }
    return found;
  }

  private static void measure(String name, String kind, Rule rule, List<String> prompts) {
    if (!name.equals("naive")) {
      run(rule, prompts, RUN_NANOS / 2);
    }
    long[] result = run(rule, prompts, RUN_NANOS);
    System.out.printf(
        Locale.ROOT,
        "%-10s %-10s %,12.0f prompts/s   flagged %.2f%%%n",
        name,
        kind,
        result[0] * 1e9 / result[2],
        100.0 * result[1] / result[0]);
  }

  /** Checks prompts round and round; returns how many, how many were flagged, CPU nanoseconds. */
  private static long[] run(Rule rule, List<String> prompts, long nanos) {
    long start = cpuNanos();
    long used = 0;
    long checked = 0;
    long flagged = 0;
    while (used < nanos) {
      if (rule.flags(prompts.get((int) (checked % prompts.size())))) {
        flagged++;
      }
      checked++;
      if ((checked & 15) == 0 || used == 0) {
        used = cpuNanos() - start;
      }
    }
    return new long[] {checked, flagged, cpuNanos() - start};
  }

  /** Of this thread: what other processes take does not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<String> mixed(SharedData data) {
    List<String> prompts = new ArrayList<>();
    MIX.forEach(
        (source, count) -> {
          List<String> all = data.prompts(source);
          for (int i = 0; i < count; i++) {
            prompts.add(all.get((int) ((long) i * all.size() / count)));
          }
        });
    Collections.sort(prompts);
    Collections.shuffle(prompts, new Random(7));
    return prompts;
  }

  /** Vignettes of a benchmark that is not in the index, long and alike, each in three variants. */
  private static List<String> vignettes(SharedData data) {
    List<String> prompts = new ArrayList<>();
    for (JsonNode row : data.rows("eval/medxpertqa_text_sampled")) {
      String question = row.get("question").asText().replaceAll("(?s)\\nAnswer Choices:.*", "");
      prompts.add(question);
      prompts.add("Doctor, " + question);
      prompts.add(question.toLowerCase(Locale.ROOT));
    }
    return prompts;
  }

  private static BenchmarkIndex medical(SharedData data) {
    BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder();
    for (String set : MEDICAL_SETS) {
      builder.add(set, data.file("eval/" + set));
    }
    return builder.build();
  }

  private static BenchmarkIndex perturbed(BenchmarkIndex index) {
    Random random = new Random(5);
    List<EvaluationItem> items = new ArrayList<>();
    for (int i = 0; i < MANY_ITEMS; i++) {
      EvaluationItem item = index.items().get(i % index.items().size());
      String question =
          i < index.items().size() ? item.question() : perturb(item.question(), random, 3);
      items.add(
          new EvaluationItem("many", "many-" + i, question, item.options(), Optional.empty()));
    }
    return new BenchmarkIndex.Builder().add("many", items).build();
  }

  /** Replaces one word in {@code every} by a made-up one. */
  private static String perturb(String text, Random random, int every) {
    StringBuilder changed = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      changed.append(changed.length() == 0 ? "" : " ");
      changed.append(random.nextInt(every) == 0 ? madeUp(random) : word);
    }
    return changed.toString();
  }

  private static String madeUp(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 3 + random.nextInt(7); i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private static double meanLength(List<String> prompts) {
    return prompts.stream().mapToInt(String::length).average().orElse(0);
  }
}
