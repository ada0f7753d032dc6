package io.medsift.centroids;

import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;
import io.medsift.text.CodePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labels a prompt without a language model: by the description that its vector is nearest to.
 *
 * <p>A label scores the mean similarity of its three nearest descriptions, so that one stray
 * sentence does not decide, or of all where it has fewer; equal scores go to the label that comes
 * first. Prompts in Chinese characters are compared with descriptions in Chinese characters only,
 * and all others with the others, because an English model puts all Chinese texts close together
 * whatever they say. Where no label has a description in the script of the prompt, all descriptions
 * count.
 *
 * <p>Safe for use by many threads.
 */
public final class NearestDescriptionLabeller implements PromptLabeller {

  private static final String KIND = "nearest-description";
  private static final int NEAREST = 3;
  private static final double NONE = Double.NEGATIVE_INFINITY;
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
  private final CentroidManifest.Classifier classifier;

  /** Embeds the descriptions; the encoder is not kept. */
  public NearestDescriptionLabeller(LabelDescriptions described, SentenceEncoder encoder) {
    labels = described.labels().stream().map(LabelDescriptions.Label::label).toList();
    descriptions = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      List<String> texts = described.labels().get(label).descriptions();
      List<float[]> vectors = encoder.encodeAll(texts);
      for (int i = 0; i < texts.size(); i++) {
        descriptions.add(new Description(label, isHan(texts.get(i)), vectors.get(i)));
      }
    }
    bothScripts =
        descriptions.stream().anyMatch(description -> description.han)
            && !descriptions.stream().allMatch(description -> description.han);
    classifier =
        new CentroidManifest.Classifier(
            KIND,
            "zero-shot: the label whose three nearest written descriptions have the highest mean"
                + " similarity to the prompt, by "
                + encoder.model().id(),
            described.sha256());
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public CentroidManifest.Classifier classifier() {
    return classifier;
  }

  @Override
  public String label(String prompt, float[] embedding) {
    boolean han = isHan(prompt);
    double[][] nearest = new double[labels.size()][NEAREST];
    for (double[] ofLabel : nearest) {
      Arrays.fill(ofLabel, NONE);
    }
    for (Description description : descriptions) {
      if (!bothScripts || description.han == han) {
        insert(nearest[description.label], Vectors.dot(embedding, description.vector));
      }
    }
    int best = 0;
    for (int label = 1; label < nearest.length; label++) {
      if (score(nearest[label]) > score(nearest[best])) {
        best = label;
      }
    }
    return labels.get(best);
  }

  /** Keeps the highest similarities, highest first. */
  private static void insert(double[] nearest, double similarity) {
    double rest = similarity;
    for (int i = 0; i < nearest.length; i++) {
      double higher = Math.max(nearest[i], rest);
      rest = Math.min(nearest[i], rest);
      nearest[i] = higher;
    }
  }

  private static double score(double[] nearest) {
    double sum = 0;
    int count = 0;
    for (double similarity : nearest) {
      if (similarity > NONE) {
        sum += similarity;
        count++;
      }
    }
    return count == 0 ? NONE : sum / count;
  }

  /**
   * Returns whether a fifth or more of the characters are Chinese: ideographs carry more than
   * letters.
   */
  private static boolean isHan(String text) {
    long han = text.codePoints().filter(CodePoints::isHan).count();
    return han > 0 && han >= HAN_SHARE * text.codePointCount(0, text.length());
  }
}
