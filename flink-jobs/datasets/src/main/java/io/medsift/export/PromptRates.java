package io.medsift.export;

import io.medsift.codec.PublishedRow;
import io.medsift.export.files.PassRateColumns;
import io.medsift.sample.PromptHash;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.PromptDecision.Closed;
import io.medsift.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pass rates of prompts, for rows whose own track counts no responses: a prompt for reinforcement
 * learning has none of its own, but the same prompt may have been answered on another track. The
 * responses of all tracks and generators to a prompt are counted together.
 *
 * <p>Not thread-safe while decisions are added.
 */
public final class PromptRates {
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, Totals> totals = new HashMap<>();

  private record Group(String prompt, Totals totals) {}

  /**
   * What groups have together.
   *
   * @param incomplete how many of them were decided before all responses had come
   */
  private record Totals(PromptCounts counts, int incomplete) {
    Totals plus(Totals other) {
      return with(other, 1);
    }

    Totals minus(Totals other) {
      return with(other, -1);
    }

    private Totals with(Totals other, int sign) {
      return new Totals(sum(counts, other.counts, sign), incomplete + sign * other.incomplete);
    }
  }

  /** Returns nothing about any prompt. */
  public static PromptRates none() {
    return new PromptRates();
  }

  /** Adds a decision, in place of an earlier one on the same group of responses. */
  public void add(PromptDecision decision) {
    String prompt = decision.promptHash();
    Totals group = new Totals(decision.counts(), decision.closed() == Closed.COMPLETE ? 0 : 1);
    Group before = groups.put(decision.key(), new Group(prompt, group));
    if (before != null) {
      totals.merge(before.prompt(), before.totals(), Totals::minus);
    }
    totals.merge(prompt, group, Totals::plus);
  }

  private static PromptCounts sum(PromptCounts all, PromptCounts other, int sign) {
    return new PromptCounts(
        all.correct() + sign * other.correct(),
        all.wrong() + sign * other.wrong(),
        all.truncated() + sign * other.truncated(),
        all.unverifiable() + sign * other.unverifiable(),
        all.notVerified() + sign * other.notVerified());
  }

  /** Returns a row with what is known of its prompt, if its verdict counts no responses. */
  PublishedRow complete(PublishedRow row) {
    if (totals.isEmpty() || PassRateColumns.areCounted(row)) {
      return row;
    }
    String prompt = PromptHash.of(row.sample());
    Totals known = totals.get(prompt);
    if (known == null || known.counts().verified() == 0) {
      return row;
    }
    PromptCounts found = known.counts();
    List<Evidence> findings = new ArrayList<>();
    findings.add(
        new Evidence.PassRate(
            prompt, found, found.passRate(), 0, 1, known.incomplete() == 0, null));
    Verdict verdict = row.verdict();
    findings.addAll(verdict.findings());
    return new PublishedRow(
        row.sample(),
        new Verdict(
            verdict.decision(),
            verdict.gate(),
            verdict.reason(),
            verdict.evidence(),
            findings,
            verdict.recipe(),
            verdict.artifacts(),
            verdict.position(),
            verdict.timestamp(),
            verdict.late(),
            verdict.repeated()),
        row.columns());
  }
}
