package io.medsift.centroids;

import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labels a prompt without a language model: by the description that its vector is nearest to.
 *
 * <p>A label scores the mean similarity of its two nearest descriptions, so that one stray sentence
 * does not decide; equal scores go to the label that comes first. Prompts in Chinese characters are
 * compared with descriptions in Chinese characters only, and all others with the others, because an
 * English model puts all Chinese texts close together whatever they say. Where no label has a
 * description in the script of the prompt, all descriptions count.
 *
 * <p>Safe for use by many threads.
 */
public final class NearestDescriptionLabeller implements PromptLabeller {

  private static final String KIND = "nearest-description";
  private static final double HAN_SHARE = 0.2;

  private static final class Description {
    private final int label;
    private final boolean han;
    private final float[] vector;

    Description(int label, boolean han, float[] vector) {
      this.label = label;
      this.han = han;
      this.vector = vector;
    }
  }

  private final List<String> labels;
  private final List<Description> descriptions;
  private final boolean bothScripts;
  private final Classifier classifier;

  /** Embeds the descriptions; the encoder is not kept. */
  public NearestDescriptionLabeller(LabelDescriptions described, SentenceEncoder encoder) {
    labels = described.labels().stream().map(LabelDescriptions.Label::label).toList();
    descriptions = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      for (String text : described.labels().get(label).descriptions()) {
        descriptions.add(new Description(label, isHan(text), encoder.encode(text)));
      }
    }
    bothScripts =
        descriptions.stream().anyMatch(description -> description.han)
            && !descriptions.stream().allMatch(description -> description.han);
    classifier =
        new Classifier(
            KIND,
            "zero-shot: the label whose two nearest written descriptions have the highest mean"
                + " similarity to the prompt, by "
                + encoder.model().id(),
            described.sha256());
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Classifier classifier() {
    return classifier;
  }

  @Override
  public String label(String prompt, float[] embedding) {
    boolean han = isHan(prompt);
    double[] nearest = new double[labels.size()];
    double[] second = new double[labels.size()];
    Arrays.fill(nearest, -1);
    Arrays.fill(second, -1);
    for (Description description : descriptions) {
      if (bothScripts && description.han != han) {
        continue;
      }
      int label = description.label;
      double similarity = Vectors.dot(embedding, description.vector);
      if (similarity > nearest[label]) {
        second[label] = nearest[label];
        nearest[label] = similarity;
      } else if (similarity > second[label]) {
        second[label] = similarity;
      }
    }
    int best = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < nearest.length; label++) {
      // A label with one description is as good as that one.
      double score = second[label] > -1 ? (nearest[label] + second[label]) / 2 : nearest[label];
      if (score > bestScore) {
        best = label;
        bestScore = score;
      }
    }
    return labels.get(best);
  }

  /** Whether a fifth or more of the characters are Chinese: ideographs carry more than letters. */
  private static boolean isHan(String text) {
    long han =
        text.codePoints()
            .filter(
                character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN)
            .count();
    return han > 0 && han >= HAN_SHARE * text.codePointCount(0, text.length());
  }
}
