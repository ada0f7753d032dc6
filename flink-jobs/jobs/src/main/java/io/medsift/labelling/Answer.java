package io.medsift.labelling;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.medsift.llm.client.TokenUsage;

/**
 * An answer that was paid for, as the log keeps it. What was asked is told by the four hashes and
 * names; the rest is what came back.
 *
 * @param prompt hash of the words of the question
 * @param labels hash of the label set
 * @param content hash of the text asked about
 * @param reply in the model's words; a refusal in the endpoint's
 * @param label that the reply names, null where it names none
 * @param refused whether asking again is of no use
 */
record Answer(
    @JsonProperty("prompt_sha256") String prompt,
    @JsonProperty("model") String model,
    @JsonProperty("labels_sha256") String labels,
    @JsonProperty("content_sha256") String content,
    @JsonProperty("reply") String reply,
    @JsonProperty("label") String label,
    @JsonProperty("refused") boolean refused,
    @JsonProperty("prompt_tokens") long promptTokens,
    @JsonProperty("completion_tokens") long completionTokens) {

  Answer {
    requireNonNull(prompt, "prompt_sha256 is missing");
    requireNonNull(model, "model is missing");
    requireNonNull(labels, "labels_sha256 is missing");
    requireNonNull(content, "content_sha256 is missing");
    requireNonNull(reply, "reply is missing");
  }

  TokenUsage usage() {
    return new TokenUsage(promptTokens, completionTokens);
  }

  /** Whether nothing more is to be asked about the text. */
  boolean settles() {
    return label != null || refused;
  }
}
