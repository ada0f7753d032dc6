package io.medsift.decontamination.index;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects evaluation sets and makes an index of them, in memory or as a directory.
 *
 * <p>Each {@code add} reads and checks its rows at once, so that a bad file is reported before
 * anything is written.
 */
public final class BenchmarkIndexBuilder {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Adds a JSON Lines file, plain or gzip, with the usual columns. */
  public BenchmarkIndexBuilder add(String set, Path file) {
    return add(set, file, EvaluationColumns.DEFAULT);
  }

  /**
   * Adds a JSON Lines file, plain or gzip, whose options are an object of letter to text.
   *
   * @throws BenchmarkException if the name was added before, or the file holds a row that is no
   *     item; the message names file, line and problem
   */
  public BenchmarkIndexBuilder add(String set, Path file, EvaluationColumns columns) {
    requireNew(set);
    List<EvaluationItem> items = EvaluationFile.read(set, file, columns);
    entries.put(set, new Entry(StoredEvaluationSet.of(set, items), columns));
    return this;
  }

  /**
   * Adds items held in memory.
   *
   * @throws BenchmarkException if the name was added before, there are no items, or an item bears
   *     another set's name
   */
  public BenchmarkIndexBuilder add(String set, List<EvaluationItem> items) {
    requireNew(set);
    if (items.isEmpty()) {
      throw new BenchmarkException("Evaluation set '%s' has no items.".formatted(set));
    }
    for (EvaluationItem item : items) {
      if (!item.set().equals(set)) {
        throw new BenchmarkException(
            "Item '%s' belongs to the evaluation set '%s', not to '%s'."
                .formatted(item.id(), item.set(), set));
      }
    }
    entries.put(set, new Entry(StoredEvaluationSet.of(set, items), EvaluationColumns.DEFAULT));
    return this;
  }

  /** The index, without a trace on disk. */
  public BenchmarkIndex build() {
    if (entries.isEmpty()) {
      throw new BenchmarkException("A benchmark index needs at least one evaluation set.");
    }
    List<EvaluationSet> sets = new ArrayList<>();
    for (Entry entry : entries.values()) {
      sets.add(entry.stored().set());
    }
    return new BenchmarkIndex(sets);
  }

  /**
   * Writes the index into a directory and returns it. The same sets give the same bytes. An index
   * that is there already is replaced once the new one is complete.
   *
   * @throws BenchmarkException if the directory holds anything but an index, or cannot be written
   */
  public BenchmarkIndex build(Path directory) {
    BenchmarkIndex index = build();
    BenchmarkDirectory.write(directory, index.fingerprint(), List.copyOf(entries.values()));
    return index;
  }

  private void requireNew(String set) {
    requireNonNull(set, "set is null");
    if (set.isBlank()) {
      throw new BenchmarkException("An evaluation set needs a name.");
    }
    if (entries.containsKey(set)) {
      throw new BenchmarkException(
          "Two evaluation sets are named '%s'. Give each its own name.".formatted(set));
    }
  }

  /** A set as stored, and the columns that it was read from. */
  record Entry(StoredEvaluationSet stored, EvaluationColumns columns) {}
}
