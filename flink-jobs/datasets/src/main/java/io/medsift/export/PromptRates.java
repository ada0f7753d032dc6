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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pass rates of prompts, for rows whose own track counts no responses: a prompt for reinforcement
 * learning has none of its own, but the same prompt may have been answered on another track. The
 * responses of all tracks and generators to a prompt are counted together.
 *
 * <p>Not thread-safe while decisions are added.
 */
public final class PromptRates {
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, PromptCounts> counts = new HashMap<>();
  private final Set<String> incomplete = new HashSet<>();

  private record Group(String prompt, PromptCounts counts) {}

  /** Returns nothing about any prompt. */
  public static PromptRates none() {
    return new PromptRates();
  }

  /** Adds a decision, in place of an earlier one on the same group of responses. */
  public void add(PromptDecision decision) {
    String prompt = decision.promptHash();
    Group before = groups.put(decision.key(), new Group(prompt, decision.counts()));
    if (before != null) {
      counts.merge(before.prompt(), before.counts(), (all, old) -> sum(all, old, -1));
    }
    counts.merge(prompt, decision.counts(), (all, more) -> sum(all, more, 1));
    if (decision.closed() != Closed.COMPLETE) {
      incomplete.add(prompt);
    }
  }

  private static PromptCounts sum(PromptCounts all, PromptCounts other, int sign) {
    return new PromptCounts(
        all.correct() + sign * other.correct(),
        all.wrong() + sign * other.wrong(),
        all.truncated() + sign * other.truncated(),
        all.unverifiable() + sign * other.unverifiable(),
        all.notVerified() + sign * other.notVerified());
  }

  /** Returns a row with what is known of its prompt, if its verdict has no pass rate. */
  PublishedRow complete(PublishedRow row) {
    if (counts.isEmpty() || PassRateColumns.rate(row) != null) {
      return row;
    }
    String prompt = PromptHash.of(row.sample());
    PromptCounts found = counts.get(prompt);
    if (found == null || found.verified() == 0) {
      return row;
    }
    List<Evidence> findings = new ArrayList<>();
    findings.add(
        new Evidence.PassRate(
            prompt, found, found.passRate(), 0, 1, !incomplete.contains(prompt), null));
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
