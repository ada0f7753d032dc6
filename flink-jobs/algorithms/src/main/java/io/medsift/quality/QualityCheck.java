package io.medsift.quality;

import io.medsift.answers.response.NextTurn;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.recipe.Recipe.QualitySettings;
import io.medsift.sample.Sample;
import io.medsift.text.CodePoints;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import java.util.Locale;
import java.util.Optional;

/**
 * The filters of the first II-Medical recipe (Intelligent Internet, II-Medical-8B, 2025): truncated
 * generations, prompts of three words or fewer, and traces with more than 47 "Wait", the 97th
 * percentile of theirs; and, where a recipe asks for it, responses of few words or with a turn too
 * many. Thread-safe.
 */
public final class QualityCheck {

  private static final String WAIT = "Wait";

  private final QualitySettings settings;

  /** A check by the bounds of a recipe. */
  public QualityCheck(QualitySettings settings) {
    this.settings = settings;
  }

  /** The reason to reject a sample, with the evidence. */
  public record Finding(Reason reason, Evidence.Quality evidence) {}

  /** The first thing that is wrong with a sample, if anything is. */
  public Optional<Finding> check(Sample sample) {
    return unfinished(sample)
        .or(() -> shortPrompt(sample))
        .or(() -> shortResponse(sample))
        .or(() -> manyWaits(sample))
        .or(() -> overrun(sample));
  }

  private static Optional<Finding> unfinished(Sample sample) {
    String why = null;
    if (sample.generation() != null && sample.generation().cut()) {
      why = "The endpoint cut the response at max_tokens.";
    } else if (sample.response() != null
        && ThinkSplit.of(sample.reasoning(), sample.response()).truncated()) {
      why = "The response ends before its answer.";
    }
    return why == null
        ? Optional.empty()
        : Optional.of(
            new Finding(Reason.UNFINISHED_RESPONSE, new Evidence.Quality(null, null, null, why)));
  }

  private Optional<Finding> shortPrompt(Sample sample) {
    int least = settings.minimumPromptWords();
    int words = words(sample.prompt(), true);
    return words >= least
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Reason.SHORT_PROMPT,
                new Evidence.Quality(
                    "prompt words",
                    words,
                    least,
                    String.format(Locale.ROOT, "The prompt has fewer than %d words.", least))));
  }

  /**
   * Trace and response count together: a bare letter is whole where its reasoning is kept apart.
   */
  private Optional<Finding> shortResponse(Sample sample) {
    Integer least = settings.minimumResponseWords();
    String text = sample.completion();
    if (least == null || text == null) {
      return Optional.empty();
    }
    int words = words(text, false);
    return words >= least
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Reason.SHORT_RESPONSE,
                new Evidence.Quality(
                    "response words",
                    words,
                    least,
                    String.format(
                        Locale.ROOT,
                        "The response, with its trace, has fewer than %d words.",
                        least))));
  }

  private Optional<Finding> manyWaits(Sample sample) {
    String text = sample.completion();
    int most = settings.maximumWaits();
    int waits = text == null ? 0 : waits(text);
    return waits <= most
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Reason.TOO_MANY_WAITS,
                new Evidence.Quality(
                    "times \"Wait\"",
                    waits,
                    most,
                    String.format(Locale.ROOT, "It says \"Wait\" more than %d times.", most))));
  }

  private Optional<Finding> overrun(Sample sample) {
    boolean overrun =
        Boolean.TRUE.equals(settings.rejectOverrun())
            && sample.response() != null
            && NextTurn.isIn(sample.prompt(), sample.response());
    return overrun
        ? Optional.of(
            new Finding(
                Reason.OVERRUN_RESPONSE,
                new Evidence.Quality(
                    null, null, null, "The response continues with the next" + " turn.")))
        : Optional.empty();
  }

  private static int waits(String text) {
    int waits = 0;
    for (int at = text.indexOf(WAIT); at >= 0; at = text.indexOf(WAIT, at + WAIT.length())) {
      waits++;
    }
    return waits;
  }

  /**
   * Runs of what is no white space; in scripts without spaces, each letter is a word.
   *
   * @param marks whether a run of punctuation alone is a word
   */
  private static int words(String text, boolean marks) {
    int words = 0;
    boolean counted = false;
    int next;
    for (int at = 0; at < text.length(); at += Character.charCount(next)) {
      next = text.codePointAt(at);
      if (CodePoints.isWrittenWithoutSpaces(next)) {
        words++;
        counted = false;
      } else if (Character.isWhitespace(next) || Character.isSpaceChar(next)) {
        counted = false;
      } else if (!counted && (marks || Character.isLetterOrDigit(next))) {
        words++;
        counted = true;
      }
    }
    return words;
  }
}
