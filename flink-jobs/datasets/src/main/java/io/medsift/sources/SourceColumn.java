package io.medsift.sources;

import static java.util.Objects.requireNonNull;

/**
 * One column of a dataset.
 *
 * @param name as in the file; a dot leads into a struct
 * @param type in a few words
 * @param meaning what it is to a sample
 * @param confidence that the column is there and is this; null where it is that of the dataset
 */
public record SourceColumn(String name, String type, String meaning, Confidence confidence) {
  public SourceColumn {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(meaning, "meaning is null");
  }
}
