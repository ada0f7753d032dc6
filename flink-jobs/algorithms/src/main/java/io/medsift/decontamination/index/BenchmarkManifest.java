package io.medsift.decontamination.index;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What {@code manifest.json} says about an index directory.
 *
 * @param format always {@link #FORMAT}
 * @param version of the layout, the stored rows and the tokens that rules make of them; another
 *     version is refused
 * @param fingerprint of all the sets, see {@link BenchmarkIndex#fingerprint()}
 */
record BenchmarkManifest(String format, int version, String fingerprint, List<SetEntry> sets) {
  static final String FILE_NAME = "manifest.json";
  static final String FORMAT = "medsift-benchmarks";
  static final int VERSION = 2;

  BenchmarkManifest {
    requireNonNull(fingerprint, "no fingerprint");
    sets = List.copyOf(requireNonNull(sets, "no sets"));
  }

  /**
   * One evaluation set.
   *
   * @param file name within the directory
   * @param rows number of items
   * @param sha256 of the file's bytes, lower-case hex
   * @param columns of the original file that were read
   */
  record SetEntry(String name, String file, int rows, String sha256, EvaluationColumns columns) {
    SetEntry {
      requireNonNull(name, "a set without name");
      requireNonNull(file, "a set without file");
      requireNonNull(sha256, "a set without sha256");
    }
  }
}
