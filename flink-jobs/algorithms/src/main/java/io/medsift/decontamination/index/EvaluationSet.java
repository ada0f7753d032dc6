package io.medsift.decontamination.index;

import java.util.List;

/**
 * A named evaluation set.
 *
 * @param items at least one, in the order of the file
 * @param checksum SHA-256 of the set as the index stores it, lower-case hex
 */
public record EvaluationSet(String name, List<EvaluationItem> items, String checksum) {
  public EvaluationSet {
    items = List.copyOf(items);
  }
}
