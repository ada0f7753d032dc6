package io.medsift.export.files;

/**
 * Columns that rows have where an export asks for them.
 *
 * @param lineage where a row comes from, and the recipe of its verdict
 * @param passRate how many responses to its prompt are correct
 */
public record OptionalColumns(boolean lineage, boolean passRate) {
  /** None of them. */
  public static final OptionalColumns NONE = new OptionalColumns(false, false);
}
