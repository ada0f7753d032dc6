package io.medsift.export.files;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Format of shards. */
public enum FileFormat {
  PARQUET,
  JSONL;

  /** The spelling on the command line, in the manifest, and at the end of a file's name. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return wireName();
  }
}
