package io.medsift.decontamination.similarity;

/** Finds the text most similar to a prompt. A work space to be used again; not thread-safe. */
public final class FuzzySearch {
  /** No text is similar enough. */
  public static final int NONE = -1;

  private final FuzzyTexts texts;
  private final LcsPattern pattern;
  private final long[] bag = new long[CharacterBag.WORDS];
  private int[] codes = new int[256];
  private int bestText;
  private int bestLcs;
  private int bestSum;

  public FuzzySearch(FuzzyTexts texts) {
    this.texts = texts;
    this.pattern = new LcsPattern(texts.alphabet().size());
  }

  /**
   * The text of the highest ratio, the first item's among equals.
   *
   * @param lowest ratio that counts, 1 to 100
   * @return its number, or {@link #NONE}
   */
  public int best(String prompt, int lowest) {
    bestText = NONE;
    int length = prompt.codePointCount(0, prompt.length());
    // The subsequence is no longer than the shorter text.
    int from = texts.firstOfLength(ceilingOfRatio((long) lowest * length, 200 - lowest));
    int to = texts.firstOfLength((200L - lowest) * length / lowest + 1);
    if (from < to) {
      prepare(prompt, length);
      scan(from, to, length, lowest);
    }
    return bestText;
  }

  /** 0 to 100, of the text last found. */
  public double bestRatio() {
    return 200.0 * bestLcs / bestSum;
  }

  private void prepare(String prompt, int length) {
    if (length > codes.length) {
      codes = new int[Math.max(length, codes.length * 2)];
    }
    texts.alphabet().encode(prompt, codes);
    pattern.set(codes, length);
    CharacterBag.count(codes, 0, length, bag, 0);
  }

  private void scan(int from, int to, int length, int lowest) {
    long[] bags = texts.bags();
    int matchable = length;
    for (int i = 0; i < length; i++) {
      if (codes[i] == Alphabet.UNKNOWN) {
        matchable--;
      }
    }
    for (int text = from; text < to; text++) {
      int needed = needed(length + texts.length(text), lowest);
      if (!CharacterBag.exceeds(bag, bags, text * CharacterBag.WORDS, matchable - needed)) {
        compare(text, length, needed);
      }
    }
  }

  private void compare(int text, int length, int needed) {
    int start = texts.start(text);
    int end = start + texts.length(text);
    int lcs = pattern.lcs(texts.codes(), start, end, needed);
    if (lcs != LcsPattern.TOO_SHORT) {
      offer(text, lcs, length + texts.length(text));
    }
  }

  private void offer(int text, int lcs, int sum) {
    if (bestText != NONE) {
      int order = Long.compare((long) lcs * bestSum, (long) bestLcs * sum);
      if (order < 0 || (order == 0 && texts.item(text) > texts.item(bestText))) {
        return;
      }
    }
    bestText = text;
    bestLcs = lcs;
    bestSum = sum;
  }

  /** The shortest subsequence that counts: over the lowest ratio and no worse than the best. */
  private int needed(int sum, int lowest) {
    int needed = (int) ceilingOfRatio((long) lowest * sum, 200);
    if (bestText == NONE) {
      return needed;
    }
    return Math.max(needed, (int) ceilingOfRatio((long) bestLcs * sum, bestSum));
  }

  private static long ceilingOfRatio(long numerator, long denominator) {
    return (numerator + denominator - 1) / denominator;
  }
}
