package io.medsift.labelling;

import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.LabelDescriptions;
import io.medsift.centroids.NearestDescriptionLabeller;
import io.medsift.embedding.SentenceEncoder;
import java.util.ArrayList;
import java.util.List;

/** Votes for the label whose description is nearest to a prompt. Needs no endpoint. */
public final class DescriptionVoter implements Voter {
  private static final int BLOCK = 256;

  private final SentenceEncoder encoder;
  private final NearestDescriptionLabeller labeller;

  /** Creates a voter that closes the encoder with itself. */
  public DescriptionVoter(LabelDescriptions described, SentenceEncoder encoder) {
    this.encoder = encoder;
    this.labeller = new NearestDescriptionLabeller(described, encoder);
  }

  @Override
  public List<String> labels() {
    return labeller.labels();
  }

  @Override
  public CentroidManifest.Classifier classifier() {
    return labeller.classifier();
  }

  @Override
  public String vote(String prompt) {
    return labeller.label(prompt, encoder.encode(prompt));
  }

  @Override
  public int block() {
    return BLOCK;
  }

  @Override
  public List<String> voteAll(List<String> prompts) {
    List<float[]> vectors = encoder.encodeAll(prompts);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      labels.add(labeller.label(prompts.get(i), vectors.get(i)));
    }
    return labels;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
