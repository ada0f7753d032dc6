package io.medsift.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The gates, in the order in which they run; the wire value is the lower-case name. */
public enum Gate {
  /** Shares text with an evaluation set. */
  DECONTAMINATE,
  /** The final answer is the reference, by rules. */
  VERIFY,
  /** The response is whole, the prompt is more than a few words, the trace does not ramble. */
  QUALITY,
  /** A model's score is high enough. */
  JUDGE,
  /** The prompt's cluster has a label that the recipe keeps. */
  DOMAIN,
  /** No accepted sample of lower rank has nearly the same response. */
  DEDUPLICATE,
  /** Neither too many nor too few of the responses to the prompt are correct. */
  PASS_RATE,
  /** The response is among those of its prompt that the recipe keeps. */
  SELECT,
  /** Not too many samples with the same prompt, source, cluster or label were kept before. */
  BALANCE;

  /** The spelling on the wire and in recipes. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
