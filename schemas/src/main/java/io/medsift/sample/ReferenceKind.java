package io.medsift.sample;

import java.util.Locale;

/** Kind of a reference; the wire value is the lower-case name. */
public enum ReferenceKind {
  /** The letter of the correct option. */
  LETTER,
  /** A short text, a number, or yes, no, maybe: rules can compare it. */
  TEXT,
  /** Free text that only a model can compare. */
  LONG,
  /** No reference is known. */
  NONE;

  /** The spelling on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
