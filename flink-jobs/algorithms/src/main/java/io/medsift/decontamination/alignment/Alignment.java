package io.medsift.decontamination.alignment;

import io.medsift.decontamination.table.MarkSet;
import io.medsift.decontamination.token.ItemTokens;
import io.medsift.decontamination.token.TextTokens;
import io.medsift.decontamination.token.TokenDictionary;
import io.medsift.decontamination.token.TokenReader;
import java.util.Arrays;

/**
 * Lays an item along the best place of a text: the heaviest common subsequence of their tokens,
 * each weighing its information; of that the densest stretch; and in its gaps the words that were
 * mistyped. A work space; not thread-safe.
 *
 * <p>Time and memory are the product of the item's tokens and of a place about twice as long, so
 * items of more than {@value #MAX_TOKENS} tokens are not aligned.
 */
final class Alignment {
  private static final int MAX_TOKENS = 1_000;

  /** Tokens of the text around the place, for words put in. */
  private static final int ROOM = 40;

  private static final double COST_OF_WORD_PUT_IN = 0.35;
  private static final double COST_OF_WORD_LEFT_OUT = 0.1;
  private static final double MAX_COST_OF_GAP = 12;

  /** Mistyped words are looked for in gaps of up to so many characters. */
  private static final int MAX_GAP_CHARACTERS = 200;

  /** Tokens at either end of the stretch among which the item may continue mistyped. */
  private static final int ENDS = 12;

  /** Share of a token's information that counts where it was mistyped. */
  private static final double MISTYPED = 0.8;

  // What less than this much of the item is in, in whatever order, cannot follow it.
  private static final double MIN_WORDS_OF_ITEM = 0.4;
  private static final double MIN_WORDS_OF_PART = 0.25;
  private static final double MIN_WORDS_OF_TEXT = 0.4;

  private static final int ALONE = HeaviestSubsequence.ALONE;
  private static final int FOUND_MISTYPED = -2;

  private final ItemCues cues;
  private final ItemTokens tokens;
  private final MarkSet wordsOfText;
  private final MarkSet wordsOfItem;
  private final MarkSet counted;
  private final HeaviestSubsequence sequence;
  private final MistypedSearch mistyped;
  // Of each token of the item the one of the text.
  private int[] partner = new int[256];
  // Tokens of the item, and of the text, that the other has at this place.
  private boolean[] found = new boolean[256];
  private boolean[] covered = new boolean[256];

  private TokenReader text;
  private int item;
  private int length;
  private int first;
  private int last;
  private double share;
  private double support;
  private double coverage;
  private double density;

  Alignment(ItemCues cues) {
    this.cues = cues;
    this.tokens = cues.tokens();
    this.wordsOfText = new MarkSet(tokens.lexicon().size());
    this.wordsOfItem = new MarkSet(tokens.lexicon().size());
    this.counted = new MarkSet(tokens.lexicon().size());
    this.sequence = new HeaviestSubsequence(cues);
    this.mistyped = new MistypedSearch(tokens.lexicon());
  }

  /** Sets the text that items are laid along. */
  void read(TokenReader reader) {
    text = reader;
    if (covered.length < reader.count()) {
      covered = new boolean[2 * reader.count()];
    }
    wordsOfText.clear();
    for (int i = 0; i < reader.count(); i++) {
      if (reader.numbers()[i] >= 0) {
        wordsOfText.add(reader.numbers()[i]);
      }
    }
  }

