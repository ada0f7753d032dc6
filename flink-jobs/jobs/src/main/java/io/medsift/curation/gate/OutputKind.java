package io.medsift.curation.gate;

/** The topics that the job writes. */
public enum OutputKind {
  ACCEPTED,
  REJECTED,
  DEAD_LETTER
}
