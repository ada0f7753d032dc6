package io.medsift.console.web;

/** A request that is answered with an error and a sentence for the person who made it. */
public final class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  /** An answer with an HTTP status and a sentence. */
  public RefusedRequest(int status, String message) {
    super(message);
    this.status = status;
  }

  /** A page or record that does not exist. */
  public static RefusedRequest notFound(String message) {
    return new RefusedRequest(404, message);
  }

  /** A parameter with a value that is not allowed. */
  public static RefusedRequest wrong(String message) {
    return new RefusedRequest(400, message);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
