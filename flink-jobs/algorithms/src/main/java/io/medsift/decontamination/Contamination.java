package io.medsift.decontamination;

/** Why a prompt counts as contaminated. */
public sealed interface Contamination permits SharedNgram, FuzzyMatch, CalibratedMatch {
  /** The evaluation item that the prompt repeats. */
  EvaluationItem item();
}
