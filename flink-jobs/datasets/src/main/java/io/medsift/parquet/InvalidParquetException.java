package io.medsift.parquet;

import java.io.IOException;

/** A file is not Parquet, is damaged, or uses what is not supported. The message is for people. */
public class InvalidParquetException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidParquetException(String message) {
    super(message);
  }

  InvalidParquetException(String message, Throwable cause) {
    super(message, cause);
  }
}
