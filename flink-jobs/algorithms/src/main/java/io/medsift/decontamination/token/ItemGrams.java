package io.medsift.decontamination.token;

import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.IntList;
import io.medsift.decontamination.table.Postings;
import java.util.Arrays;

/**
 * The questions of an index as sets of weighted token grams.
 *
 * <p>A question of at least n tokens is the set of its grams of n tokens, a shorter one is a single
 * gram of all its tokens. A gram weighs {@code ln((N + 1) / f)}, where f of the N items hold it,
 * the {@link Background} among them. Immutable.
 */
public final class ItemGrams {
  /** A gram in more items than this is a set phrase, and no reason to look at them all. */
  private static final int SET_PHRASE = 64;

  /** A gram in no more items than this is rare; published questions recur in several sets. */
  private static final int RARE = 10;

  private final int length;
  private final TokenGrams grams;
  private final int[] starts;
  private final int[] gramsOfItems;
  private final Postings items;
  private final Postings candidates;
  private final double[] frequencies;
  private final double[] weights;
  private final double rarest;
  private final double[] masses;
  private final boolean[] lengthInUse;

  public ItemGrams(ItemTokens tokens, int length) {
    int count = tokens.items();
    this.length = length;
    this.grams = new TokenGrams(tokens.pool());
    this.starts = new int[count + 1];
    this.lengthInUse = new boolean[length + 1];
    IntList gramOfPair = new IntList();
    IntList itemOfPair = new IntList();
    for (int item = 0; item < count; item++) {
      addGrams(tokens.start(item), tokens.length(item), gramOfPair);
      while (itemOfPair.size() < gramOfPair.size()) {
        itemOfPair.add(item);
      }
      starts[item + 1] = gramOfPair.size();
    }
    this.gramsOfItems = gramOfPair.toArray();
    this.items = Postings.of(grams.size(), gramOfPair, itemOfPair);
    this.rarest = Math.log(Math.max(count, Background.ITEMS) + 1.0);
    this.frequencies = frequencies(tokens.background(), count);
    this.weights = new double[grams.size()];
    for (int gram = 0; gram < weights.length; gram++) {
      weights[gram] = rarest - Math.log(frequencies[gram]);
    }
    this.masses = new double[count];
    for (int item = 0; item < count; item++) {
      for (int i = starts[item]; i < starts[item + 1]; i++) {
        masses[item] += weights[gramsOfItems[i]];
      }
    }
    this.candidates = candidatesOfGrams();
  }

  /** Tokens in a gram of a question that is long enough. */
  public int length() {
    return length;
  }

  /** Returns whether any question is a gram of so many tokens. */
  public boolean isLengthInUse(int tokens) {
    return lengthInUse[tokens];
  }

  public int size() {
    return weights.length;
  }

  /** The number of the gram {@code numbers[from..from + length)}, or {@link HashTable#NONE}. */
  public int find(int[] numbers, int from, int tokens) {
    return grams.find(numbers, from, tokens);
  }

  /** Every item that holds a gram. */
  public Postings items() {
    return items;
  }

  /** The items worth a look when a gram is met: all that hold it, unless it is a set phrase. */
  public Postings candidates() {
    return candidates;
  }

  public boolean isRare(int gram) {
    return frequencies[gram] <= RARE;
  }

  public double weight(int gram) {
    return weights[gram];
  }

  /** The weight of a gram that a single item holds; so much weighs one that none does. */
  double rarest() {
    return rarest;
  }

  /** The weights of all grams of an item together. */
  public double mass(int item) {
    return masses[item];
  }

  /** The first position of an item's grams, for {@link #gram}; they ascend. */
  public int start(int item) {
    return starts[item];
  }

  public int end(int item) {
    return starts[item + 1];
  }

  public int gram(int position) {
    return gramsOfItems[position];
  }

  /** Returns where a gram's tokens are in the pool of the items. */
  public int poolStart(int gram) {
    return grams.start(gram);
  }

  public int tokens(int gram) {
    return grams.length(gram);
  }

  public boolean holds(int item, int gram) {
    return Arrays.binarySearch(gramsOfItems, starts[item], starts[item + 1], gram) >= 0;
  }

  /** Of each gram the items that hold it, and how many of the background do. */
  private double[] frequencies(Background background, int count) {
    double[] held = new double[grams.size()];
    for (int gram = 0; gram < held.length; gram++) {
      held[gram] = items.count(gram);
    }
    for (int i = 0; i < background.size(); i++) {
      int[] phrase = background.gram(i);
      int gram = grams.find(phrase, 0, phrase.length);
      if (gram != HashTable.NONE) {
        held[gram] = Math.max(held[gram], items.count(gram) + background.items(i, count));
      }
    }
    return held;
  }

  private void addGrams(int from, int tokens, IntList gramOfPair) {
    if (tokens == 0) {
      return;
    }
    int size = Math.min(tokens, length);
    lengthInUse[size] = true;
    int begin = gramOfPair.size();
    for (int i = from; i + size <= from + tokens; i++) {
      gramOfPair.add(grams.add(i, size));
    }
    gramOfPair.sortDistinct(begin);
  }

  private Postings candidatesOfGrams() {
    IntList gramOfPair = new IntList();
    IntList itemOfPair = new IntList();
    for (int item = 0; item < masses.length; item++) {
      int rarestGram = HashTable.NONE;
      for (int i = starts[item]; i < starts[item + 1]; i++) {
        int gram = gramsOfItems[i];
        if (items.count(gram) <= SET_PHRASE) {
          gramOfPair.add(gram);
          itemOfPair.add(item);
        }
        if (rarestGram == HashTable.NONE || items.count(gram) < items.count(rarestGram)) {
          rarestGram = gram;
        }
      }
      // A question made of set phrases alone must still be found.
      if (rarestGram != HashTable.NONE && items.count(rarestGram) > SET_PHRASE) {
        gramOfPair.add(rarestGram);
        itemOfPair.add(item);
      }
    }
    return Postings.of(weights.length, gramOfPair, itemOfPair);
  }
}
