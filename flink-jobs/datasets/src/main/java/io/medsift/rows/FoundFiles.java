package io.medsift.rows;

import java.util.List;

/**
 * The files that arguments stand for.
 *
 * @param files to read
 * @param passedOver data files of directories, patterns and archives whose names are not wanted
 */
public record FoundFiles(List<RowFile> files, List<RowFile> passedOver) {
  public FoundFiles {
    files = List.copyOf(files);
    passedOver = List.copyOf(passedOver);
  }
}
