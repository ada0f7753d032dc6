package io.medsift.review.tally;

import io.medsift.review.text.Excerpt;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Pass rates of prompts by source, and the prompts whose reference may be wrong. */
public final class PassRateTally {
  /** Number of bins: none correct, ten of equal width, all correct. */
  public static final int BINS = 12;

  private static final int TENTHS = 10;
  private static final int MAX_SOURCES = 20_000;
  private static final int MAX_SUSPECTS = 50;
  private static final int LENGTH = 300;
  private static final Comparator<Suspect> MOST_RESPONSES_FIRST =
      Comparator.comparingInt(Suspect::responses).reversed().thenComparing(Suspect::key);

  private static final Comparator<Confusion> MOST_ALIKE_FIRST =
      Comparator.comparingInt(Confusion::responses).reversed().thenComparing(Confusion::key);

  private final Count all = new Count();
  private final NamedTallies<Count> sources = new NamedTallies<>(MAX_SOURCES, Count::new);
  private final TreeSet<Suspect> suspects = new TreeSet<>(MOST_RESPONSES_FIRST);
  private final TreeSet<Confusion> confusions = new TreeSet<>(MOST_ALIKE_FIRST);
  private long suspected;
  private long confused;

  /** The prompts of one source. */
  public static final class Count {
    private final long[] bins = new long[BINS];
    private long prompts;
    private long rated;
    private double sum;

    /** Prompts decided. */
    public long prompts() {
      return prompts;
    }

    /** Prompts with a pass rate: a response was verified. */
    public long rated() {
      return rated;
    }

    /** Prompts in a bin, from 0. */
    public long bin(int bin) {
      return bins[bin];
    }

    /** Mean of the pass rates; 0 of none. */
    public double mean() {
      return rated == 0 ? 0 : sum / rated;
    }

    private void add(PromptCounts counts) {
      prompts++;
      if (counts.verified() > 0) {
        rated++;
        sum += counts.passRate();
        bins[PassRateTally.bin(counts)]++;
      }
    }
  }

  /**
   * A prompt whose verified responses all give the same wrong answer.
   *
   * @param key of the decision
   * @param reference that the answers were compared with; empty where it is not known
   * @param responses that give the answer
   */
  public record Suspect(
      String key, String prompt, String source, String reference, String answer, int responses) {
    private static Suspect of(PromptDecision decision) {
      PromptDecision.WrongAnswer wrong = decision.wrongAnswers().get(0);
      return new Suspect(
          decision.key(),
          text(decision.prompt()),
          text(decision.source()),
          text(decision.reference()),
          text(wrong.answer()),
          wrong.count());
    }
  }

  /**
   * A prompt of which several responses give the same wrong answer, and others do not.
   *
   * @param key of the decision
   * @param reference that the answers were compared with; empty where it is not known
   * @param answer the most frequent wrong one
   * @param responses that give it
   * @param verified responses
   */
  public record Confusion(
      String key,
      String prompt,
      String source,
      String reference,
      String answer,
      int responses,
      int verified) {
    private static Confusion of(PromptDecision decision) {
      PromptDecision.WrongAnswer wrong = decision.wrongAnswers().get(0);
      return new Confusion(
          decision.key(),
          text(decision.prompt()),
          text(decision.source()),
          text(decision.reference()),
          text(wrong.answer()),
          wrong.count(),
          decision.counts().verified());
    }
  }

  private static String text(String text) {
    return text == null ? "" : Excerpt.head(text, LENGTH);
  }

  /** Counts a decision; each prompt once. */
  public void add(PromptDecision decision) {
    all.add(decision.counts());
    sources.of(decision.source() == null ? "" : decision.source()).add(decision.counts());
    if (decision.agreesOnWrongAnswer()) {
      suspected++;
      suspects.add(Suspect.of(decision));
      if (suspects.size() > MAX_SUSPECTS) {
        suspects.pollLast();
      }
    } else if (!decision.wrongAnswers().isEmpty() && decision.wrongAnswers().get(0).count() > 1) {
      confused++;
      confusions.add(Confusion.of(decision));
      if (confusions.size() > MAX_SUSPECTS) {
        confusions.pollLast();
      }
    }
  }

  /** The bin of a prompt with verified responses: upper edges belong to their bins. */
  private static int bin(PromptCounts counts) {
    if (counts.correct() == counts.verified()) {
      return BINS - 1;
    }
    return (TENTHS * counts.correct() + counts.verified() - 1) / counts.verified();
  }

  /** All prompts. */
  public Count all() {
    return all;
  }

  /** By source. */
  public NamedTallies<Count> sources() {
    return sources;
  }

  /** The prompts whose reference may be wrong, those of most responses first; at most 50. */
  public List<Suspect> suspects() {
    return new ArrayList<>(suspects);
  }

  /** Returns how many there are, listed or not. */
  public long suspected() {
    return suspected;
  }

  /** The prompts whose responses most often give the same wrong answer; at most 50. */
  public List<Confusion> confusions() {
    return new ArrayList<>(confusions);
  }

  /** Returns how many there are, listed or not. */
  public long confused() {
    return confused;
  }
}
