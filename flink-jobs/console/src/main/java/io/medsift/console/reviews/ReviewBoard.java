package io.medsift.console.reviews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.medsift.codec.ReviewCodec;
import io.medsift.console.reviews.ReviewSource.Subject;
import io.medsift.console.stream.KnownReviews;
import io.medsift.console.web.RefusedRequest;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.explanation.Explanation;
import io.medsift.review.reviews.Draw;
import io.medsift.review.reviews.Precision;
import io.medsift.review.reviews.ReviewTopic;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import io.medsift.verdict.Review;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Stratum;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The reviews, the samples to review, and the revisions. Changes by others to the topics are seen
 * within seconds. Thread-safe.
 */
public final class ReviewBoard {
  private static final long FRESH = Duration.ofSeconds(5).toNanos();
  private static final int DRAWS = 500;

  private final ReviewSource source;
  private final ReviewTopic reviewTopic;
  private final RevisionTopic revisionTopic;
  private final LongSupplier clock;
  private final KnownReviews reviews;
  private final ReviewWrites writes = new ReviewWrites();
  private final Map<DrawKey, Drawn> draws = new ConcurrentHashMap<>();
  // What was revised here, until it is among what is read of the topic.
  private final List<Revision> written = new ArrayList<>();

  private record DrawKey(Stratum stratum, Draw draw) {}

  private record Drawn(List<Position> positions, long at) {}

  /**
   * The reviews and revisions of the outputs of a job.
   *
   * @param clock milliseconds since the epoch
   */
  public ReviewBoard(ReviewSource source, CurationTopics topics, LongSupplier clock) {
    this.source = requireNonNull(source, "source is null");
    this.reviewTopic = ReviewTopic.of(topics);
    this.reviews = source.reviews();
    this.revisionTopic = RevisionTopic.of(topics);
    this.clock = clock;
  }

  /** How many samples each stratum has, by its order. */
  SortedMap<Stratum, Long> strata() throws IOException {
    return new TreeMap<>(source.strata());
  }

  /** The draw of a stratum, as of a few seconds ago. */
  List<Position> draw(Stratum stratum, Draw draw) throws IOException {
    DrawKey key = new DrawKey(stratum, draw);
    Drawn known = draws.get(key);
    if (known == null || System.nanoTime() - known.at() > FRESH) {
      known = new Drawn(source.draw(stratum, draw), System.nanoTime());
      if (draws.size() >= DRAWS) {
        draws.clear();
      }
      draws.put(key, known);
    }
    return known.positions();
  }

  /** How many of these drawn samples somebody has reviewed. */
  int reviewed(List<Position> positions, String reviewer) {
    return (int) positions.stream().filter(each -> isReviewed(each, reviewer)).count();
  }

  // A draw that skipped what its reviewer had chosen before would not be random.
  private boolean isReviewed(Position position, String reviewer) {
    return reviews
        .of(position, reviewer)
        .filter(each -> each.seed() != null)
        .filter(this::isHere)
        .isPresent();
  }

  /**
   * The first of these samples that somebody has not reviewed, and whose row retention has not
   * deleted; empty for none.
   */
  Optional<Subject> next(List<Position> positions, String reviewer) throws IOException {
    for (Position each : positions) {
      Optional<Subject> found = isReviewed(each, reviewer) ? Optional.empty() : find(each);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The review of a sample by somebody; empty for none. */
  Optional<Review> review(Subject sample, String reviewer) {
    return reviews.of(sample.position(), reviewer).filter(each -> each.id().equals(sample.id()));
  }

  /** The revisions of a sample, in their order. */
  List<Revision> history(Subject sample) {
    List<Revision> history =
        new ArrayList<>(
            sample.explanation().revisions().stream().map(Explanation.Change::revision).toList());
    synchronized (written) {
      written.removeIf(each -> history.stream().anyMatch(other -> isSame(each, other)));
      written.stream()
          .filter(each -> each.position().equals(sample.position()))
          .forEach(history::add);
    }
    return history;
  }

  private static boolean isSame(Revision one, Revision other) {
    return one.position().equals(other.position())
        && one.time() == other.time()
        && one.by().equals(other.by());
  }

  // Reviews outlive topics that are deleted and created again, where a position is another sample.
  private boolean isHere(Review review) {
    try {
      return !source.isOfAnother(review);
    } catch (IOException e) {
      throw new UncheckedIOException("the verdicts cannot be read", e);
    }
  }

  /** How often verdicts are right. */
  Precision precision() throws IOException {
    Map<Stratum, Long> sizes = source.strata();
    return Precision.of(reviews.only(this::isHere), sizes);
  }

  /** The sample at a position; empty if there is no such row. */
  Optional<Subject> find(Position position) throws IOException {
    return source.find(position);
  }

  /**
   * Writes a review.
   *
   * @throws RefusedRequest if the brokers do not answer in time
   */
  void write(Subject sample, String reviewer, Review.Judgement judgement, String note, Long seed) {
    Verdict verdict = sample.verdict();
    Review review =
        new Review(
            Review.VERSION,
            verdict.position(),
            sample.id(),
            sample.stratum(),
            verdict.recipe(),
            reviewer,
            judgement,
            note,
            seed,
            clock.getAsLong());
    String key = key(verdict.position(), reviewer);
    writes.run(() -> reviews.write(key, review, () -> reviewTopic.write(review)));
  }

  private static String key(Position position, String reviewer) {
    return new String(ReviewCodec.key(position, reviewer), UTF_8);
  }

  /**
   * Withdraws a review.
   *
   * @throws RefusedRequest if the brokers do not answer in time
   */
  void withdraw(Position position, String reviewer) {
    String key = key(position, reviewer);
    writes.run(() -> reviews.write(key, null, () -> reviewTopic.withdraw(position, reviewer)));
  }

  /**
   * Revokes a sample, or reinstates it.
   *
   * @throws IllegalStateException if that would change nothing; the message is for people
   * @throws RefusedRequest if the brokers do not answer in time
   */
  void revise(Subject sample, String reviewer, Revision.Action action, String note) {
    Verdict verdict = sample.verdict();
    Revision revision =
        new Revision(
            Revision.VERSION,
            action,
            verdict.position(),
            sample.id(),
            new Revision.Author(Revision.Author.Kind.REVIEWER, reviewer),
            null,
            null,
            note,
            null,
            verdict.recipe(),
            clock.getAsLong());
    writes.run(
        () -> {
          revisionTopic.revise(revision, verdict.decision() == Decision.ACCEPTED);
          synchronized (written) {
            written.add(revision);
          }
        });
  }
}
