package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Outcome of the responses to one prompt. The mirror of {@code prompts-decided.schema.json}.
 *
 * @param key of the prompt and its generation, the key of the record
 * @param promptHash of the prompt alone, see {@link io.medsift.sample.PromptHash}
 * @param prompt its beginning
 * @param source of the first response
 * @param reference that the answers were compared with, its beginning; null where there is none
 * @param announced how many responses the generation announced, null where it did not
 * @param passRate share of the verified responses that are correct, null where none was verified
 * @param closed why it was decided
 * @param late responses that came after the decision, which do not count
 * @param kept responses that the gates pass_rate and select let through, in the order of the choice
 * @param wrongAnswers what the wrong responses answered, the most frequent first; not all where
 *     there are many
 * @param otherWrong wrong responses whose answer is not listed
 * @param timestamp of the decision, in the time of the topic
 */
public record PromptDecision(
    String key,
    String promptHash,
    String prompt,
    String track,
    String source,
    String reference,
    Integer announced,
    PromptCounts counts,
    Double passRate,
    Closed closed,
    int late,
    List<Kept> kept,
    List<WrongAnswer> wrongAnswers,
    int otherWrong,
    RecipeStamp recipe,
    long timestamp) {

  public PromptDecision {
    requireNonNull(key, "key is null");
    requireNonNull(promptHash, "promptHash is null");
    requireNonNull(counts, "counts is null");
    requireNonNull(closed, "closed is null");
    kept = List.copyOf(kept);
    wrongAnswers = List.copyOf(wrongAnswers);
  }

  /** The same after one more response that came late. */
  public PromptDecision withOneMoreLate() {
    return new PromptDecision(
        key,
        promptHash,
        prompt,
        track,
        source,
        reference,
        announced,
        counts,
        passRate,
        closed,
        late + 1,
        kept,
        wrongAnswers,
        otherWrong,
        recipe,
        timestamp);
  }

  /** Returns true if all verified responses, more than one, give the same wrong answer. */
  public boolean agreesOnWrongAnswer() {
    return counts.verified() > 1
        && wrongAnswers.size() == 1
        && wrongAnswers.get(0).count() == counts.verified();
  }

  /** Why the prompt was decided. */
  public enum Closed {
    /** All announced responses had come. */
    COMPLETE,
    /** As many had come as a prompt can have. */
    FULL,
    /** The time to wait was over, or the topic ended. */
    WAITED_OUT;

    /** The spelling on the wire. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A response that was kept.
   *
   * @param measure by which it was chosen, null where nothing was measured
   */
  public record Kept(String id, Position position, Double measure) {}

  /** An answer that is not the reference, and how many responses give it. */
  public record WrongAnswer(String answer, int count) {}
}
