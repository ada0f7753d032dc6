package io.medsift.sample;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parameters and outcome of the generation of a response, as the generation job recorded them; each
 * component is null where it is not known.
 *
 * @param promptId the prompt that the response answers
 * @param index of the response among those to the same prompt, from 0
 * @param responses to the same prompt that the job asked for
 * @param maxTokens that the response was allowed
 * @param finishReason as the endpoint said it; see {@link Ending}
 * @param truncated whether the response ends before its end, for whatever reason
 */
public record Generation(
    String promptId,
    Long index,
    Long responses,
    Long seed,
    Double temperature,
    Double topP,
    Long maxTokens,
    String finishReason,
    Boolean truncated,
    Long promptTokens,
    Long completionTokens) {

  /** Returns true if the response was cut. */
  public boolean cut() {
    return Boolean.TRUE.equals(truncated) || Ending.of(finishReason) != Ending.WHOLE;
  }

  /**
   * End of a response, by the {@code finish_reason} of the endpoint. Servers have names of their
   * own for the same, so case and punctuation of a name do not matter; an unknown name means that
   * the response did not end by itself.
   */
  public enum Ending {
    /** By itself, or nobody says how. */
    WHOLE,
    /** At a limit of tokens. */
    LIMIT,
    /** Since the endpoint broke it off. */
    BROKEN_OFF,
    /** A filter withheld it, or the rest of it. */
    WITHHELD;

    private static final Pattern MARKS = Pattern.compile("[^a-z0-9]+");
    private static final Set<String> WHOLE_NAMES =
        Set.of(
            "",
            "null",
            "none",
            "unknown",
            "unspecified",
            "endoftext",
            "im_end",
            "end",
            "end_turn",
            "end_of_turn",
            "finish",
            "finished",
            "complete",
            "completed",
            "done",
            "success",
            "normal",
            "tool_call",
            "tool_calls",
            "tool_use",
            "function_call");
    private static final Set<String> WITHHELD_NAMES =
        Set.of(
            "content_filter",
            "content_filtered",
            "contentfilter",
            "filter",
            "filtered",
            "safety",
            "image_safety",
            "recitation",
            "blocklist",
            "prohibited_content",
            "spii",
            "sensitive",
            "refusal",
            "refused",
            "guardrail_intervened");
    private static final List<String> OF_ENDS = List.of("stop", "eos");
    private static final List<String> OF_LIMITS = List.of("length", "max", "limit", "token");

    /** The ending of that name; null is none. */
    public static Ending of(String finishReason) {
      String name = finishReason == null ? "" : finishReason.toLowerCase(Locale.ROOT);
      name = name.substring(name.lastIndexOf('.') + 1).replaceFirst("^finish_reason_", "");
      name = MARKS.matcher(name).replaceAll("_").replaceAll("^_|_$", "");
      if (WHOLE_NAMES.contains(name) || OF_ENDS.stream().anyMatch(name::startsWith)) {
        return WHOLE;
      }
      if (WITHHELD_NAMES.contains(name)) {
        return WITHHELD;
      }
      return OF_LIMITS.stream().anyMatch(name::contains) ? LIMIT : BROKEN_OFF;
    }
  }
}
