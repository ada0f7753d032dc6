package io.medsift.prompts;

import io.medsift.minhash.JaccardComparer;
import io.medsift.minhash.SignatureScheme;
import io.medsift.minhash.Signer;
import io.medsift.recipe.SelectSettings.Order;
import io.medsift.sample.Annotations.JudgeAnnotation;
import io.medsift.sample.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Orders the responses to one prompt by what a recipe prefers. Not thread-safe. */
public final class ResponseChoice {
  private static final int NGRAM = 4;

  private final Order by;
  private final Signer signer = new Signer(new SignatureScheme(NGRAM, 1, 1, 1, 2));
  private final JaccardComparer comparer = new JaccardComparer();

  /**
   * One of the responses.
   *
   * @param index in the list that was ordered
   * @param measure by which it was; null where nothing is measured, or it has no score
   */
  public record Choice(int index, Double measure) {}

  /** Orders by {@code by}. */
  public ResponseChoice(Order by) {
    this.by = by;
  }

  /**
   * Orders responses, the preferred one first. Those that are equal stay in the order in which they
   * are given, and those without a score come last.
   *
   * @param responses in rank order
   */
  public List<Choice> order(List<Sample> responses) {
    List<Double> measures = measures(responses);
    Comparator<Choice> ascending =
        Comparator.comparing(Choice::measure, Comparator.nullsLast(Comparator.naturalOrder()));
    Comparator<Choice> descending =
        Comparator.comparing(Choice::measure, Comparator.nullsLast(Comparator.reverseOrder()));
    List<Choice> choices =
        new ArrayList<>(
            IntStream.range(0, responses.size())
                .mapToObj(index -> new Choice(index, measures.get(index)))
                .toList());
    choices.sort(
        switch (by) {
          case FIRST, SHORTEST, LEAST_SIMILAR -> ascending;
          case LONGEST, JUDGE -> descending;
        });
    return choices;
  }

  private List<Double> measures(List<Sample> responses) {
    List<Double> measures = new ArrayList<>();
    int[][] sets = by == Order.LEAST_SIMILAR ? shingles(responses) : null;
    for (int i = 0; i < responses.size(); i++) {
      measures.add(
          switch (by) {
            case FIRST -> null;
            case SHORTEST, LONGEST -> length(responses.get(i));
            case JUDGE -> score(responses.get(i));
            case LEAST_SIMILAR -> meanSimilarity(i, sets);
          });
    }
    return measures;
  }

  private static double length(Sample sample) {
    String text = sample.completion();
    return text == null ? 0 : text.codePointCount(0, text.length());
  }

  private static Double score(Sample sample) {
    JudgeAnnotation judge = sample.annotations().judge();
    return judge == null ? null : judge.score();
  }

  private int[][] shingles(List<Sample> responses) {
    int[][] sets = new int[responses.size()][];
    for (int i = 0; i < sets.length; i++) {
      String text = responses.get(i).completion();
      sets[i] = signer.sign(text == null ? "" : text).shingles();
    }
    return sets;
  }

  private double meanSimilarity(int response, int[][] sets) {
    comparer.hold(sets[response]);
    double sum = 0;
    for (int i = 0; i < sets.length; i++) {
      sum += i == response ? 0 : comparer.similarity(sets[i]);
    }
    return sets.length == 1 ? 0 : sum / (sets.length - 1);
  }
}
