package io.medsift.review.comparison;

import io.medsift.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the verdicts of a run were made with: recipes and artifacts, as the verdicts say. */
final class Versions {
  private final Map<String, Set<String>> values = new TreeMap<>();
  private Verdict last;

  void add(Verdict verdict) {
    if (last != null
        && last.recipe().equals(verdict.recipe())
        && last.artifacts().equals(verdict.artifacts())) {
      return;
    }
    last = verdict;
    add("recipe", verdict.recipe().name() + " " + verdict.recipe().hash());
    verdict.artifacts().forEach(this::add);
  }

  private void add(String name, String value) {
    values.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value);
  }

  /** What differs from {@code other}, a line for each: name, this, that. */
  List<String> differences(Versions other) {
    Set<String> names = new TreeSet<>(values.keySet());
    names.addAll(other.values.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      Set<String> mine = values.getOrDefault(name, Set.of("none"));
      Set<String> others = other.values.getOrDefault(name, Set.of("none"));
      if (!mine.equals(others)) {
        differences.add(
            "%s: %s -> %s".formatted(name, String.join(", ", mine), String.join(", ", others)));
      }
    }
    return differences;
  }
}
