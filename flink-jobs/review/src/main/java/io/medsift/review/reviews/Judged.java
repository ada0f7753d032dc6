package io.medsift.review.reviews;

import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Samples by what their reviewers say together: each counts once, whoever has judged it.
 *
 * @param agree all who are sure agree with the verdict
 * @param disagree all who are sure disagree with it
 * @param unsure nobody is sure
 * @param split some agree and some disagree
 */
public record Judged(long agree, long disagree, long unsure, long split) {
  /** None. */
  static final Judged NONE = new Judged(0, 0, 0, 0);

  /** One sample. */
  static Judged of(Collection<Review> reviews) {
    Set<Judgement> all = EnumSet.noneOf(Judgement.class);
    reviews.forEach(each -> all.add(each.judgement()));
    boolean agree = all.contains(Judgement.AGREE);
    boolean disagree = all.contains(Judgement.DISAGREE);
    if (agree && disagree) {
      return new Judged(0, 0, 0, 1);
    } else if (agree) {
      return new Judged(1, 0, 0, 0);
    }
    return disagree ? new Judged(0, 1, 0, 0) : new Judged(0, 0, 1, 0);
  }

  /** Both together. */
  Judged plus(Judged other) {
    return new Judged(
        agree + other.agree, disagree + other.disagree, unsure + other.unsure, split + other.split);
  }

  /** All samples. */
  public long samples() {
    return agree + disagree + unsure + split;
  }

  /** Those on which there is one answer. */
  public long decided() {
    return agree + disagree;
  }
}
