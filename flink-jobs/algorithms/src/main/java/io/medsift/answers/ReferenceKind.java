package io.medsift.answers;

/** How a reference answer is written. */
public enum ReferenceKind {
  /** One or more option letters: {@code C}, {@code (C)}, {@code AC}. */
  LETTER,

  /** A short text: that of an option, yes, no or maybe, a number, or a phrase. */
  TEXT,

  /** A passage, which only a model can compare. */
  LONG,

  /** No reference. */
  NONE
}
