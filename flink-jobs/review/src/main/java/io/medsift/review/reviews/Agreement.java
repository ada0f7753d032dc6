package io.medsift.review.reviews;

import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import io.medsift.verdict.Reviews;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far two reviewers agree with each other.
 *
 * @param first and {@code second} their names
 * @param samples that both have judged
 * @param same that they judged alike
 * @param kappa Cohen's (1960), over agree, disagree and unsure; empty where both gave one and the
 *     same answer throughout, for which it is not defined
 */
public record Agreement(
    String first, String second, long samples, long same, OptionalDouble kappa) {

  /** What two reviewers have answered. */
  private static final class Answers {
    private final Map<Judgement, Long> ofFirst = new EnumMap<>(Judgement.class);
    private final Map<Judgement, Long> ofSecond = new EnumMap<>(Judgement.class);
    private long all;
    private long same;

    private void add(Judgement first, Judgement second) {
      ofFirst.merge(first, 1L, Long::sum);
      ofSecond.merge(second, 1L, Long::sum);
      all++;
      same += first == second ? 1 : 0;
    }

    private OptionalDouble kappa() {
      double byChance = 0;
      for (Map.Entry<Judgement, Long> each : ofFirst.entrySet()) {
        byChance += (double) each.getValue() / all * ofSecond.getOrDefault(each.getKey(), 0L) / all;
      }
      return byChance >= 1
          ? OptionalDouble.empty()
          : OptionalDouble.of(((double) same / all - byChance) / (1 - byChance));
    }
  }

  /** Of all pairs of reviewers who have judged the same samples, by name. */
  static List<Agreement> of(Reviews reviews) {
    Map<String, Map<String, Answers>> pairs = new TreeMap<>();
    reviews.forEachSample(
        all -> {
          // By the name of the reviewer.
          List<Review> of = List.copyOf(all);
          for (int i = 0; i < of.size(); i++) {
            for (int j = i + 1; j < of.size(); j++) {
              pairs
                  .computeIfAbsent(of.get(i).reviewer(), none -> new TreeMap<>())
                  .computeIfAbsent(of.get(j).reviewer(), none -> new Answers())
                  .add(of.get(i).judgement(), of.get(j).judgement());
            }
          }
        });
    List<Agreement> agreements = new ArrayList<>();
    pairs.forEach(
        (first, seconds) ->
            seconds.forEach(
                (second, answers) ->
                    agreements.add(
                        new Agreement(first, second, answers.all, answers.same, answers.kappa()))));
    return agreements;
  }

  /** The names of all who have reviewed. */
  static List<String> reviewers(Reviews reviews) {
    Set<String> names = new TreeSet<>();
    reviews.forEachSample(all -> all.forEach(each -> names.add(each.reviewer())));
    return List.copyOf(names);
  }
}
