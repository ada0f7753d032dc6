package io.medsift.decontamination.index;

import static java.util.Objects.requireNonNull;

import io.medsift.decontamination.semantic.ItemVectors;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.storage.NamedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The items of any number of evaluation sets, in a fixed order: that of the sets, then of their
 * rows. Immutable, shared by all rules and threads.
 *
 * <p>Made by {@link Builder}; the tables of a rule are derived from it when the rule is
 * constructed.
 */
public final class BenchmarkIndex {
  private static final int SELECTED = 14;

  private final List<EvaluationSet> sets;
  private final List<EvaluationItem> items;
  private final String fingerprint;
  private final Embedding embedding;

  /**
   * The vectors of an index, which are read when they are needed.
   *
   * @param model that made them
   * @param fingerprint of the vectors
   */
  public record Embedding(
      EmbeddingModel model, String fingerprint, Supplier<ItemVectors> vectors) {}

  /** An index; {@code embedding} is null where it holds no vectors. */
  BenchmarkIndex(List<EvaluationSet> sets, Embedding embedding) {
    this.embedding = embedding;
    this.sets = List.copyOf(sets);
    List<EvaluationItem> all = new ArrayList<>();
    for (EvaluationSet set : sets) {
      all.addAll(set.items());
    }
    this.items = Collections.unmodifiableList(all);
    this.fingerprint = StoredEvaluationSet.fingerprint(sets);
  }

  /**
   * Deletes what a build of an index in {@code directory} has left that was interrupted; an index
   * that is there is whole, and stays.
   */
  public static void deleteUnfinished(Path directory) throws IOException {
    BenchmarkDirectory.deleteUnfinished(directory);
  }

  /**
   * Reads an index that {@link Builder#build(Path)} wrote.
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

  /**
   * Finds those of the sets that make up another index, which is known by its fingerprint alone.
   * They are looked for in the order of this index: all selections of at most {@value #SELECTED}
   * sets, and of more all beginnings.
   *
   * @return empty if no selection has that fingerprint
   */
  public Optional<List<EvaluationSet>> setsOf(String other) {
    for (int count = 1; count <= sets.size(); count++) {
      List<EvaluationSet> first = sets.subList(0, count);
      if (StoredEvaluationSet.fingerprint(first).equals(other)) {
        return Optional.of(first);
      }
    }
    if (sets.size() > SELECTED) {
      return Optional.empty();
    }
    for (int mask = 1; mask < 1 << sets.size(); mask++) {
      List<EvaluationSet> selection = new ArrayList<>();
      for (int i = 0; i < sets.size(); i++) {
        if ((mask & (1 << i)) != 0) {
          selection.add(sets.get(i));
        }
      }
      if (StoredEvaluationSet.fingerprint(selection).equals(other)) {
        return Optional.of(selection);
      }
    }
    return Optional.empty();
  }

  public List<EvaluationSet> sets() {
    return sets;
  }

  /** The vectors of the items, which are no part of the fingerprint; empty where it has none. */
  public Optional<Embedding> embedding() {
    return Optional.ofNullable(embedding);
  }

  /** All items; the position in this list is the order in which ties are broken. */
  public List<EvaluationItem> items() {
    return items;
  }

  /**
   * Collects evaluation sets and makes an index of them, in memory or as a directory.
   *
   * <p>Each {@code add} reads and checks its rows at once, so that a bad file is reported before
   * anything is written.
   */
  public static final class Builder {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private SentenceEncoder encoder;
    private IntConsumer progress;

    /** Adds a JSON Lines file, plain or gzip, with the usual columns. */
    public Builder add(String set, Path file) {
      return add(set, file, EvaluationColumns.DEFAULT);
    }

    /**
     * Adds a JSON Lines file, plain or gzip, whose options are an object of letter to text.
     *
     * @throws BenchmarkException if the name was added before, or the file holds a row that is not
     *     an item; the message names file, line and problem
     */
    public Builder add(String set, Path file, EvaluationColumns columns) {
      requireNew(set);
      List<EvaluationItem> items = EvaluationFile.read(set, file, columns);
      entries.put(set, new Entry(StoredEvaluationSet.of(set, items), columns, List.of()));
      return this;
    }

