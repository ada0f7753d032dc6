package io.medsift.recipe;

import io.medsift.verdict.Gate;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One row of a recipe.
 *
 * @param gates the gates of the track; they run in the order of {@link Gate}, whatever the order
 *     here
 */
public record Track(Set<Gate> gates) implements Serializable {
  public Track {
    Set<Gate> inOrder = EnumSet.noneOf(Gate.class);
    inOrder.addAll(gates);
    gates = Collections.unmodifiableSet(inOrder);
  }

  /** Returns true if samples of this track pass through {@code gate}. */
  public boolean runs(Gate gate) {
    return gates.contains(gate);
  }

  /** Returns true if a gate of this track reads the response. */
  public boolean needsResponse() {
    return runs(Gate.VERIFY) || runs(Gate.JUDGE) || runs(Gate.DEDUPLICATE) || groupsResponses();
  }

  /** Returns true if a gate of this track looks at all responses to a prompt together. */
  public boolean groupsResponses() {
    return runs(Gate.PASS_RATE) || runs(Gate.SELECT);
  }

  /** Returns true if samples of this track wait for others behind deduplication. */
  public boolean waitsForOthers() {
    return groupsResponses() || runs(Gate.BALANCE);
  }
}
