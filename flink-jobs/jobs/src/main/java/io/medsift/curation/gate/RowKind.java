package io.medsift.curation.gate;

/** The topics that the job writes. */
public enum RowKind {
  ACCEPTED,
  REJECTED,
  DEAD_LETTER
}
