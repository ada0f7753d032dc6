package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/**
 * The quality gate.
 *
 * @param minimumPromptWords prompts with fewer words are rejected
 * @param minimumResponseWords responses that have fewer words, trace included, are rejected; null
 *     for no bound. Absent from JSON where it is null, so that a recipe without it keeps its hash
 * @param rejectOverrun whether responses that go on with the next turn of the conversation are
 *     rejected; null for no. Absent from JSON where it is null, for the same reason
 * @param maximumWaits traces that say "Wait" more often are rejected
 */
public record QualitySettings(
    int minimumPromptWords,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer minimumResponseWords,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean rejectOverrun,
    int maximumWaits)
    implements Serializable {

  /** The filters of the authors' earlier recipe: more than three words, at most 47 "Wait". */
  public static final QualitySettings DEFAULT = new QualitySettings(4, null, null, 47);
}
