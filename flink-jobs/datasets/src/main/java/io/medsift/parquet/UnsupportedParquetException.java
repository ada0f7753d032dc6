package io.medsift.parquet;

/** A file is Parquet as it should be, and uses what is not supported. */
public final class UnsupportedParquetException extends InvalidParquetException {
  private static final long serialVersionUID = 1L;

  UnsupportedParquetException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns a sentence on what to do. */
  public String advice() {
    return "Write the file again with another compression, such as zstd.";
  }
}
