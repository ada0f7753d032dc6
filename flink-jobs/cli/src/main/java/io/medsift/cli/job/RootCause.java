package io.medsift.cli.job;

/** What is at the bottom of a failure. */
public final class RootCause {
  private RootCause() {}

  /** The message of the first cause, or its kind where it has no message. */
  public static String message(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }
}
