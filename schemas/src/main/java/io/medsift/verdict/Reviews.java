package io.medsift.verdict;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The reviews of a topic: of each sample and reviewer the last one, unless it was withdrawn. */
public final class Reviews {
  private final Map<Position, SortedMap<String, Review>> reviews = new LinkedHashMap<>();
  private final Map<String, Review> byKey = new HashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();

  /**
   * Adds a review, which replaces an earlier one of that key.
   *
   * @param key of its record
   */
  public void add(String key, Review review) {
    withdraw(key);
    byKey.put(key, review);
    reviews
        .computeIfAbsent(review.position(), none -> new TreeMap<>())
        .put(review.reviewer(), review);
  }

  /** Removes all. */
  public void clear() {
    reviews.clear();
    byKey.clear();
    unreadable.clear();
  }

  /** Removes the review of a key, if there is one. */
  public void withdraw(String key) {
    Review earlier = byKey.remove(key);
    if (earlier != null) {
      reviews.computeIfPresent(
          earlier.position(),
          (position, all) -> {
            all.remove(earlier.reviewer());
            return all.isEmpty() ? null : all;
          });
    }
  }

  /**
   * Notes a record that is not a review.
   *
   * @param place of the record
   * @param problem a clause whose subject is the record
   */
  public void addUnreadable(String place, String problem) {
    unreadable.put(place, problem);
  }

  /** The reviews of a sample, by reviewer; empty for none. */
  public List<Review> of(Position position) {
    SortedMap<String, Review> all = reviews.get(position);
    return all == null ? List.of() : List.copyOf(all.values());
  }

  /** The review of a sample by one person; empty for none. */
  public Optional<Review> of(Position position, String reviewer) {
    SortedMap<String, Review> all = reviews.get(position);
    return all == null ? Optional.empty() : Optional.ofNullable(all.get(reviewer));
  }

  /** Returns the reviews that match a condition, without the records that are not reviews. */
  public Reviews only(Predicate<Review> condition) {
    Reviews some = new Reviews();
    byKey.forEach(
        (key, review) -> {
          if (condition.test(review)) {
            some.add(key, review);
          }
        });
    return some;
  }

  /** Passes on the reviews of each sample that has any. */
  public void forEachSample(Consumer<Collection<Review>> consumer) {
    reviews.values().forEach(all -> consumer.accept(all.values()));
  }

  /** Records that are not reviews: their place, and what is wrong. */
  public Map<String, String> unreadable() {
    return Collections.unmodifiableMap(unreadable);
  }

  /** How many samples are reviewed. */
  public int samples() {
    return reviews.size();
  }
}
