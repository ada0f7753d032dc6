package io.medsift.console.stream;

import io.medsift.verdict.Position;
import io.medsift.verdict.Review;
import io.medsift.verdict.Reviews;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The reviews of a topic, as far as it is read, and those that were just written to it and are not
 * read yet. Thread-safe; nothing in it waits for brokers.
 */
public final class KnownReviews {
  private static final long LOST = Duration.ofMinutes(1).toNanos();

  private final Reviews reviews = new Reviews();
  private final Map<String, Written> unread = new HashMap<>();
  // What is being written; null for a withdrawal.
  private final Map<String, Review> sent = new HashMap<>();

  /** A review that was written; null for a withdrawal. */
  private record Written(Review review, long at) {}

  /**
   * Writes a review, which counts as soon as it is written, or read in the topic: the topic may be
   * read that far before the brokers have said that it is written.
   *
   * @param review null where it is withdrawn
   * @param sends returns when it is written, or throws where it is not
   */
  public void write(String key, Review review, Runnable sends) {
    synchronized (this) {
      sent.put(key, review);
    }
    try {
      sends.run();
      written(key, review);
    } finally {
      synchronized (this) {
        sent.remove(key);
      }
    }
  }

  private synchronized void written(String key, Review review) {
    if (sent.containsKey(key)) {
      unread.put(key, new Written(review, System.nanoTime()));
      put(key, review);
    }
  }

  /**
   * Adds a record of the topic, in their order.
   *
   * @param review null where it was withdrawn
   */
  public synchronized void read(String key, Review review) {
    if (sent.containsKey(key) && Objects.equals(sent.get(key), review)) {
      sent.remove(key);
      unread.remove(key);
    }
    Written written = unread.get(key);
    if (written != null) {
      // What is in the topic before it must not take its place, even for a moment.
      boolean itself = Objects.equals(written.review(), review);
      if (itself || System.nanoTime() - written.at() > LOST) {
        unread.remove(key);
      } else {
        return;
      }
    }
    put(key, review);
  }

  private void put(String key, Review review) {
    if (review == null) {
      reviews.withdraw(key);
    } else {
      reviews.add(key, review);
    }
  }

  /** Forgets all, for a topic that was created again. */
  public synchronized void clear() {
    reviews.clear();
    unread.clear();
    sent.clear();
  }

  /** The reviews of a sample, by reviewer. */
  public synchronized List<Review> of(Position position) {
    return reviews.of(position);
  }

  /** The review of a sample by one person; empty for none. */
  public synchronized Optional<Review> of(Position position, String reviewer) {
    return reviews.of(position, reviewer);
  }

  /** A copy of those that fit a condition. */
  public Reviews only(Predicate<Review> condition) {
    Reviews all;
    synchronized (this) {
      all = reviews.only(review -> true);
    }
    return all.only(condition);
  }
}
