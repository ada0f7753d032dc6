package io.medsift.verdict;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Responses to one prompt by what the gate verify found. Their sum is the number of responses.
 *
 * @param correct the final answer is the reference
 * @param wrong it is not
 * @param truncated the response ends before its answer
 * @param unverifiable no final answer could be read
 * @param notVerified rejected or a dead letter before that gate, or of a track without it
 */
public record PromptCounts(
    int correct, int wrong, int truncated, int unverifiable, int notVerified) {

  /** All responses. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public int responses() {
    return verified() + notVerified;
  }

  /** Responses that the gate verify decided on. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public int verified() {
    return correct + wrong + truncated + unverifiable;
  }

  /**
   * Share of the verified responses that are correct; a truncated one and one without an answer
   * count as not correct. Null where none was verified.
   */
  public Double passRate() {
    return verified() == 0 ? null : (double) correct / verified();
  }
}
