package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.index.EvaluationSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Figures of an evaluation set that show whether it can be relied on.
 *
 * @param items all of them
 * @param repeated items whose question, case and white space aside, an earlier item of the index
 *     asks: of this set or of one before it
 * @param tooShort items that {@code any-shared-ngram} cannot find at its default length, because
 *     their question has fewer words
 */
public record SetCheck(String name, int items, int repeated, int tooShort) {

  /** A check of each set, in the order of the index. */
  public static List<SetCheck> of(BenchmarkIndex index) {
    Set<String> questions = new HashSet<>();
    List<SetCheck> checks = new ArrayList<>();
    for (EvaluationSet set : index.sets()) {
      int repeated = 0;
      int tooShort = 0;
      for (EvaluationItem item : set.items()) {
        String[] words = item.question().toLowerCase(Locale.ROOT).strip().split("\\s+");
        repeated += questions.add(String.join(" ", words)) ? 0 : 1;
        tooShort += words.length < AnySharedNgramRule.Settings.DEFAULT.words() ? 1 : 0;
      }
      checks.add(new SetCheck(set.name(), set.items().size(), repeated, tooShort));
    }
    return checks;
  }
}
