package io.medsift.decontamination;

import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.IntList;
import io.medsift.decontamination.table.MarkSet;
import io.medsift.decontamination.table.Postings;
import io.medsift.decontamination.token.ItemGrams;
import io.medsift.decontamination.token.ItemTokens;
import io.medsift.decontamination.token.Lexicon;
import io.medsift.decontamination.token.TextTokens;
import io.medsift.decontamination.token.TokenDictionary;
import io.medsift.decontamination.token.TokenReader;
import java.util.Arrays;

/**
 * Finds the item that a prompt repeats, by the calibrated rule. A work space to be used again and
 * again; not thread-safe.
 */
final class CalibratedSearch {
  /** The prompt repeats no item. */
  static final int NONE = -1;

  /** Tokens that may be between a question and its choices, and around these. */
  private static final int OPTION_SLACK = 40;

  /** So much more support is needed in a text that is not a question: terms are there too. */
  private static final double PART_SUPPORT = 1.5;

  /** Of fewer nats in its words, an item says nothing by itself. */
  private static final double TINY = 8;

  /** The share of the information in the prompt's question that a short item must have. */
  private static final double INFORMATION_SHARE = 0.45;

  private final ItemTokens tokens;
  private final ItemGrams grams;
  private final CalibratedRule.Settings settings;
  private final TokenReader reader;
  // Grams of the prompt, and the token after a gram's last occurrence.
  private final MarkSet seen;
  private final int[] seenEnd;
  private final MarkSet considered;
  private final MarkSet counted;
  private final IntList candidates = new IntList();
  private final TextTokens optionTokens = new TextTokens();

  private DecontaminationRule.Passage passage;
  // Tokens of the choices that come apart from the text.
  private int[][] given = {};
  private int bestItem;
  private double bestContainment;
  private double bestSupport;
  private int bestOptions;
  // Of the words in the choices that were found last.
  private double foundInformation;

  CalibratedSearch(ItemTokens tokens, ItemGrams grams, CalibratedRule.Settings settings) {
    this.tokens = tokens;
    this.grams = grams;
    this.settings = settings;
    this.reader = new TokenReader(tokens.lexicon());
    this.seen = new MarkSet(grams.size());
    this.seenEnd = new int[grams.size()];
    this.considered = new MarkSet(tokens.items());
    this.counted = new MarkSet(tokens.lexicon().size());
  }

  /** The item that the prompt repeats, or {@link #NONE}. */
  int best(DecontaminationRule.Passage read) {
    passage = read;
    String text = read.text();
    given = read.options().stream().map(this::numbers).toArray(int[][]::new);
    bestItem = NONE;
    candidates.truncate(0);
    seen.clear();
    considered.clear();
    reader.read(text);
    for (int length = 1; length <= grams.length(); length++) {
      if (grams.isLengthInUse(length) || length == grams.length()) {
        scan(length);
      }
    }
    for (int i = 0; i < candidates.size(); i++) {
      judge(candidates.get(i));
    }
    return bestItem;
  }

  double containment() {
    return bestContainment;
  }

  double support() {
    return bestSupport;
  }

  int optionsFound() {
    return bestOptions;
  }

  /** The text that was read, token by token. */
  TokenReader reader() {
    return reader;
  }

  private void scan(int length) {
    int[] numbers = reader.numbers();
    for (int from = 0; from + length <= reader.count(); from++) {
      int gram = grams.find(numbers, from, length);
      if (gram == HashTable.NONE) {
        continue;
      }
      boolean first = seen.add(gram);
      if (first) {
        consider(gram);
      }
      // A choice may repeat the question's words.
      if (first || from + length <= reader.questionEnd()) {
        seenEnd[gram] = from + length;
      }
    }
  }

  private void consider(int gram) {
    Postings items = grams.candidates();
    for (int i = items.start(gram); i < items.end(gram); i++) {
      int item = items.item(i);
      if (considered.add(item)) {
        candidates.add(item);
      }
    }
  }

  private void judge(int item) {
    double shared = 0;
    for (int i = grams.start(item); i < grams.end(item); i++) {
      int gram = grams.gram(i);
      if (seen.contains(gram)) {
        shared += grams.weight(gram);
      }
    }
    double containment = shared / grams.mass(item);
    if (containment < settings.truncatedContainment()) {
      return;
    }
    double support = support(item);
    double enough = passage.whole() ? settings.support() : PART_SUPPORT * settings.support();
    if (support < enough) {
      judgeShort(item, containment, support);
      return;
    }
    double needed =
        support < settings.longSupport() ? settings.containment() : settings.longContainment();
    if (containment >= needed || isBeginning(item)) {
      offer(item, containment, support, optionsAfterQuestion(item));
    }
  }

  private void judgeShort(int item, double containment, double support) {
    if (containment < settings.shortContainment()) {
      return;
    }
    int options = optionsAfterQuestion(item);
    if (hasOptions(item) && (reader.hasOptions() || given.length >= 2)) {
      if (options >= 2
          && options >= settings.optionShare() * tokens.options(item).length
          && isTold(item, containment, support, options)) {
        offer(item, containment, support, options);
      }
    } else if (stands(item, containment, support)) {
      offer(item, containment, support, options);
    }
  }

