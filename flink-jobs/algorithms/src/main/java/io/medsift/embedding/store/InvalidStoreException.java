package io.medsift.embedding.store;

import java.io.IOException;

/** An embedding store cannot be used; the message names the file, what is wrong and what to do. */
public final class InvalidStoreException extends IOException {

  private static final long serialVersionUID = 1L;

  public InvalidStoreException(String message) {
    super(message);
  }

  public InvalidStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
