package io.medsift.console.reviews;

import io.medsift.console.stream.KnownReviews;
import io.medsift.review.explanation.Explanation;
import io.medsift.review.reviews.Draw;
import io.medsift.verdict.Position;
import io.medsift.verdict.Review;
import io.medsift.verdict.Stratum;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verdicts that are reviewed. Thread-safe. */
public interface ReviewSource {
  /** How many samples each stratum has now. */
  Map<Stratum, Long> strata() throws IOException;

  /** The samples that are drawn of a stratum. */
  List<Position> draw(Stratum stratum, Draw draw) throws IOException;

  /** The reviews of the verdicts, as far as they are read. */
  KnownReviews reviews();

  /** Returns whether the verdicts have another sample at the position of a review. */
  boolean isOfAnother(Review review) throws IOException;

  /** The sample at a position, its verdict and the evidence; empty if there is no such row. */
  Optional<Subject> find(Position position) throws IOException;

  /**
   * A sample that is reviewed.
   *
   * @param id of the sample, all of it
   * @param source of the sample, which may be empty
   */
  record Subject(String id, String source, Explanation.OfSample explanation) {
    /** The verdict on it. */
    public Verdict verdict() {
      return explanation.verdict();
    }

    /** Its stratum. */
    public Stratum stratum() {
      return Stratum.of(verdict(), source);
    }

    /** Its position. */
    public Position position() {
      return verdict().position();
    }
  }
}