  /** Returns whether question and choices together leave chance out of question. */
  private boolean isTold(int item, double containment, double support, int options) {
    boolean all = containment == 1 && options == tokens.options(item).length;
    return support + foundInformation >= settings.support()
        || (all && isWholeQuestion(item, containment))
        || (all && options > 2 && wordInformation(item) >= TINY);
  }

  /**
   * Returns whether the prompt's question is little more than the item, or, of a tiny one, just
   * that.
   */
  private boolean stands(int item, double containment, double support) {
    if (support == 0 || wordInformation(item) < TINY) {
      return passage.whole() && isWholeQuestion(item, containment);
    }
    return tokens.length(item) >= settings.proportion() * reader.questionLength()
        && wordInformation(item) >= INFORMATION_SHARE * questionInformation();
  }

  private boolean isWholeQuestion(int item, double containment) {
    return containment == 1 && tokens.length(item) == reader.questionLength();
  }

  /** The information of the distinct words of an item's question. */
  private double wordInformation(int item) {
    return information(
        tokens.pool().values(), tokens.start(item), tokens.start(item) + tokens.length(item));
  }

  private double questionInformation() {
    int[] numbers = reader.numbers();
    double unknown = 0;
    for (int i = 0; i < reader.questionEnd(); i++) {
      if (numbers[i] == TokenDictionary.UNKNOWN && reader.tokens().isWord(i)) {
        unknown += tokens.information(TokenDictionary.UNKNOWN);
      }
    }
    return unknown + information(numbers, 0, reader.questionEnd());
  }

  private double information(int[] numbers, int from, int to) {
    counted.clear();
    double sum = 0;
    for (int i = from; i < to; i++) {
      if (numbers[i] >= 0 && tokens.lexicon().isWord(numbers[i]) && counted.add(numbers[i])) {
        sum += tokens.information(numbers[i]);
      }
    }
    return sum;
  }

  private int[] numbers(String option) {
    optionTokens.read(option);
    int[] numbers = new int[optionTokens.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = tokens.lexicon().find(optionTokens, i);
    }
    return numbers;
  }

  private boolean hasOptions(int item) {
    return tokens.options(item).length >= 2;
  }

  /**
   * Returns whether the prompt's question is the beginning of the item's, cut perhaps within a
   * word.
   */
  private boolean isBeginning(int item) {
    int at = tokens.start(item);
    int end = at + tokens.length(item);
    int words = reader.questionLength();
    for (int word = 0; word < words; word++) {
      boolean last = word + 1 == words;
      if (at == end || !agrees(reader.questionToken(word), tokens.pool().get(at), last)) {
        return false;
      }
      at++;
    }
    return true;
  }

  private boolean agrees(int at, int expected, boolean last) {
    return reader.numbers()[at] == expected
        || (last && tokens.lexicon().isBeginning(reader.tokens(), at, expected));
  }

  private void offer(int item, double containment, double support, int options) {
    if (bestItem == NONE || isBetter(item, containment, support, options)) {
      bestItem = item;
      bestContainment = containment;
      bestSupport = support;
      bestOptions = options;
    }
  }

  private boolean isBetter(int item, double containment, double support, int options) {
    if (containment != bestContainment) {
      return containment > bestContainment;
    }
    if (support != bestSupport) {
      return support > bestSupport;
    }
    return options == bestOptions ? item < bestItem : options > bestOptions;
  }

  /** The information of the distinct tokens in the rare grams that item and prompt share. */
  private double support(int item) {
    counted.clear();
    double sum = 0;
    for (int i = grams.start(item); i < grams.end(item); i++) {
      int gram = grams.gram(i);
      if (!seen.contains(gram) || !grams.isRare(gram)) {
        continue;
      }
      int from = grams.poolStart(gram);
      for (int position = from; position < from + grams.tokens(gram); position++) {
        int token = tokens.pool().get(position);
        if (counted.add(token)) {
          sum += tokens.information(token);
        }
      }
    }
    return sum;
  }

  /**
   * Returns how many choices of the item are in the prompt soon after what it shares of the
   * question.
   */
  private int optionsAfterQuestion(int item) {
    int[][] options = tokens.options(item);
    int from = 0;
    for (int i = grams.start(item); i < grams.end(item); i++) {
      if (seen.contains(grams.gram(i))) {
        from = Math.max(from, seenEnd[grams.gram(i)]);
      }
    }
    int window = OPTION_SLACK;
    for (int[] option : options) {
      window += 2 * option.length;
    }
    int to = Math.min(reader.count(), from + window);
    int found = 0;
    foundInformation = 0;
    for (int[] option : options) {
      if (Lexicon.contains(reader.numbers(), from, to, option) || isGiven(option)) {
        found++;
        foundInformation += information(option, 0, option.length);
      }
    }
    return found;
  }

  private boolean isGiven(int[] option) {
    for (int[] other : given) {
      if (Arrays.equals(other, option)) {
        return true;
      }
    }
    return false;
  }
}
