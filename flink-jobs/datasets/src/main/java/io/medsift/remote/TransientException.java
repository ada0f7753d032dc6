package io.medsift.remote;

import java.io.IOException;
import java.time.Duration;

/** One attempt has failed in a way that another may not. The message begins in lower case. */
final class TransientException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Duration pause;

  TransientException(String message, Duration pause) {
    super(message);
    this.pause = pause;
  }

  TransientException(String message, Throwable cause) {
    super(message, cause);
    this.pause = null;
  }

  /** The pause that the server asks for; null for none. */
  Duration pause() {
    return pause;
  }
}
