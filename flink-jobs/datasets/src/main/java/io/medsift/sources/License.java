package io.medsift.sources;

/**
 * What a dataset may be used for.
 *
 * @param terms an SPDX identifier or words; null where the dataset states none
 * @param nonCommercial whether the terms forbid commercial use
 * @param column the column that says it for each row and comes first; null where there is none
 */
public record License(String terms, boolean nonCommercial, String column) {

  /** For people. */
  public String words() {
    String words = terms == null ? "not stated" : terms;
    return nonCommercial ? words + " (non-commercial)" : words;
  }
}
