package io.medsift.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The outcome of a sample; the wire value is the lower-case name. */
public enum Decision {
  ACCEPTED,
  REJECTED;

  /** The spelling on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
