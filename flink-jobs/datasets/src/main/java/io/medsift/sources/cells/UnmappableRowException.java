package io.medsift.sources.cells;

/** A row is not what its dataset's mapping expects. The message names the column and its value. */
public final class UnmappableRowException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A row that cannot be mapped, for this reason. */
  public UnmappableRowException(String message) {
    super(message);
  }
}
