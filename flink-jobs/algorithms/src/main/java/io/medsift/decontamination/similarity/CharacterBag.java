package io.medsift.decontamination.similarity;

/**
 * Counts of the characters of a text in 64 buckets, packed into eight words.
 *
 * <p>Two bags bound the longest common subsequence from above without a look at the texts: what one
 * text has more of in a bucket cannot be matched. Counts are clipped at 127; clipping can only make
 * the excess smaller, so the bound stays a bound. The frequent characters have a bucket each.
 */
final class CharacterBag {
  /** Words in a bag. */
  static final int WORDS = 8;

  private static final int BUCKETS = WORDS * Long.BYTES;
  private static final int OWN_BUCKETS = 48;
  private static final int MAX_COUNT = 127;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
  private static final long SUM_PAIRS = 0x0001000100010001L;

  private CharacterBag() {}

  /** Counts {@code codes[from..to)} into {@code bags[at..at + WORDS)}. */
  static void count(int[] codes, int from, int to, long[] bags, int at) {
    for (int i = 0; i < WORDS; i++) {
      bags[at + i] = 0;
    }
    for (int i = from; i < to; i++) {
      if (codes[i] != Alphabet.UNKNOWN) {
        int bucket = bucket(codes[i]);
        int word = at + bucket / Long.BYTES;
        int bit = bucket % Long.BYTES * Byte.SIZE;
        if (((bags[word] >>> bit) & MAX_COUNT) < MAX_COUNT) {
          bags[word] += 1L << bit;
        }
      }
    }
  }

  /**
   * Returns whether more than {@code allowed} characters of a text surely find no partner in
   * another.
   *
   * @param bag eight words of the one text
   * @param at where the eight words of the other are in {@code others}
   */
  static boolean exceeds(long[] bag, long[] others, int at, int allowed) {
    long sum = positive(bag[0], others[at]);
    sum += positive(bag[1], others[at + 1]);
    sum += positive(bag[2], others[at + 2]);
    // The frequent characters come first and settle most cases.
    if (total(sum) > allowed) {
      return true;
    }
    sum += positive(bag[3], others[at + 3]);
    sum += positive(bag[4], others[at + 4]);
    sum += positive(bag[5], others[at + 5]);
    sum += positive(bag[6], others[at + 6]);
    sum += positive(bag[7], others[at + 7]);
    return total(sum) > allowed;
  }

  private static int total(long pairs) {
    return (int) ((pairs * SUM_PAIRS) >>> 48);
  }

  /** For each byte max(0, one - other), added up in pairs into 16-bit lanes. */
  private static long positive(long one, long other) {
    long difference = (one | HIGH_BITS) - other;
    long notNegative = (difference >>> 7) & ONES;
    long kept = difference & ((notNegative << 7) - notNegative);
    return (kept & EVEN_BYTES) + ((kept >>> 8) & EVEN_BYTES);
  }

  private static int bucket(int code) {
    int rank = code - 1;
    return rank < OWN_BUCKETS ? rank : OWN_BUCKETS + rank % (BUCKETS - OWN_BUCKETS);
  }
}
