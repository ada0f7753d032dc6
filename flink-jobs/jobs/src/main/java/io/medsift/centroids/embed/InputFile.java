package io.medsift.centroids.embed;

import io.medsift.rows.RowFile;
import java.nio.file.Path;

/**
 * A file of rows on its way to the subtask that reads it.
 *
 * @param path absolute
 * @param member of an archive; null for a file
 */
public record InputFile(String path, String member) {

  static InputFile of(RowFile file) {
    return new InputFile(file.path().toAbsolutePath().toString(), file.member());
  }

  RowFile rowFile() {
    return new RowFile(Path.of(path), member, 0);
  }
}
