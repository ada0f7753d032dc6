package io.medsift.decontamination;

import java.util.Optional;

/** Decides whether a prompt repeats an item of an evaluation set. Immutable and thread-safe. */
public interface DecontaminationRule {
  /** The evidence against a prompt, the same on every call; empty if it is clean. */
  Optional<Contamination> check(String prompt);

  /** The same for a text that is not a question, or not all of it; literal rules make no odds. */
  default Optional<Contamination> check(Passage passage) {
    return check(passage.text());
  }
}
