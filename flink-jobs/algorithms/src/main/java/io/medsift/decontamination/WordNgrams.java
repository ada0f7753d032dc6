package io.medsift.decontamination;

import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.IntList;
import io.medsift.decontamination.table.NgramHash;
import io.medsift.decontamination.table.Postings;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct word n-grams of a list of texts, each with the texts that hold it. A look-up
 * compares the literal n-gram after the hash, so that no collision can make a match. Immutable.
 */
final class WordNgrams {
  private final NgramHash ngramHash;
  private final HashTable table;
  private final Postings postings;
  // All normalised texts one after the other, and where in them each n-gram first stands.
  private final char[] pool;
  private final int[] starts;
  private final int[] lengths;

  WordNgrams(List<String> texts, int n) {
    Builder builder = new Builder(n);
    for (int item = 0; item < texts.size(); item++) {
      builder.add(texts.get(item), item);
    }
    this.ngramHash = builder.ngramHash;
    this.table = builder.table;
    this.pool = Arrays.copyOf(builder.pool, builder.poolLength);
    this.starts = builder.starts.toArray();
    this.lengths = builder.lengths.toArray();
    this.postings = Postings.of(starts.length, builder.keyOfPair, builder.itemOfPair);
  }

  /** The number of distinct n-grams. */
  int size() {
    return starts.length;
  }

  Postings postings() {
    return postings;
  }

  /**
   * The first word from {@code from} on where an n-gram of the index starts.
   *
   * @return the word's number, or {@link HashTable#NONE}
   */
  int firstHit(NormalisedWords words, int from) {
    int n = ngramHash.length();
    int last = words.count() - n;
    if (from > last) {
      return HashTable.NONE;
    }
    long hash = ngramHash(words, from);
    for (int word = from; ; word++) {
      if (find(words, word, hash) != HashTable.NONE) {
        return word;
      }
      if (word == last) {
        return HashTable.NONE;
      }
      hash = ngramHash.roll(hash, words.hash(word), words.hash(word + n));
    }
  }

  /** The number of the n-gram that starts at a word, or {@link HashTable#NONE}. */
  int ngramAt(NormalisedWords words, int word) {
    return find(words, word, ngramHash(words, word));
  }

  private long ngramHash(NormalisedWords words, int from) {
    long hash = 0;
    for (int i = from; i < from + ngramHash.length(); i++) {
      hash = NgramHash.append(hash, words.hash(i));
    }
    return hash;
  }

  private int find(NormalisedWords words, int word, long hash) {
    int slot = table.find(hash);
    while (slot != HashTable.NONE) {
      int ngram = table.entry(slot);
      int start = words.start(word);
      int end = words.end(word + ngramHash.length() - 1);
      if (end - start == lengths[ngram]
          && Arrays.equals(
              words.units(), start, end, pool, starts[ngram], starts[ngram] + lengths[ngram])) {
        return ngram;
      }
      slot = table.findNext(hash, slot);
    }
    return HashTable.NONE;
  }

  /** Collects n-grams; the pool grows as texts come. */
  private static final class Builder {
    private final NgramHash ngramHash;
    private final HashTable table = new HashTable(1 << 16);
    private final NormalisedWords words = new NormalisedWords();
    private final IntList starts = new IntList();
    private final IntList lengths = new IntList();
    private final IntList lastItem = new IntList();
    private final IntList keyOfPair = new IntList();
    private final IntList itemOfPair = new IntList();
    private char[] pool = new char[1 << 16];
    private int poolLength;

    Builder(int n) {
      this.ngramHash = new NgramHash(n);
    }

    void add(String text, int item) {
      words.read(text);
      int n = ngramHash.length();
      if (words.count() < n) {
        return;
      }
      int offset = append();
      long hash = 0;
      for (int word = 0; word < words.count(); word++) {
        hash =
            word < n
                ? NgramHash.append(hash, words.hash(word))
                : ngramHash.roll(hash, words.hash(word - n), words.hash(word));
        if (word >= n - 1) {
          int start = words.start(word - n + 1);
          addNgram(hash, offset + start, words.end(word) - start, item);
        }
      }
    }

    private void addNgram(long hash, int start, int length, int item) {
      int slot = table.find(hash);
      while (slot != HashTable.NONE) {
        int ngram = table.entry(slot);
        int known = starts.get(ngram);
        if (lengths.get(ngram) == length
            && Arrays.equals(pool, start, start + length, pool, known, known + length)) {
          count(ngram, item);
          return;
        }
        slot = table.findNext(hash, slot);
      }
      int ngram = starts.size();
      table.add(hash, ngram);
      starts.add(start);
      lengths.add(length);
      lastItem.add(HashTable.NONE);
      count(ngram, item);
    }

    private void count(int ngram, int item) {
      if (lastItem.get(ngram) != item) {
        lastItem.set(ngram, item);
        keyOfPair.add(ngram);
        itemOfPair.add(item);
      }
    }

    private int append() {
      int offset = poolLength;
      int needed = Math.addExact(poolLength, words.length());
      if (needed > pool.length) {
        pool = Arrays.copyOf(pool, (int) Math.min(Integer.MAX_VALUE - 8L, needed * 2L));
      }
      System.arraycopy(words.units(), 0, pool, offset, words.length());
      poolLength = needed;
      return offset;
    }
  }
}
