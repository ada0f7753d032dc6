package io.medsift.review.reviews;

import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import io.medsift.verdict.Reviews;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

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

  /** Of all pairs of reviewers who have judged the same samples, by name. */
  static List<Agreement> of(Reviews reviews) {
    Map<String, Map<String, long[][]>> pairs = new TreeMap<>();
    reviews.forEachSample(
        all -> {
          List<Review> of = List.copyOf(all);
          for (int i = 0; i < of.size(); i++) {
            for (int j = i + 1; j < of.size(); j++) {
              add(pairs, of.get(i), of.get(j));
            }
          }
        });
    List<Agreement> agreements = new ArrayList<>();
    pairs.forEach(
        (first, seconds) ->
            seconds.forEach((second, counts) -> agreements.add(of(first, second, counts))));
    return agreements;
  }

  // Reviews of a sample come by the name of the reviewer.
  private static void add(Map<String, Map<String, long[][]>> pairs, Review one, Review other) {
    int answers = Judgement.values().length;
    pairs
        .computeIfAbsent(one.reviewer(), none -> new TreeMap<>())
        .computeIfAbsent(other.reviewer(), none -> new long[answers][answers])[
        one.judgement().ordinal()][other.judgement().ordinal()]++;
  }

  private static Agreement of(String first, String second, long[][] counts) {
    int answers = counts.length;
    long all = 0;
    long same = 0;
    long[] ofFirst = new long[answers];
    long[] ofSecond = new long[answers];
    for (int i = 0; i < answers; i++) {
      same += counts[i][i];
      for (int j = 0; j < answers; j++) {
        all += counts[i][j];
        ofFirst[i] += counts[i][j];
        ofSecond[j] += counts[i][j];
      }
    }
    double byChance = 0;
    for (int i = 0; i < answers; i++) {
      byChance += (double) ofFirst[i] / all * ofSecond[i] / all;
    }
    return new Agreement(
        first,
        second,
        all,
        same,
        byChance >= 1
            ? OptionalDouble.empty()
            : OptionalDouble.of(((double) same / all - byChance) / (1 - byChance)));
  }

  /** The names of all who have reviewed. */
  static List<String> reviewers(Reviews reviews) {
    Map<String, Long> counts = new TreeMap<>();
    reviews.forEachSample((Collection<Review> all) -> all.forEach(
        each -> counts.merge(each.reviewer(), 1L, Long::sum)));
    return List.copyOf(counts.keySet());
  }
}