    /** Adds items held in memory. */
    public Builder add(String set, List<EvaluationItem> items) {
      return add(set, items, List.of());
    }

    /**
     * Adds items held in memory.
     *
     * @param sources files that they were read from; they do not count for the fingerprint
     * @throws BenchmarkException if the name was added before, there are no items, or an item has
     *     the name of another set
     */
    public Builder add(String set, List<EvaluationItem> items, List<NamedFile> sources) {
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
      entries.put(
          set, new Entry(StoredEvaluationSet.of(set, items), EvaluationColumns.DEFAULT, sources));
      return this;
    }

    /**
     * Makes the index hold a vector of each item's question, and one of its question with options,
     * for the rule {@code semantic}.
     *
     * @param model of prompts and items
     * @param counter receives how many texts were embedded since the last call
     */
    public Builder embed(SentenceEncoder model, IntConsumer counter) {
      encoder = requireNonNull(model, "model is null");
      progress = requireNonNull(counter, "counter is null");
      return this;
    }

    /** How many texts there are to embed. */
    public int texts() {
      return entries.values().stream()
          .flatMap(entry -> entry.stored().set().items().stream())
          .mapToInt(item -> item.embeddedTexts().size())
          .sum();
    }

    /** The index, without a trace on disk. */
    public BenchmarkIndex build() {
      return index(embedded());
    }

    /** The vectors of all items; null where none are wanted. */
    private ItemVectors embedded() {
      return encoder == null
          ? null
          : ItemVectors.of(
              entries.values().stream()
                  .flatMap(entry -> entry.stored().set().items().stream())
                  .flatMap(item -> item.embeddedTexts().stream())
                  .toList(),
              encoder,
              progress);
    }

    private BenchmarkIndex index(ItemVectors vectors) {
      if (entries.isEmpty()) {
        throw new BenchmarkException("A benchmark index needs at least one evaluation set.");
      }
      List<EvaluationSet> sets = new ArrayList<>();
      for (Entry entry : entries.values()) {
        sets.add(entry.stored().set());
      }
      return new BenchmarkIndex(
          sets,
          vectors == null
              ? null
              : new Embedding(vectors.model(), vectors.fingerprint(), () -> vectors));
    }

    /**
     * Writes the index into a directory and returns it. The same sets give the same bytes. An index
     * that is there already is replaced once the new one is complete.
     *
     * @throws BenchmarkException if the directory holds anything but an index, or cannot be written
     */
    public BenchmarkIndex build(Path directory) {
      ItemVectors vectors = embedded();
      BenchmarkIndex index = index(vectors);
      BenchmarkDirectory.write(
          directory, index.fingerprint(), List.copyOf(entries.values()), vectors);
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

    /** A set as stored, and the columns and files that it was read from. */
    record Entry(StoredEvaluationSet stored, EvaluationColumns columns, List<NamedFile> sources) {}
  }

  /**
   * The sets of an index and their sizes.
   *
   * @param fingerprint of the index, see {@link BenchmarkIndex#fingerprint()}
   * @param sets in the order of the index
   */
  public record Summary(String fingerprint, List<SetSize> sets) {
    public Summary {
      sets = List.copyOf(sets);
    }

    /**
     * A set and the number of its items.
     *
     * @param sha256 of the set as the index stores it
     * @param sources files that it was read from; none where they are not known
     */
    public record SetSize(String name, int items, String sha256, List<NamedFile> sources) {
      public SetSize {
        sources = List.copyOf(sources);
      }
    }

    /**
     * Reads the manifest of an index directory, and not its items.
     *
     * @throws BenchmarkException if the directory is no index
     */
    public static Summary read(Path directory) {
      BenchmarkDirectory.Manifest manifest = BenchmarkDirectory.readManifest(directory);
      return new Summary(
          manifest.fingerprint(),
          manifest.sets().stream()
              .map(set -> new SetSize(set.name(), set.rows(), set.sha256(), set.sources()))
              .toList());
    }

    /** Items of all sets. */
    public int items() {
      return sets.stream().mapToInt(SetSize::items).sum();
    }
  }
}
