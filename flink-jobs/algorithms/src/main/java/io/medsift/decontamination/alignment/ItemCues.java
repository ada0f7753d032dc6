package io.medsift.decontamination.alignment;

import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.IntList;
import io.medsift.decontamination.table.Postings;
import io.medsift.decontamination.token.ItemTokens;
import io.medsift.decontamination.token.Lexicon;
import io.medsift.decontamination.token.TokenDictionary;
import io.medsift.decontamination.token.TokenGrams;

/**
 * The items of an index as sequences of tokens, choices included, and their cues: the rare words
 * and pairs of words that lead to an item whose phrases someone has changed. Immutable.
 */
public final class ItemCues {
  /** A word in more items than this leads to too many to look at them all. */
  private static final int MAX_ITEMS_OF_WORD = 128;

  private static final int MAX_ITEMS_OF_PAIR = 64;

  /** A word that says less, in nats, belongs to the template of a question. */
  private static final double TEMPLATE_WORD = 3;

  private static final double TEMPLATE_IDEOGRAPH = 1;

  private final ItemTokens tokens;
  private final IntList pool = new IntList();
  private final int[] starts;
  private final TokenGrams pairs = new TokenGrams(pool);
  private final Postings itemsOfWord;
  private final Postings itemsOfPair;
  private final double[] pairWeights;
  private final double[] masses;

  public ItemCues(ItemTokens tokens) {
    this.tokens = tokens;
    int count = tokens.items();
    this.starts = new int[count + 1];
    IntList words = new IntList();
    IntList itemsOfWords = new IntList();
    IntList pairsOfItems = new IntList();
    IntList itemsOfPairs = new IntList();
    for (int item = 0; item < count; item++) {
      addTokens(item);
      int firstWord = words.size();
      int firstPair = pairsOfItems.size();
      addCues(item, words, pairsOfItems);
      words.sortDistinct(firstWord);
      pairsOfItems.sortDistinct(firstPair);
      fill(itemsOfWords, words.size(), item);
      fill(itemsOfPairs, pairsOfItems.size(), item);
    }
    int known = tokens.lexicon().size();
    this.itemsOfWord = rare(known, words, itemsOfWords, MAX_ITEMS_OF_WORD);
    this.itemsOfPair = rare(pairs.size(), pairsOfItems, itemsOfPairs, MAX_ITEMS_OF_PAIR);
    this.pairWeights = new double[pairs.size()];
    this.masses = new double[count];
    for (int word = 0; word < known; word++) {
      addMass(itemsOfWord, word, tokens.information(word));
    }
    double rarest = tokens.information(TokenDictionary.UNKNOWN);
    for (int pair = 0; pair < pairWeights.length; pair++) {
      pairWeights[pair] = rarest - Math.log(Math.max(1, itemsOfPair.count(pair)));
      addMass(itemsOfPair, pair, pairWeights[pair]);
    }
  }

  private void addTokens(int item) {
    for (int i = tokens.start(item); i < tokens.start(item) + tokens.length(item); i++) {
      pool.add(tokens.pool().get(i));
    }
    for (int[] option : tokens.options(item)) {
      for (int token : option) {
        pool.add(token);
      }
    }
    starts[item + 1] = pool.size();
  }

  private void addCues(int item, IntList words, IntList pairsOfItems) {
    Lexicon lexicon = tokens.lexicon();
    for (int i = starts[item]; i < starts[item + 1]; i++) {
      int token = pool.get(i);
      if (token < 0) {
        continue;
      }
      if (lexicon.isWord(token) && !lexicon.isIdeograph(token)) {
        words.add(token);
      }
      if (i + 1 < starts[item + 1] && pool.get(i + 1) >= 0) {
        pairsOfItems.add(pairs.add(i, 2));
      }
    }
  }

  private void addMass(Postings items, int cue, double weight) {
    for (int i = items.start(cue); i < items.end(cue); i++) {
      masses[items.item(i)] += weight;
    }
  }

  private static void fill(IntList items, int size, int item) {
    while (items.size() < size) {
      items.add(item);
    }
  }

  private static Postings rare(int cues, IntList cueOfPair, IntList itemOfPair, int most) {
    Postings all = Postings.of(cues, cueOfPair, itemOfPair);
    IntList rareCues = new IntList();
    IntList items = new IntList();
    for (int i = 0; i < cueOfPair.size(); i++) {
      if (all.count(cueOfPair.get(i)) <= most) {
        rareCues.add(cueOfPair.get(i));
        items.add(itemOfPair.get(i));
      }
    }
    return Postings.of(cues, rareCues, items);
  }

  ItemTokens tokens() {
    return tokens;
  }

  int items() {
    return masses.length;
  }

  /** Token {@code index} of an item: those of the question, then those of its choices. */
  int token(int item, int index) {
    return pool.get(starts[item] + index);
  }

  /** Number of tokens in question and choices. */
  int length(int item) {
    return starts[item + 1] - starts[item];
  }

  /** Items of each rare word, by the word's number. */
  Postings itemsOfWord() {
    return itemsOfWord;
  }

  /** Items of each rare pair, by the number of {@link #findPair}. */
  Postings itemsOfPair() {
    return itemsOfPair;
  }

  int pairs() {
    return pairWeights.length;
  }

  /** Number of the pair that is at {@code from}, or {@link HashTable#NONE}. */
  int findPair(int[] numbers, int from) {
    return pairs.find(numbers, from, 2);
  }

  double pairWeight(int pair) {
    return pairWeights[pair];
  }

  /** The weights of all cues of an item together. */
  double mass(int item) {
    return masses[item];
  }

  /**
   * Information of a token beyond that of the words which all questions are made of, in nats.
   *
   * @param token or {@link TokenDictionary#UNKNOWN}
   */
  double weight(int token) {
    boolean ideograph = token >= 0 && tokens.lexicon().isIdeograph(token);
    double template = ideograph ? TEMPLATE_IDEOGRAPH : TEMPLATE_WORD;
    return Math.max(0, tokens.information(token) - template);
  }
}
