package io.medsift.curation.prompts;

import io.medsift.curation.state.Rank;

/**
 * A prompt that was decided, as long as it is remembered.
 *
 * @param decision the row that says so
 * @param last the last response by which it was decided
 * @param expires up to when it is remembered
 * @param reason for which the gate pass_rate rejects its responses, null where it does not
 * @param minimum of the pass rate by which it was decided
 * @param maximum likewise
 * @param keep how many responses stay at most, 0 for all
 * @param by the order in which they were chosen
 */
public record DecidedPrompt(
    byte[] decision,
    Rank last,
    long expires,
    String reason,
    double minimum,
    double maximum,
    int keep,
    String by) {

  /** The same with another row. */
  DecidedPrompt with(byte[] other) {
    return new DecidedPrompt(other, last, expires, reason, minimum, maximum, keep, by);
  }
}
