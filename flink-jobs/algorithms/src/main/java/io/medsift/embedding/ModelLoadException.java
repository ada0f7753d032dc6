package io.medsift.embedding;

import java.io.IOException;

/** A model or tokenizer file cannot be used; the message names the file and what is wrong. */
public final class ModelLoadException extends IOException {

  private static final long serialVersionUID = 1L;

  public ModelLoadException(String message) {
    super(message);
  }

  public ModelLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
