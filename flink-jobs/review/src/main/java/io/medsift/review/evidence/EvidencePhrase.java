package io.medsift.review.evidence;

import static java.lang.String.format;

import io.medsift.recipe.BalanceSettings;
import io.medsift.review.text.Excerpt;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.PromptCounts;
import java.util.Locale;

/** Evidence of each kind as a short phrase. */
public final class EvidencePhrase implements Evidence.Visitor<String> {
  private static final int LENGTH = 60;

  /** The phrase of a piece of evidence. */
  public static String of(Evidence evidence) {
    return evidence.visit(new EvidencePhrase());
  }

  private EvidencePhrase() {}

  @Override
  public String of(LeakEvidence.SharedNgram shared) {
    return "shares \"%s\" with item %s of %s%s"
        .formatted(shared.ngram(), shared.item(), shared.benchmark(), place(shared));
  }

  @Override
  public String of(LeakEvidence.FuzzyMatch match) {
    return format(
        Locale.ROOT,
        "ratio %.1f to item %s of %s%s",
        match.ratio(),
        match.item(),
        match.benchmark(),
        place(match));
  }

  @Override
  public String of(LeakEvidence.Containment found) {
    return format(
        Locale.ROOT,
        "holds %.0f %% of item %s of %s%s",
        100 * found.score(),
        found.item(),
        found.benchmark(),
        place(found));
  }

  @Override
  public String of(LeakEvidence.Alignment found) {
    return format(
        Locale.ROOT,
        "follows %.0f %% of item %s of %s%s",
        100 * found.score(),
        found.item(),
        found.benchmark(),
        place(found));
  }

  @Override
  public String of(LeakEvidence.SemanticMatch found) {
    return format(
        Locale.ROOT,
        "similarity %.3f to item %s of %s%s, %s%s",
        found.similarity(),
        found.item(),
        found.benchmark(),
        place(found),
        found.same() == null
            ? "limit " + found.threshold()
            : "by a model the " + (found.same() ? "same question" : "questions differ"),
        found.nearTie() == null ? "" : ", a near tie");
  }

  /** Returns the field of the match, unless that is the prompt. */
  private static String place(Evidence evidence) {
    EvidencePlace place = EvidencePlace.of(evidence);
    return place.field().equals("prompt") ? "" : " in " + place.phrase();
  }

  @Override
  public String of(Evidence.Answer answer) {
    String gold = "the reference is " + Excerpt.head(answer.gold(), LENGTH);
    String overrun =
        answer.overrun() == null ? "" : ", before the model goes on with the next turn";
    String note = overrun + (answer.note() == null ? "" : ": " + clause(answer.note()));
    if (answer.extracted() != null) {
      return "answers " + Excerpt.head(answer.extracted(), LENGTH) + ", " + gold + note;
    }
    // A model may compare a response as a whole.
    return answer.model() == null
        ? "no answer is read, " + gold + note
        : gold + ", compared by " + answer.model() + note;
  }

  @Override
  public String of(Evidence.Quality quality) {
    return quality.value() == null
        ? clause(quality.note())
        : String.format(
            Locale.ROOT, "%d %s, limit %d", quality.value(), quality.measure(), quality.limit());
  }

  @Override
  public String of(Evidence.Score score) {
    return format(Locale.ROOT, "score %.1f, needs %.1f", score.score(), score.minimum());
  }

  @Override
  public String of(Evidence.Domain domain) {
    if (domain.unreadable() != null) {
      return format(
          Locale.ROOT, "the encoder cannot read %.0f %% of the words", 100 * domain.unreadable());
    }
    return format(
        Locale.ROOT,
        "cluster %d is %s by %.0f %% of the votes%s, similarity %.3f%s%s",
        domain.cluster(),
        domain.label(),
        100 * domain.agreement(),
        domain.minimumAgreement() == null
            ? ""
            : format(Locale.ROOT, " (needs %.0f %%)", 100 * domain.minimumAgreement()),
        domain.similarity(),
        domain.minimumSimilarity() == null
            ? ""
            : format(Locale.ROOT, " (needs %.3f)", domain.minimumSimilarity()),
        domain.nearTie() == null ? "" : ", as near as to cluster " + domain.nearTie().cluster());
  }

  @Override
  public String of(Evidence.Duplicate duplicate) {
    return format(
        Locale.ROOT,
        "repeats %s at %s, similarity %.3f",
        duplicate.keptId(),
        duplicate.kept(),
        duplicate.similarity());
  }

  @Override
  public String of(Evidence.PassRate passRate) {
    PromptCounts counts = passRate.counts();
    String correct =
        passRate.rate() == null
            ? format(Locale.ROOT, "%d responses to the prompt", counts.responses())
            : format(
                Locale.ROOT,
                "%d of %d responses to the prompt are correct",
                counts.correct(),
                counts.verified());
    return correct + (passRate.late() == null ? "" : ", and this one came later");
  }

  @Override
  public String of(Evidence.Selection selection) {
    if (selection.kept() == null) {
      return "came after the prompt was decided, and no response was kept";
    }
    return format(
        Locale.ROOT,
        "%s at %s was kept%s%s",
        selection.keptId(),
        selection.kept(),
        selection.keep() == 1 ? "" : " first of " + selection.keep(),
        selection.measure() == null
            ? ", which came first"
            : format(
                Locale.ROOT,
                ", %s: %s, this one %s",
                selection.by(),
                measure(selection.keptMeasure()),
                measure(selection.measure())));
  }

  @Override
  public String of(Evidence.Quota quota) {
    return format(
        Locale.ROOT,
        "%,d of %s kept before, limit %,d; the last is %s at %s",
        quota.kept(),
        counted(quota),
        quota.limit(),
        quota.lastId(),
        quota.last());
  }

  /** What samples that were counted together share, such as {@code source medmcqa}. */
  static String counted(Evidence.Quota quota) {
    return quota.by().equals(BalanceSettings.Quota.PROMPT.wireName())
        ? "this prompt"
        : quota.by() + " " + Excerpt.head(quota.value(), LENGTH);
  }

  /** Responses by outcome: {@code 8: 3 correct, 4 wrong, ...}. */
  public static String counts(PromptCounts counts) {
    return String.format(
        Locale.ROOT,
        "%d: %d correct, %d wrong, %d truncated, %d without an answer, %d not verified",
        counts.responses(),
        counts.correct(),
        counts.wrong(),
        counts.truncated(),
        counts.unverifiable(),
        counts.notVerified());
  }

  /**
   * By what a response was chosen: a number of characters, a score or a similarity; {@code none}
   * where it was not measured.
   */
  public static String measure(Double value) {
    if (value == null) {
      return "none";
    }
    return value == Math.rint(value)
        ? format(Locale.ROOT, "%.0f", value)
        : format(Locale.ROOT, "%.3f", value);
  }

  /** A sentence as part of a phrase. */
  private static String clause(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
