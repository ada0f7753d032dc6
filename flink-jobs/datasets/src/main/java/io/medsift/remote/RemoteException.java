package io.medsift.remote;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/**
 * A remote file cannot be found, may not be read, or does not arrive. The message is for people,
 * without a full stop and without any secret.
 */
public final class RemoteException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String advice;
  private final boolean wrongName;

  private RemoteException(String message, String advice, boolean wrongName, Throwable cause) {
    super(message, cause);
    this.advice = requireNonNull(advice, "advice is null");
    this.wrongName = wrongName;
  }

  /** What was named is not there, or is no name. */
  static RemoteException wrongName(String message, String advice) {
    return new RemoteException(message, advice, true, null);
  }

  /** What was named may be there, and cannot be had. */
  static RemoteException failed(String message, String advice, Throwable cause) {
    return new RemoteException(message, advice, false, cause);
  }

  /** Returns a sentence on what to do. */
  public String advice() {
    return advice;
  }

  /** Returns true if the name is to blame: asking again does not help. */
  public boolean isWrongName() {
    return wrongName;
  }
}
