package io.medsift.decontamination.index;

/**
 * An evaluation file or a benchmark index cannot be used; the message says which, why and what to
 * do.
 */
public final class BenchmarkException extends RuntimeException {
  public BenchmarkException(String message) {
    super(message);
  }

  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
