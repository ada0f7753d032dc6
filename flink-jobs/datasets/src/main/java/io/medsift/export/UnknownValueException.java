package io.medsift.export;

import io.medsift.export.rows.ExportException;

/** A filter names a value that no row has: a mistake of the one who asked. */
public final class UnknownValueException extends ExportException {
  private static final long serialVersionUID = 1L;

  UnknownValueException(String message) {
    super(message, "Name a value that the rows have.");
  }
}
