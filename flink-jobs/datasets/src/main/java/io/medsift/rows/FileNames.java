package io.medsift.rows;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/**
 * Names by which the files of a dataset are known among others.
 *
 * @param patterns for the name without its directories, such as {@code train-*.parquet}; none where
 *     every file is one
 */
public record FileNames(List<String> patterns) {
  /** Every file, whatever it is called. */
  public static final FileNames ANY = new FileNames(List.of());

  public FileNames {
    patterns = List.copyOf(patterns);
  }

  /** Whether a file, or the member of an archive, has such a name. */
  boolean has(RowFile file) {
    Path path = file.member() == null ? file.path() : Path.of(file.member());
    Path name = path.getFileName();
    return patterns.isEmpty()
        || patterns.stream()
            .anyMatch(
                pattern ->
                    FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(name));
  }

  /** The patterns for people. */
  @Override
  public String toString() {
    return String.join(", ", patterns);
  }
}