  /**
   * Lays an item along the text.
   *
   * @return whether they have enough words in common for the measures below to be set
   */
  boolean align(int candidate) {
    item = candidate;
    length = cues.length(item);
    if (length > MAX_TOKENS) {
      return false;
    }
    if (partner.length < length) {
      partner = new int[2 * length];
      found = new boolean[2 * length];
    }
    wordsOfItem.clear();
    for (int i = 0; i < length; i++) {
      if (cues.token(item, i) >= 0) {
        wordsOfItem.add(cues.token(item, i));
      }
    }
    if (!hasWords()) {
      return false;
    }
    int width = Math.min(text.count(), 2 * length + ROOM);
    int begin = place(width);
    sequence.find(item, wordsOfText, text.numbers(), begin, width, partner);
    if (!findStretch()) {
      return false;
    }
    fillGaps(begin, begin + width);
    measure();
    return true;
  }

  /** Share of the item's information that is in the text: of the question, or with choices. */
  double share() {
    return share;
  }

  /** Information of the distinct tokens found, beyond that of a template, in nats. */
  double support() {
    return support;
  }

  /** Share of the information in the text's question that the item explains. */
  double coverage() {
    return coverage;
  }

  /** Tokens found for each token of the stretch of the text. */
  double density() {
    return density;
  }

  /** Whether token {@code index} of the item is in the text at its place, mistyped or not. */
  boolean isFound(int index) {
    return partner[index] != ALONE;
  }

  /** Token of the text that token {@code index} of the item is; negative where none is the same. */
  int partner(int index) {
    return partner[index];
  }

  /** Whether a token of the text belongs to one of the item. */
  boolean isCovered(int at) {
    return covered[at];
  }

  /** Position in the text of the first token that follows the item. */
  int textStart() {
    return text.tokens().textStart(partner[first]);
  }

  /** Position in the text after the last token that follows the item. */
  int textEnd() {
    return text.tokens().textEnd(partner[last]);
  }

  /** Whether the words alone, in whatever order, leave the item possible. */
  private boolean hasWords() {
    for (int i = 0; i < length; i++) {
      int token = cues.token(item, i);
      found[i] = token >= 0 && wordsOfText.contains(token);
    }
    double most = shareOfItem();
    if (most >= MIN_WORDS_OF_ITEM) {
      return true;
    }
    if (most < MIN_WORDS_OF_PART) {
      return false;
    }
    int end = text.hasOptions() ? text.count() : text.questionEnd();
    for (int k = 0; k < end; k++) {
      int token = text.numbers()[k];
      covered[k] = token >= 0 && wordsOfItem.contains(token);
    }
    return shareOfText() >= MIN_WORDS_OF_TEXT;
  }

  /** Share of the item's information that was found: of the question, or with choices. */
  private double shareOfItem() {
    int question = tokens.length(item);
    double inItem = 0;
    double ofItem = 0;
    double best = 0;
    for (int i = 0; i < length; i++) {
      double weight = weight(cues.token(item, i));
      ofItem += weight;
      inItem += found[i] ? weight : 0;
      if (i + 1 == question) {
        best = ratio(inItem, ofItem);
      }
    }
    return Math.max(best, ratio(inItem, ofItem));
  }

  /** Share of the text's information that the item explains: of the question, or with choices. */
  private double shareOfText() {
    double asked = 0;
    double explained = 0;
    double best = 0;
    for (int k = 0; k < text.count(); k++) {
      int token = text.numbers()[k];
      if (token != TokenReader.INSTRUCTION) {
        boolean number = token == TokenDictionary.UNKNOWN && !text.tokens().isWord(k);
        double weight = number ? 1 : cues.weight(token);
        asked += weight;
        explained += covered[k] ? weight : 0;
      }
      if (k + 1 == text.questionEnd()) {
        best = ratio(explained, asked);
        if (!text.hasOptions()) {
          break;
        }
      }
    }
    return Math.max(best, ratio(explained, asked));
  }

