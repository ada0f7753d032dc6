package io.medsift.benchmark;

import java.util.SplittableRandom;

/**
 * Made-up responses by number, of words as frequent as words are. A fifth are near-duplicates: some
 * earlier response, near or far and perhaps edited itself, with up to ten words replaced, which at
 * 300 words leaves a Jaccard similarity of .76 to .97.
 *
 * <p>A response is a function of its number, so that none is kept in memory.
 */
final class Responses {
  private static final int VOCABULARY = 30_000;
  private static final int DRAWS = 1 << 18;
  private static final int MOST_EDITS = 10;

  private final long seed;
  private final int length;
  private final String[] vocabulary = new String[VOCABULARY];
  private final int[] draws = new int[DRAWS];

  Responses(long seed, int length) {
    this.seed = seed;
    this.length = length;
    SplittableRandom random = new SplittableRandom(seed);
    for (int rank = 0; rank < VOCABULARY; rank++) {
      vocabulary[rank] = madeUp(rank, random);
    }
    double total = 0;
    for (int rank = 0; rank < VOCABULARY; rank++) {
      total += 1.0 / (rank + 1);
    }
    double sum = 0;
    int filled = 0;
    for (int rank = 0; rank < VOCABULARY; rank++) {
      sum += 1.0 / (rank + 1);
      while (filled < Math.round(DRAWS * sum / total)) {
        draws[filled++] = rank;
      }
    }
  }

  /** Rare words are longer. */
  private static String madeUp(int rank, SplittableRandom random) {
    int letters = 2 + random.nextInt(3) + (Integer.SIZE - Integer.numberOfLeadingZeros(rank)) / 3;
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < letters; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  String text(int number) {
    StringBuilder text = new StringBuilder(8 * length);
    for (int word : words(number)) {
      text.append(text.length() == 0 ? "" : " ").append(vocabulary[word]);
    }
    return text.toString();
  }

  private int[] words(int number) {
    // Generators whose seeds are close give the same numbers, shifted: the seed is a mixed one.
    long mixed = new SplittableRandom(seed + number).nextLong();
    SplittableRandom random = new SplittableRandom(mixed);
    if (number > 0 && random.nextInt(5) == 0) {
      return edited(words(random.nextInt(number)), random);
    }
    int[] words = new int[length];
    for (int i = 0; i < length; i++) {
      words[i] = draws[random.nextInt(DRAWS)];
    }
    return words;
  }

  private int[] edited(int[] words, SplittableRandom random) {
    int edits = 1 + random.nextInt(MOST_EDITS);
    for (int i = 0; i < edits; i++) {
      words[random.nextInt(length)] = draws[random.nextInt(DRAWS)];
    }
    return words;
  }
}
