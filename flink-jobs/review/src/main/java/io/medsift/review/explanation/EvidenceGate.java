package io.medsift.review.explanation;

import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;

/** The gate that finds a kind of evidence. */
final class EvidenceGate implements Evidence.Visitor<Gate> {
  static final EvidenceGate INSTANCE = new EvidenceGate();

  private EvidenceGate() {}

  @Override
  public Gate of(Evidence.SharedNgram sharedNgram) {
    return Gate.DECONTAMINATE;
  }

  @Override
  public Gate of(Evidence.FuzzyMatch fuzzyMatch) {
    return Gate.DECONTAMINATE;
  }

  @Override
  public Gate of(Evidence.Containment containment) {
    return Gate.DECONTAMINATE;
  }

  @Override
  public Gate of(Evidence.Answer answer) {
    return Gate.VERIFY;
  }

  @Override
  public Gate of(Evidence.Quality quality) {
    return Gate.QUALITY;
  }

  @Override
  public Gate of(Evidence.Score score) {
    return Gate.JUDGE;
  }

  @Override
  public Gate of(Evidence.Domain domain) {
    return Gate.DOMAIN;
  }

  @Override
  public Gate of(Evidence.Duplicate duplicate) {
    return Gate.DEDUPLICATE;
  }
}
