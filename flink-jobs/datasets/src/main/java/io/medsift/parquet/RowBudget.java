package io.medsift.parquet;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Memory that one row may still take. What comes after that is dropped, so that the columns stay in
 * step and the row can be reported.
 */
final class RowBudget {
  private static final int BYTES_OF_A_VALUE = 16;

  private final long longest;
  private long left;

  RowBudget(long longest) {
    this.longest = longest;
  }

  void startRow() {
    left = longest;
  }

  boolean exceeded() {
    return left < 0;
  }

  /** Returns true if a value of so many bytes can be kept. */
  boolean take(int bytes) {
    if (left >= 0) {
      left -= BYTES_OF_A_VALUE + (long) bytes;
    }
    return left >= 0;
  }

  /** A place for values: a field of a struct, the end of a list. */
  @FunctionalInterface
  interface Place {
    /** Puts a value there. */
    void put(JsonNode value);
  }
}
