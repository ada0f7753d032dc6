package io.medsift.review.reviews;

import io.medsift.verdict.Review;
import io.medsift.verdict.Reviews;
import java.time.Duration;
import java.util.Map;

/**
 * The reviews of a topic as they are now, or were a moment ago: what is new is read at most every
 * two seconds. Used by one thread at a time.
 */
public final class LatestReviews {
  private static final long FRESH = Duration.ofSeconds(2).toNanos();

  private final ReviewTopic topic;
  private final Reviews reviews = new Reviews();
  private Map<Integer, Long> ends = Map.of();
  private long read = System.nanoTime() - FRESH;

  /** The reviews of a topic, none of which is read yet. */
  public LatestReviews(ReviewTopic topic) {
    this.topic = topic;
  }

  /** Adds a review that was just written, and is read with the next ones too. */
  public void add(String key, Review review) {
    reviews.add(key, review);
  }

  /** Removes a review that was just withdrawn. */
  public void withdraw(String key) {
    reviews.withdraw(key);
  }

  /** The reviews; the same object each time. */
  public Reviews now() {
    if (System.nanoTime() - read >= FRESH) {
      ends = topic.update(reviews, ends);
      read = System.nanoTime();
    }
    return reviews;
  }
}
