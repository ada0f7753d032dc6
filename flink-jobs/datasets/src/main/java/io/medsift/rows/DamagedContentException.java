package io.medsift.rows;

import java.io.IOException;

/** What a file holds cannot be read on. The message is for people, and begins in lower case. */
final class DamagedContentException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedContentException(String message) {
    super(message);
  }

  DamagedContentException(String message, Throwable cause) {
    super(message, cause);
  }
}
