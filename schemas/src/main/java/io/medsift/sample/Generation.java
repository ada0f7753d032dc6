package io.medsift.sample;

/**
 * How a model wrote a response, as the generation job noted it; each component is null where nobody
 * said it.
 *
 * @param promptId the prompt that the response answers
 * @param index of the response among those to the same prompt, from 0
 * @param maxTokens that the response was allowed
 * @param finishReason as the endpoint said it; see {@link Ending}
 * @param truncated whether the response ends before its end, for whatever reason
 */
public record Generation(
    String promptId,
    Long index,
    Long seed,
    Double temperature,
    Double topP,
    Long maxTokens,
    String finishReason,
    Boolean truncated,
    Long promptTokens,
    Long completionTokens) {

  /** Whether the response was cut. */
  public boolean cut() {
    return Boolean.TRUE.equals(truncated) || Ending.of(finishReason) != Ending.WHOLE;
  }
}
