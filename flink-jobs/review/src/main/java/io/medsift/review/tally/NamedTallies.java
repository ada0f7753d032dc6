package io.medsift.review.tally;

import io.medsift.review.text.Excerpt;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Tallies by name. Names come from samples, so their number and length are bounded: those that come
 * first have a tally each, all further ones share one that has no name.
 */
public final class NamedTallies<T> {
  private static final int MAX_NAME_LENGTH = 200;

  private final int maxNames;
  private final Supplier<T> empty;
  private final SortedMap<String, T> named = new TreeMap<>();
  private T further;

  NamedTallies(int maxNames, Supplier<T> empty) {
    this.maxNames = maxNames;
    this.empty = empty;
  }

  T of(String fullName) {
    String name = Excerpt.middle(fullName, MAX_NAME_LENGTH);
    if (named.containsKey(name) || named.size() < maxNames) {
      return named.computeIfAbsent(name, first -> empty.get());
    }
    if (further == null) {
      further = empty.get();
    }
    return further;
  }

  /** By name. */
  public SortedMap<String, T> named() {
    return Collections.unmodifiableSortedMap(named);
  }

  /** Returns the tally of all further names. */
  public Optional<T> further() {
    return Optional.ofNullable(further);
  }
}
