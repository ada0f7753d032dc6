package io.medsift.decontamination;

import io.medsift.SharedData;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how many planted leaks each rule finds, and how many clean prompts it flags. Argument,
 * optional: how many items of each set and prompts of each source to take.
 */
public final class DecontaminationCalibration {
  private final CalibrationData data;
  private final int each;

  private DecontaminationCalibration(CalibrationData data, int each) {
    this.data = data;
    this.each = each;
  }

  public static void main(String[] arguments) {
    SharedData shared =
        SharedData.find()
            .orElseThrow(() -> new IllegalStateException("set -Dmedsift.shared=FOLDER"));
    int each = arguments.length == 0 ? 300 : Integer.parseInt(arguments[0]);
    new DecontaminationCalibration(new CalibrationData(shared), each).run();
  }

  private void run() {
    Map<String, DecontaminationRule> rules = rules(data.index());
    Map<LeakKind, List<String>> byKind = new LinkedHashMap<>();
    Map<String, List<String>> bySet = new LinkedHashMap<>();
    plant(byKind, bySet);

    header("recall, % of leaks found, by kind", rules);
    byKind.forEach((kind, prompts) -> line(kind.name().toLowerCase(Locale.ROOT), rules, prompts));
    header("recall by set, all kinds but truncated ones", rules);
    bySet.forEach((set, prompts) -> line(set, rules, prompts));
    header("recall, questions as others re-used them", rules);
    data.realLeaks(each * 5).forEach((source, prompts) -> line(source, rules, prompts));
    line("golden planted", rules, data.golden(true));

    header("% of clean prompts flagged", rules);
    line("vignettes against other sets", rules(data.indexWithoutVignettes()), data.vignettes());
    data.clean(each * 5).forEach((source, prompts) -> line(source, rules, prompts));
    line("golden clean", rules, data.golden(false));

    header("% flagged of one half of a set against the other", rules);
    Map<String, DecontaminationRule> half = rules(data.indexOfHalf());
    data.otherHalf().forEach((set, prompts) -> line(set, half, prompts));
  }

  private void plant(Map<LeakKind, List<String>> byKind, Map<String, List<String>> bySet) {
    List<String> english = data.surroundings(false);
    List<String> chinese = data.surroundings(true);
    data.itemsToPlant(each)
        .forEach(
            (set, items) -> {
              for (int i = 0; i < items.size(); i++) {
                EvaluationItem item = items.get(i);
                List<String> around = LeakKind.isChinese(item.question()) ? chinese : english;
                for (LeakKind kind : LeakKind.values()) {
                  String prompt = kind.plant(item, around.get(2 * i), around.get(2 * i + 1));
                  byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(prompt);
                  if (kind.compareTo(LeakKind.TRUNCATED_70) < 0) {
                    bySet.computeIfAbsent(set, s -> new ArrayList<>()).add(prompt);
                  }
                }
              }
            });
  }

  private static Map<String, DecontaminationRule> rules(BenchmarkIndex index) {
    DecontaminationRule calibrated = CalibratedRule.Settings.DEFAULT.on(index);
    DecontaminationRule ngram = AnySharedNgramRule.Settings.DEFAULT.on(index);
    DecontaminationRule fuzzy = FuzzyRule.Settings.DEFAULT.on(index);
    Map<String, DecontaminationRule> rules = new LinkedHashMap<>();
    rules.put("calibrated", calibrated);
    rules.put("8-gram", ngram);
    rules.put("fuzzy 80", fuzzy);
    rules.put("both lit.", prompt -> ngram.check(prompt).or(() -> fuzzy.check(prompt)));
    rules.put("cal.+fuzzy", prompt -> calibrated.check(prompt).or(() -> fuzzy.check(prompt)));
    return rules;
  }

  private static void header(String title, Map<String, DecontaminationRule> rules) {
    System.out.printf("%n%-48s %7s", title, "prompts");
    rules.keySet().forEach(rule -> System.out.printf(" %10s", rule));
    System.out.println();
  }

  private static void line(
      String name, Map<String, DecontaminationRule> rules, List<String> prompts) {
    System.out.printf("%-48s %7d", name, prompts.size());
    for (DecontaminationRule rule : rules.values()) {
      System.out.printf(Locale.ROOT, " %10.2f", shareFlagged(rule, prompts));
    }
    System.out.println();
  }

  /** In percent. */
  static double shareFlagged(DecontaminationRule rule, List<String> prompts) {
    long flagged = prompts.stream().filter(prompt -> rule.check(prompt).isPresent()).count();
    return 100.0 * flagged / prompts.size();
  }
}
