package io.medsift.decontamination;

import io.medsift.decontamination.index.EvaluationItem;

/** Why a prompt counts as contaminated. */
public sealed interface Contamination permits SharedNgram, FuzzyMatch, CalibratedMatch {
  /** The evaluation item that the prompt repeats. */
  EvaluationItem item();
}
