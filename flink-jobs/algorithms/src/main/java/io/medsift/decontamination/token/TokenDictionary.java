package io.medsift.decontamination.token;

import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.IntList;
import java.util.Arrays;

/** Numbers distinct tokens from 0. Safe to read from many threads once filled. */
public final class TokenDictionary {
  /** The number of a token that was never added. */
  public static final int UNKNOWN = -1;

  private final HashTable table = new HashTable(1 << 14);
  private final IntList starts = new IntList();
  private char[] pool = new char[1 << 16];
  private int poolLength;

  int size() {
    return starts.size();
  }

  int find(TextTokens tokens, int token) {
    long hash = tokens.hash(token);
    int from = tokens.start(token);
    int to = tokens.end(token);
    int slot = table.find(hash);
    while (slot != HashTable.NONE) {
      int number = table.entry(slot);
      if (Arrays.equals(tokens.units(), from, to, pool, starts.get(number), end(number))) {
        return number;
      }
      slot = table.findNext(hash, slot);
    }
    return UNKNOWN;
  }

  /** Returns whether a token is the beginning of the one with this number. */
  boolean isBeginning(TextTokens tokens, int token, int number) {
    int from = tokens.start(token);
    int length = tokens.end(token) - from;
    int start = starts.get(number);
    return start + length <= end(number)
        && Arrays.equals(tokens.units(), from, from + length, pool, start, start + length);
  }

  /** The number of characters of a token. */
  int length(int number) {
    return end(number) - starts.get(number);
  }

  char charAt(int number, int index) {
    return pool[starts.get(number) + index];
  }

  int add(TextTokens tokens, int token) {
    int known = find(tokens, token);
    if (known != UNKNOWN) {
      return known;
    }
    int from = tokens.start(token);
    int tokenLength = tokens.end(token) - from;
    if (poolLength + tokenLength > pool.length) {
      pool = Arrays.copyOf(pool, (poolLength + tokenLength) * 2);
    }
    System.arraycopy(tokens.units(), from, pool, poolLength, tokenLength);
    starts.add(poolLength);
    poolLength += tokenLength;
    table.add(tokens.hash(token), starts.size() - 1);
    return starts.size() - 1;
  }

  private int end(int number) {
    return number + 1 < starts.size() ? starts.get(number + 1) : poolLength;
  }
}
