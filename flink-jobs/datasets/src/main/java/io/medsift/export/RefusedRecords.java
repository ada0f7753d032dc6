package io.medsift.export;

import io.medsift.export.rows.ExportException;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of a source that are no curated rows: how many, and the first of them by their places.
 */
public final class RefusedRecords {
  private static final int SHOWN = 10;

  private final List<ExportException> first = new ArrayList<>();
  private long count;

  void add(ExportException refusal) {
    count++;
    if (first.size() < SHOWN) {
      first.add(refusal);
    }
  }

  /** Returns the number of refused records. */
  public long count() {
    return count;
  }

  ExportException first() {
    return first.get(0);
  }

  /** The first of them, a clause for each, with its place and what is wrong. */
  public List<String> shown() {
    return first.stream().map(Throwable::getMessage).toList();
  }
}
