package io.medsift.decontamination;

/**
 * Finds the item that a prompt repeats, by the calibrated rule. A work space to be used again and
 * again; not thread-safe.
 */
final class CalibratedSearch {
  /** The prompt repeats no item. */
  static final int NONE = -1;

  /** Tokens that may stand between a question and its choices, and around these. */
  private static final int OPTION_SLACK = 40;

  private final ItemTokens tokens;
  private final ItemGrams grams;
  private final CalibratedSettings settings;
  private final TokenReader reader;
  // Grams of the prompt, those of its question, and the token after a gram's last occurrence.
  private final MarkSet seen;
  private final MarkSet seenInQuestion;
  private final int[] seenEnd;
  private final MarkSet considered;
  private final MarkSet counted;
  private final IntList candidates = new IntList();
  private double questionMass;

  private int bestItem;
  private double bestScore;
  private double bestContainment;
  private double bestSupport;
  private int bestOptions;

  CalibratedSearch(ItemTokens tokens, ItemGrams grams, CalibratedSettings settings) {
    this.tokens = tokens;
    this.grams = grams;
    this.settings = settings;
    this.reader = new TokenReader(tokens.lexicon());
    this.seen = new MarkSet(grams.size());
    this.seenInQuestion = new MarkSet(grams.size());
    this.seenEnd = new int[grams.size()];
    this.considered = new MarkSet(tokens.items());
    this.counted = new MarkSet(tokens.lexicon().size());
  }

  /** The item that the prompt repeats, or {@link #NONE}. */
  int best(String text) {
    bestItem = NONE;
    candidates.truncate(0);
    seen.clear();
    seenInQuestion.clear();
    considered.clear();
    reader.read(text);
    questionMass = 0;
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

  double score() {
    return bestScore;
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
    int last = reader.questionEnd() - length;
    for (int from = 0; from + length <= reader.count(); from++) {
      int gram = grams.find(numbers, from, length);
      boolean weighs = length == grams.length() && from <= last;
      if (gram == HashTable.NONE) {
        // A text cut within a word ends in a gram that nobody holds.
        if (weighs && from < last && !reader.hasInstruction(from, length)) {
          questionMass += grams.rarest();
        }
        continue;
      }
      if (weighs && seenInQuestion.add(gram)) {
        questionMass += grams.weight(gram);
      }
      if (seen.add(gram)) {
        consider(gram);
      }
      seenEnd[gram] = from + length;
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
    double sharedInQuestion = 0;
    for (int i = grams.start(item); i < grams.end(item); i++) {
      int gram = grams.gram(i);
      if (seen.contains(gram)) {
        shared += grams.weight(gram);
      }
      if (seenInQuestion.contains(gram)) {
        sharedInQuestion += grams.weight(gram);
      }
    }
    double containment = grams.mass(item) == 0 ? 1 : shared / grams.mass(item);
    if (containment < settings.longContainment() * settings.truncation()) {
      return;
    }
    double coverage = questionMass == 0 ? 0 : sharedInQuestion / questionMass;
    boolean copy = coverage >= settings.coverage();
    double support = support(item);
    if (support < settings.support()) {
      judgeShort(item, containment, support);
      return;
    }
    double needed =
        support < settings.longSupport() ? settings.containment() : settings.longContainment();
    if (containment >= needed) {
      offer(item, containment, containment, support, NONE);
    } else if (copy && containment >= needed * settings.truncation()) {
      offer(item, coverage, containment, support, NONE);
    }
  }

  private void judgeShort(int item, double containment, double support) {
    if (containment < settings.shortContainment()) {
      return;
    }
    int options = optionsAfterQuestion(item);
    if (tokens.length(item) >= settings.proportion() * reader.questionLength()
        || (options >= 2 && options >= settings.optionShare() * tokens.options(item).length)) {
      offer(item, containment, containment, support, options);
    }
  }

  private void offer(int item, double score, double containment, double support, int options) {
    if (bestItem != NONE && score < bestScore) {
      return;
    }
    int found = options == NONE ? optionsAfterQuestion(item) : options;
    if (bestItem == NONE || isBetter(item, score, support, found)) {
      bestItem = item;
      bestScore = score;
      bestContainment = containment;
      bestSupport = support;
      bestOptions = found;
    }
  }

  private boolean isBetter(int item, double score, double support, int options) {
    if (score != bestScore) {
      return score > bestScore;
    }
    if (support != bestSupport) {
      return support > bestSupport;
    }
    return options == bestOptions ? item < bestItem : options > bestOptions;
  }

  /** The information of the distinct tokens in the grams that item and prompt share. */
  private double support(int item) {
    counted.clear();
    double sum = 0;
    for (int i = grams.start(item); i < grams.end(item); i++) {
      int gram = grams.gram(i);
      if (!seen.contains(gram)) {
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

  /** How many choices of the item stand in the prompt soon after what it shares of the question. */
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
    for (int[] option : options) {
      if (Lexicon.contains(reader.numbers(), from, to, option)) {
        found++;
      }
    }
    return found;
  }
}
