package io.medsift.decontamination.alignment;

import io.medsift.decontamination.token.TokenReader;
import java.util.List;

/** Finds the item that a text follows for long enough. A work space; not thread-safe. */
public final class AlignedSearch {
  /** The text follows no item. */
  public static final int NONE = -1;

  /** So much more support is needed in a text that is not a question: terms are there too. */
  private static final double PART_SUPPORT = 1.5;

  private final Thresholds thresholds;
  private final CueSearch candidates;
  private final Alignment alignment;
  private final Contradiction contradiction;
  private double share;
  private double support;
  private int textStart;
  private int textEnd;

  public AlignedSearch(ItemCues cues, Thresholds thresholds) {
    this.thresholds = thresholds;
    this.candidates = new CueSearch(cues);
    this.alignment = new Alignment(cues);
    this.contradiction = new Contradiction(cues);
  }

  /**
   * How much of an item, and of the text, must be found.
   *
   * @param share of the item's information, once {@code longSupport} is reached and the text has
   *     little between
   * @param shortShare of it where the support is less, and the text is not much more than the item
   * @param partShare of it where the item explains most of the text: half of an item
   * @param support information, in nats, that leaves chance out of question
   * @param longSupport information, in nats, of more than a topic
   */
  public record Thresholds(
      double share, double shortShare, double partShare, double support, double longSupport) {
    public static final Thresholds DEFAULT = new Thresholds(0.6, 0.8, 0.3, 14, 40);
  }

  /**
   * Returns whether a text contradicts an item that it resembles.
   *
   * @param prompt that {@code text} has read
   * @param options choices that come with it, apart from the text
   */
  public boolean contradicts(int item, String prompt, List<String> options, TokenReader text) {
    alignment.read(text);
    return alignment.align(item)
        && contradiction.speaksAgainst(item, prompt, options, text, alignment);
  }

  /**
   * Returns the item that the text follows for longest, or {@link #NONE}.
   *
   * @param prompt that {@code text} has read
   * @param options choices that come with it, apart from the text
   * @param whole whether the text is a question by itself; a part of a longer one must hold more of
   *     an item
   */
  public int best(String prompt, List<String> options, boolean whole, TokenReader text) {
    int best = NONE;
    support = 0;
    int count = candidates.search(text);
    if (count > 0) {
      alignment.read(text);
    }
    for (int i = 0; i < count; i++) {
      int item = candidates.candidate(i);
      if (alignment.align(item)
          && alignment.support() > support
          && isEnough(whole)
          && !contradiction.speaksAgainst(item, prompt, options, text, alignment)) {
        best = item;
        share = alignment.share();
        support = alignment.support();
        textStart = alignment.textStart();
        textEnd = alignment.textEnd();
      }
    }
    return best;
  }

  private boolean isEnough(boolean whole) {
    double found = alignment.support();
    double part = alignment.share();
    double explained = alignment.coverage();
    double dense = alignment.density();
    if (whole && part >= 0.9 && explained >= 0.85 && dense >= 0.8 && found >= 10) {
      return true;
    }
    if (found < (whole ? thresholds.support() : PART_SUPPORT * thresholds.longSupport())) {
      return false;
    }
    if (found >= thresholds.longSupport()) {
      boolean inOneGo = dense >= 0.5;
      return (part >= thresholds.share() && dense >= 0.35)
          || (part >= thresholds.partShare() && explained >= 0.6 && inOneGo)
          || (part >= 0.4 && found >= 2 * thresholds.longSupport() && explained >= 0.4 && inOneGo);
    }
    return (part >= thresholds.shortShare() && explained >= 0.3 && dense >= 0.4)
        || (part >= thresholds.partShare() && explained >= 0.9 && dense >= 0.8 && found >= 30)
        || (part >= 0.4 && explained >= 0.9 && dense >= 0.8 && found >= 20)
        || (part >= thresholds.share() && explained >= 0.5 && dense >= 0.4 && found >= 22);
  }

  /** Returns the share of the item's information that the text holds. */
  public double share() {
    return share;
  }

  /** Returns the information that the text and the item found last have in common, in nats. */
  public double support() {
    return support;
  }

  /** Returns the position in the text where it begins to follow the item. */
  public int textStart() {
    return textStart;
  }

  /** Returns the position in the text where it ceases to follow the item. */
  public int textEnd() {
    return textEnd;
  }
}
