package io.medsift.verdict;

/**
 * Reason for which a sample is rejected. The names are part of the wire contract and of metric
 * labels.
 */
public enum Reason {
  SHARED_NGRAM(Gate.DECONTAMINATE, "The sample shares an n-gram with an evaluation item."),
  FUZZY_MATCH(
      Gate.DECONTAMINATE, "A text of the sample is nearly identical to an evaluation item."),
  CONTAINS_BENCHMARK_ITEM(Gate.DECONTAMINATE, "The sample contains most of an evaluation item."),
  SEMANTIC_MATCH(
      Gate.DECONTAMINATE,
      "The prompt means the same as an evaluation item, by embedding or by a model."),
  WRONG_ANSWER(Gate.VERIFY, "The final answer is not the reference."),
  UNVERIFIABLE_ANSWER(Gate.VERIFY, "No final answer could be read from the response."),
  TRUNCATED_RESPONSE(Gate.VERIFY, "The response ends before its answer."),
  UNFINISHED_RESPONSE(Gate.QUALITY, "The response was cut before its end."),
  SHORT_PROMPT(Gate.QUALITY, "The prompt has too few words."),
  SHORT_RESPONSE(Gate.QUALITY, "The response, with its trace, has too few words."),
  TOO_MANY_WAITS(Gate.QUALITY, "The reasoning says \"Wait\" too often."),
  OVERRUN_RESPONSE(Gate.QUALITY, "The response continues with the next turn of the conversation."),
  LOW_SCORE(Gate.JUDGE, "The judge's score is below the recipe's minimum."),
  OFF_DOMAIN(Gate.DOMAIN, "The prompt's cluster has a label that the recipe does not keep."),
  UNSURE_DOMAIN(
      Gate.DOMAIN,
      "The votes on the prompt's cluster are too divided, its centre is too far, or the encoder"
          + " cannot read the prompt."),
  EXACT_COPY(Gate.DEDUPLICATE, "The response has the same words as an earlier one."),
  NEAR_DUPLICATE(
      Gate.DEDUPLICATE, "The response is nearly identical to that of an accepted sample."),
  LOW_PASS_RATE(Gate.PASS_RATE, "Too few of the responses to the prompt are correct."),
  HIGH_PASS_RATE(Gate.PASS_RATE, "Too many of the responses to the prompt are correct."),
  NOT_SELECTED(Gate.SELECT, "Other responses to the prompt were kept."),
  QUOTA_REACHED(
      Gate.BALANCE,
      "The recipe's limit on samples with this prompt, source, cluster or label is reached.");

  private final Gate gate;
  private final String sentence;

  Reason(Gate gate, String sentence) {
    this.gate = gate;
    this.sentence = sentence;
  }

  /** The gate that rejects for this reason. */
  public Gate gate() {
    return gate;
  }

  /** One English sentence for reports. */
  public String sentence() {
    return sentence;
  }
}
