package io.medsift.decontamination.alignment;

import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.IntList;
import io.medsift.decontamination.table.MarkSet;
import io.medsift.decontamination.table.Postings;
import io.medsift.decontamination.token.TokenReader;

/** Finds the items whose cues a text has most of. A work space; not thread-safe. */
final class CueSearch {
  private static final int MAX_CANDIDATES = 8;

  /** Information of the cues found, in nats: two rare words, or one and a pair. */
  private static final double MIN_INFORMATION = 18;

  /** Share of the item's cues that must be found, by weight. */
  private static final double MIN_SHARE = 0.15;

  private final ItemCues cues;
  private final MarkSet seenWords;
  private final MarkSet seenPairs;
  private final double[] scores;
  private final IntList touched = new IntList();
  private final int[] candidates = new int[MAX_CANDIDATES];
  private final double[] ranks = new double[MAX_CANDIDATES];
  private int count;

  CueSearch(ItemCues cues) {
    this.cues = cues;
    this.seenWords = new MarkSet(cues.tokens().lexicon().size());
    this.seenPairs = new MarkSet(cues.pairs());
    this.scores = new double[cues.items()];
  }

  /** Number of candidates in a text; {@link #candidate} returns them, the best first. */
  int search(TokenReader text) {
    seenWords.clear();
    seenPairs.clear();
    touched.truncate(0);
    int[] numbers = text.numbers();
    for (int i = 0; i < text.count(); i++) {
      int word = numbers[i];
      if (word < 0) {
        continue;
      }
      if (seenWords.add(word)) {
        add(cues.itemsOfWord(), word, cues.tokens().information(word));
      }
      if (i + 1 < text.count() && numbers[i + 1] >= 0) {
        int pair = cues.findPair(numbers, i);
        if (pair != HashTable.NONE && seenPairs.add(pair)) {
          add(cues.itemsOfPair(), pair, cues.pairWeight(pair));
        }
      }
    }
    count = 0;
    for (int i = 0; i < touched.size(); i++) {
      int item = touched.get(i);
      double score = scores[item];
      scores[item] = 0;
      double share = score / cues.mass(item);
      if (score >= MIN_INFORMATION && share >= MIN_SHARE) {
        insert(item, score * share);
      }
    }
    return count;
  }

  int candidate(int index) {
    return candidates[index];
  }

  private void add(Postings items, int cue, double weight) {
    for (int i = items.start(cue); i < items.end(cue); i++) {
      int item = items.item(i);
      if (scores[item] == 0) {
        touched.add(item);
      }
      scores[item] += weight;
    }
  }

  /** Of equal ones the lower item comes first, whatever the order of the words. */
  private void insert(int item, double rank) {
    int at = count < MAX_CANDIDATES ? count++ : MAX_CANDIDATES;
    while (at > 0 && isBetter(item, rank, at - 1)) {
      if (at < MAX_CANDIDATES) {
        candidates[at] = candidates[at - 1];
        ranks[at] = ranks[at - 1];
      }
      at--;
    }
    if (at < MAX_CANDIDATES) {
      candidates[at] = item;
      ranks[at] = rank;
    }
  }

  private boolean isBetter(int item, double rank, int other) {
    return rank > ranks[other] || (rank == ranks[other] && item < candidates[other]);
  }
}
