package io.medsift.decontamination;

import io.medsift.SharedData;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.index.EvaluationSet;
import io.medsift.decontamination.probe.Disturbance;
import io.medsift.decontamination.probe.LookAlike;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Items of real evaluation sets that someone has changed, and questions that only look like them.
 * The main program prints what each rule finds of them, as a table. Argument, optional: how many
 * items of each set to take.
 */
public final class DisturbedLeaks {
  private static final int COMMON = 100;

  private final CalibrationData data;
  private final Map<Group, List<EvaluationItem>> items = new EnumMap<>(Group.class);

  /** Items that are alike. */
  enum Group {
    /** English questions, of which four in five have choices. */
    ENGLISH(""),
    CHINESE(", Chinese"),
    /** English questions of nine words on average, without choices. */
    SHORT(", short");

    private final String suffix;

    Group(String suffix) {
      this.suffix = suffix;
    }
  }

  DisturbedLeaks(CalibrationData data, int each) {
    this.data = data;
    data.itemsToPlant(each)
        .forEach(
            (set, some) -> {
              if (set.endsWith("/zh")) {
                add(Group.CHINESE, some);
              } else if (set.endsWith("/en") && set.startsWith("m")) {
                add(Group.ENGLISH, some);
              } else if (set.startsWith("bioasq")) {
                add(Group.SHORT, some);
              }
            });
  }

  private void add(Group group, List<EvaluationItem> some) {
    items.computeIfAbsent(group, none -> new ArrayList<>()).addAll(some);
  }

  public static void main(String[] arguments) {
    SharedData shared =
        SharedData.find()
            .orElseThrow(() -> new IllegalStateException("set -Dmedsift.shared=FOLDER"));
    int each = arguments.length == 0 ? 120 : Integer.parseInt(arguments[0]);
    CalibrationData data = new CalibrationData(shared);
    DisturbedLeaks leaks = new DisturbedLeaks(data, each);
    Map<String, DecontaminationRule> rules = rules(data.index());
    System.out.printf("| %% flagged | prompts | %s |%n", String.join(" | ", rules.keySet()));
    System.out.println("|---|---|" + "---|".repeat(rules.size()));
    for (Group group : Group.values()) {
      for (Disturbance kind : Disturbance.values()) {
        List<String> prompts = leaks.of(kind, group);
        if (!prompts.isEmpty()) {
          line(name(kind) + group.suffix, rules, prompts);
        }
      }
    }
    for (LookAlike kind : LookAlike.values()) {
      line("look-alikes: " + name(kind), rules, leaks.lookAlikes(kind, 4 * each));
    }
    line("vignettes of another set", rules(data.indexWithoutVignettes()), data.vignettes());
    line("questions with ten choices", rules, data.tenChoices());
    data.clean(5 * each).forEach((source, prompts) -> line(source, rules, prompts));
  }

  private static String name(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void line(
      String name, Map<String, DecontaminationRule> rules, List<String> prompts) {
    System.out.printf("| %s | %d |", name, prompts.size());
    for (DecontaminationRule rule : rules.values()) {
      System.out.printf(
          Locale.ROOT, " %.1f |", DecontaminationCalibration.shareFlagged(rule, prompts));
    }
    System.out.println();
  }

  private static Map<String, DecontaminationRule> rules(BenchmarkIndex index) {
    Map<String, DecontaminationRule> rules = new LinkedHashMap<>();
    rules.put("aligned", AlignedRule.Settings.DEFAULT.on(index));
    rules.put("calibrated", CalibratedRule.Settings.DEFAULT.on(index));
    rules.put("8-gram", AnySharedNgramRule.Settings.DEFAULT.on(index));
    rules.put("fuzzy 80", FuzzyRule.Settings.DEFAULT.on(index));
    return rules;
  }

  /** Returns the items that can be changed so, changed. */
  List<String> of(Disturbance kind, Group group) {
    List<EvaluationItem> some = items.get(group);
    List<String> others = data.surroundings(group == Group.CHINESE);
    Random random = new Random(7);
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      EvaluationItem item = some.get(i);
      if (kind.applies(item)) {
        prompts.add(kind.apply(item, others.get(2 * i) + " " + others.get(2 * i + 1), random));
      }
    }
    return prompts;
  }

  /** Returns questions that look like items of MedQA, up to {@code most}. */
  List<String> lookAlikes(LookAlike kind, int most) {
    List<EvaluationItem> stories =
        data.index().sets().stream()
            .filter(set -> set.name().startsWith("medqa"))
            .flatMap(set -> set.items().stream())
            .toList();
    Predicate<String> common = commonWords();
    Random random = new Random(5);
    List<String> prompts = new ArrayList<>();
    for (EvaluationItem item : stories) {
      if (prompts.size() < most) {
        kind.of(item, stories, common, random).ifPresent(prompts::add);
      }
    }
    return prompts;
  }

  private Predicate<String> commonWords() {
    Map<String, Integer> counts = new HashMap<>();
    for (EvaluationSet set : data.index().sets()) {
      for (EvaluationItem item : set.items()) {
        Set<String> words =
            new HashSet<>(List.of(item.question().toLowerCase(Locale.ROOT).split("\\W+")));
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
      }
    }
    return word -> counts.getOrDefault(word, 0) > COMMON;
  }
}
