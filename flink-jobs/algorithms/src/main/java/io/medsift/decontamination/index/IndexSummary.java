package io.medsift.decontamination.index;

import java.nio.file.Path;
import java.util.List;

/**
 * The sets of an index and their sizes.
 *
 * @param fingerprint of the index, see {@link BenchmarkIndex#fingerprint()}
 * @param sets in the order of the index
 */
public record IndexSummary(String fingerprint, List<SetSize> sets) {
  public IndexSummary {
    sets = List.copyOf(sets);
  }

  /** A set and the number of its items. */
  public record SetSize(String name, int items) {}

  /**
   * Reads the manifest of an index directory, and not its items.
   *
   * @throws BenchmarkException if the directory is no index
   */
  public static IndexSummary read(Path directory) {
    BenchmarkManifest manifest = BenchmarkDirectory.readManifest(directory);
    return new IndexSummary(
        manifest.fingerprint(),
        manifest.sets().stream().map(set -> new SetSize(set.name(), set.rows())).toList());
  }

  /** Items of all sets. */
  public int items() {
    return sets.stream().mapToInt(SetSize::items).sum();
  }
}
