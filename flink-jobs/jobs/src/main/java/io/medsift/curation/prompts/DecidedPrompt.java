package io.medsift.curation.prompts;

import io.medsift.curation.gate.PromptResponse;
import io.medsift.curation.state.Rank;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.prompts.ResponseGroup;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

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
 * @param members positions of the responses by which it was decided, packed; null in older state
 * @param late positions of the late responses that are counted, as many as are remembered; null in
 *     older state
 */
public record DecidedPrompt(
    byte[] decision,
    Rank last,
    long expires,
    String reason,
    double minimum,
    double maximum,
    int keep,
    String by,
    byte[] members,
    byte[] late) {

  /** The positions of responses. */
  static byte[] pack(List<PromptResponse> responses) {
    ByteBuffer packed = ByteBuffer.allocate(responses.size() * SamplePosition.BYTES);
    responses.forEach(response -> response.rank().position().write(packed));
    return packed.array();
  }

  /**
   * Returns whether a response belongs to this decision. One that comes after it is remembered does
   * not, nor does one that is read again and belonged to an earlier group of the same prompt.
   */
  boolean knows(Rank response) {
    return response.time() <= expires
        && (members == null || holds(members, response) || isLate(response));
  }

  /** Returns whether a response came after the decision. */
  boolean isLate(Rank response) {
    if (members != null && holds(members, response)) {
      return false;
    }
    return response.compareTo(last) > 0 || (late != null && holds(late, response));
  }

  /** Returns whether a late response is in the count of late ones. */
  boolean hasCounted(PromptResponse response) {
    if (late != null && holds(late, response.rank())) {
      return true;
    }
    // Of those that no longer fit, the count alone is known, and what is read again is in it.
    boolean full = late == null || late.length >= ResponseGroup.MOST * SamplePosition.BYTES;
    return full && response.repeated();
  }

  private static boolean holds(byte[] packed, Rank response) {
    ByteBuffer positions = ByteBuffer.wrap(packed);
    while (positions.hasRemaining()) {
      if (SamplePosition.read(positions).equals(response.position())) {
        return true;
      }
    }
    return false;
  }

  /** The same with another row, and one more late response. */
  DecidedPrompt with(byte[] other, Rank counted) {
    byte[] more = late;
    if (late != null && late.length < ResponseGroup.MOST * SamplePosition.BYTES) {
      more = Arrays.copyOf(late, late.length + SamplePosition.BYTES);
      counted.position().write(ByteBuffer.wrap(more, late.length, SamplePosition.BYTES));
    }
    return new DecidedPrompt(
        other, last, expires, reason, minimum, maximum, keep, by, members, more);
  }
}
