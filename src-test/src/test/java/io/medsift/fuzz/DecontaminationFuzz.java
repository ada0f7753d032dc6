package io.medsift.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.medsift.decontamination.AnySharedNgramRule;
import io.medsift.decontamination.CalibratedRule;
import io.medsift.decontamination.DecontaminationRule;
import io.medsift.decontamination.FuzzyRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Any items make an index and any prompt gets a decision; an item is found in itself by the fuzzy
 * rule, and by shared words where it has eight.
 */
public final class DecontaminationFuzz {
  private static final int MOST_ITEMS = 6;
  private static final int LONGEST = 200;
  private static final int WORDS = 8;

  private DecontaminationFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    List<EvaluationItem> items = new ArrayList<>();
    int count = data.consumeInt(1, MOST_ITEMS);
    for (int i = 0; i < count; i++) {
      items.add(
          item(String.valueOf(i), "q" + data.consumeString(LONGEST), data.consumeString(LONGEST)));
    }
    BenchmarkIndex index = new BenchmarkIndex.Builder().add("set", items).build();
    DecontaminationRule words = new AnySharedNgramRule(index, WORDS, true);
    DecontaminationRule fuzzy = new FuzzyRule(index, 80);
    new CalibratedRule(index, CalibratedRule.Settings.DEFAULT)
        .check(data.consumeRemainingAsString());
    String copy = items.get(0).question();
    if (fuzzy.check(copy).isEmpty()) {
      throw new IllegalStateException("an item does not resemble itself: " + copy);
    }
    String padded = "one two three four five six seven " + copy;
    if (words.check(copy).isEmpty() && words(copy) >= WORDS) {
      throw new IllegalStateException("an item shares no words with itself: " + copy);
    }
    words.check(padded);
    fuzzy.check(padded);
  }

  private static int words(String text) {
    // A space is white space to every splitter; what else is, differs.
    return (int) Arrays.stream(text.split(" ")).filter(word -> word.matches("[a-z]+")).count();
  }

  private static EvaluationItem item(String id, String question, String option) {
    return new EvaluationItem(
        "set", id, question, List.of(new EvaluationItem.Option("A", option)), Optional.empty());
  }
}
