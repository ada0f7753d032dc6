package io.medsift.decontamination.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The items of any number of evaluation sets, in a fixed order: that of the sets, then of their
 * rows. Immutable, shared by all rules and threads.
 *
 * <p>Made by {@link BenchmarkIndexBuilder}; the tables of a rule are derived from it when the rule
 * is constructed.
 */
public final class BenchmarkIndex {
  private final List<EvaluationSet> sets;
  private final List<EvaluationItem> items;
  private final String fingerprint;

  BenchmarkIndex(List<EvaluationSet> sets) {
    this.sets = List.copyOf(sets);
    List<EvaluationItem> all = new ArrayList<>();
    for (EvaluationSet set : sets) {
      all.addAll(set.items());
    }
    this.items = Collections.unmodifiableList(all);
    this.fingerprint = StoredEvaluationSet.fingerprint(sets);
  }

  /**
   * Reads an index that {@link BenchmarkIndexBuilder#build(Path)} wrote.
   *
   * @throws BenchmarkException if anything differs from what the manifest promises
   */
  public static BenchmarkIndex load(Path directory) {
    return BenchmarkDirectory.read(directory);
  }

  /**
   * Identifies the sets by name, order and content: equal exactly when no rule can tell two indexes
   * apart. Sixteen hex digits after a prefix with the format's version.
   */
  public String fingerprint() {
    return fingerprint;
  }

  public List<EvaluationSet> sets() {
    return sets;
  }

  /** All items; the position in this list is the order in which ties are broken. */
  public List<EvaluationItem> items() {
    return items;
  }
}
