package io.medsift.decontamination.token;

import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.IntList;
import io.medsift.decontamination.table.NgramHash;

/**
 * Numbers the distinct runs of 1 to n tokens that were added. A look-up compares the tokens after
 * the hash. Safe to read from many threads once filled.
 */
public final class TokenGrams {
  private final HashTable table = new HashTable(1 << 16);
  private final IntList starts = new IntList();
  private final IntList lengths = new IntList();
  private final IntList pool;

  /**
   * @param pool the tokens of all items, in which the grams stand
   */
  public TokenGrams(IntList pool) {
    this.pool = pool;
  }

  public int size() {
    return starts.size();
  }

  /** Returns where a gram first occurs in the pool. */
  public int start(int gram) {
    return starts.get(gram);
  }

  /** Tokens in a gram. */
  public int length(int gram) {
    return lengths.get(gram);
  }

  /** The number of the gram {@code numbers[from..from + length)}, or {@link HashTable#NONE}. */
  public int find(int[] numbers, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      if (numbers[i] < 0) {
        return HashTable.NONE;
      }
      hash = NgramHash.append(hash, numbers[i] + 1L);
    }
    int slot = table.find(hash);
    while (slot != HashTable.NONE) {
      int gram = table.entry(slot);
      if (lengths.get(gram) == length && equal(numbers, from, starts.get(gram), length)) {
        return gram;
      }
      slot = table.findNext(hash, slot);
    }
    return HashTable.NONE;
  }

  /** Adds the gram that is in the pool, and returns its number. */
  public int add(int from, int length) {
    int known = find(pool.values(), from, length);
    if (known != HashTable.NONE) {
      return known;
    }
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = NgramHash.append(hash, pool.get(i) + 1L);
    }
    table.add(hash, starts.size());
    starts.add(from);
    lengths.add(length);
    return starts.size() - 1;
  }

  private boolean equal(int[] numbers, int from, int poolFrom, int length) {
    for (int i = 0; i < length; i++) {
      if (numbers[from + i] != pool.get(poolFrom + i)) {
        return false;
      }
    }
    return true;
  }
}