  private double weight(int token) {
    return token < 0 ? 0 : cues.weight(token);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /** Returns where the tokens of the item stand closest. */
  private int place(int width) {
    double sum = 0;
    double most = -1;
    int at = 0;
    for (int k = 0; k < text.count(); k++) {
      sum += inItem(k);
      if (k >= width) {
        sum -= inItem(k - width);
      }
      if (k >= width - 1 && sum > most) {
        most = sum;
        at = k - width + 1;
      }
    }
    return at;
  }

  private double inItem(int at) {
    int token = text.numbers()[at];
    return token >= 0 && wordsOfItem.contains(token) ? tokens.information(token) : 0;
  }

  /** Sets the first and last token of the densest stretch, and gives up partners outside it. */
  private boolean findStretch() {
    double sum = 0;
    double most = 0;
    int start = ALONE;
    int before = ALONE;
    first = ALONE;
    for (int i = 0; i < length; i++) {
      if (partner[i] < 0) {
        continue;
      }
      if (before >= 0) {
        double putIn = (partner[i] - partner[before] - 1) * COST_OF_WORD_PUT_IN;
        double leftOut = (i - before - 1) * COST_OF_WORD_LEFT_OUT;
        sum -= Math.min(MAX_COST_OF_GAP, putIn + leftOut);
      }
      if (sum <= 0) {
        sum = 0;
        start = i;
      }
      sum += HeaviestSubsequence.BASE + tokens.information(cues.token(item, i));
      if (sum > most) {
        most = sum;
        first = start;
        last = i;
      }
      before = i;
    }
    if (first == ALONE) {
      return false;
    }
    Arrays.fill(partner, 0, first, ALONE);
    Arrays.fill(partner, last + 1, length, ALONE);
    return true;
  }

  private void fillGaps(int begin, int end) {
    Arrays.fill(covered, 0, text.count(), false);
    int itemFrom = 0;
    int textFrom = Math.max(begin, partner[first] - ENDS);
    for (int i = first; i <= last; i++) {
      if (partner[i] >= 0) {
        int at = partner[i];
        covered[at] = true;
        fill(itemFrom, i, textFrom, at);
        itemFrom = i + 1;
        textFrom = at + 1;
      }
    }
    fill(itemFrom, length, textFrom, Math.min(end, partner[last] + 1 + ENDS));
  }

  /** Finds tokens of a part of the item mistyped in a part of the text. */
  private void fill(int itemFrom, int itemTo, int textFrom, int textTo) {
    if (textFrom >= textTo) {
      return;
    }
    TextTokens read = text.tokens();
    int from = read.start(textFrom);
    int to = Math.min(from + MAX_GAP_CHARACTERS, read.end(textTo - 1));
    for (int i = itemFrom; i < itemTo; i++) {
      int token = cues.token(item, i);
      int end = token < 0 ? ALONE : mistyped.end(token, read.units(), from, to);
      if (end >= 0) {
        int characters = tokens.lexicon().length(token);
        partner[i] = FOUND_MISTYPED;
        for (int k = textFrom; k < textTo; k++) {
          covered[k] |= read.start(k) < end && read.end(k) > end - characters;
        }
      }
    }
  }

  private void measure() {
    support = 0;
    int count = 0;
    counted.clear();
    for (int i = 0; i < length; i++) {
      int token = cues.token(item, i);
      found[i] = partner[i] != ALONE;
      if (found[i]) {
        count++;
        if (counted.add(token)) {
          support += partner[i] == FOUND_MISTYPED ? MISTYPED * weight(token) : weight(token);
        }
      }
    }
    share = shareOfItem();
    int repeated = coverRepeated();
    density = (double) count / Math.max(1, partner[last] - partner[first] + 1 - repeated);
    coverage = shareOfText();
  }

  /** Choices that are in the text twice, as a list and within it, are put in by nobody. */
  private int coverRepeated() {
    int repeated = 0;
    for (int k = text.questionEnd(); k < text.count(); k++) {
      int token = text.numbers()[k];
      if (!covered[k] && token >= 0 && counted.contains(token)) {
        covered[k] = true;
        repeated += k > partner[first] && k < partner[last] ? 1 : 0;
      }
    }
    return repeated;
  }
}
