package io.medsift.decontamination.token;

import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.table.IntList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The questions of an index as token numbers, without instructions and choices, and the choices by
 * themselves, whether they come as a field or within the question. Immutable.
 */
public final class ItemTokens {
  private final Lexicon lexicon = new Lexicon();
  private final Background background;
  private final Negations negations;
  private final IntList pool = new IntList();
  private final int[] starts;
  private final int[] askingLengths;
  private final int[][][] options;
  private final double[] information;

  /**
   * @param gramLength tokens of the phrases whose frequencies count
   */
  public ItemTokens(List<EvaluationItem> items, int gramLength) {
    this.starts = new int[items.size() + 1];
    this.askingLengths = new int[items.size()];
    this.options = new int[items.size()][][];
    TextTokens tokens = new TextTokens();
    for (EvaluationItem item : items) {
      lexicon.addAll(item.question(), tokens);
    }
    this.background = new Background(lexicon, gramLength);
    this.negations = new Negations(lexicon);
    TokenReader reader = new TokenReader(lexicon);
    for (int item = 0; item < items.size(); item++) {
      reader.read(items.get(item).question());
      addQuestion(reader);
      starts[item + 1] = pool.size();
      int asking = reader.lastSentence(items.get(item).question());
      askingLengths[item] = Math.min(reader.questionEnd() - asking, length(item));
      options[item] =
          items.get(item).options().isEmpty()
              ? inlineOptions(items.get(item).question(), reader)
              : options(items.get(item), tokens);
    }
    this.information = informationOfTokens();
  }

  public Lexicon lexicon() {
    return lexicon;
  }

  Background background() {
    return background;
  }

  /** Words that turn a question into its opposite. */
  public Negations negations() {
    return negations;
  }

  public int items() {
    return options.length;
  }

  /** The tokens of all questions, one after the other. */
  public IntList pool() {
    return pool;
  }

  /**
   * Returns where the tokens of an item are in the pool; they end where those of the next start.
   */
  public int start(int item) {
    return starts[item];
  }

  public int length(int item) {
    return starts[item + 1] - starts[item];
  }

  /** Number of tokens in the sentence that asks, the last ones of the question. */
  public int askingLength(int item) {
    return askingLengths[item];
  }

  /** The tokens of each choice that has any. */
  public int[][] options(int item) {
    return options[item];
  }

  /**
   * {@code ln((N + 1) / f)} for a token that f of N questions hold, the background among them, in
   * nats; half of that for an ideograph, which is about half a word.
   *
   * @param token or {@link TokenDictionary#UNKNOWN}, which none holds
   */
  public double information(int token) {
    return token < 0 ? rarest() : information[token];
  }

  /** The information of a word that a single question holds. */
  private double rarest() {
    return Math.log(Math.max(items(), Background.ITEMS) + 1.0);
  }

  private void addQuestion(TokenReader reader) {
    for (int i = 0; i < reader.questionEnd(); i++) {
      if (reader.numbers()[i] != TokenReader.INSTRUCTION) {
        pool.add(reader.numbers()[i]);
      }
    }
  }

  private int[][] options(EvaluationItem item, TextTokens tokens) {
    List<int[]> found = new ArrayList<>();
    for (EvaluationItem.Option option : item.options()) {
      int[] numbers = lexicon.addAll(option.text(), tokens);
      if (numbers.length > 0) {
        found.add(numbers);
      }
    }
    return found.toArray(int[][]::new);
  }

  private static int[][] inlineOptions(String question, TokenReader reader) {
    List<int[]> found = new ArrayList<>();
    int label = reader.questionEnd();
    int next = 1;
    for (int i = label + 1; i <= reader.count(); i++) {
      if (i == reader.count() || OptionLabels.label(question, reader.tokens(), i) == next) {
        if (i > label + 1) {
          found.add(Arrays.copyOfRange(reader.numbers(), label + 1, i));
        }
        label = i;
        next++;
      }
    }
    return found.toArray(int[][]::new);
  }

  private double[] informationOfTokens() {
    double[] frequencies = new double[lexicon.size()];
    int[] lastItem = new int[frequencies.length];
    Arrays.fill(lastItem, -1);
    for (int item = 0; item < items(); item++) {
      for (int i = starts[item]; i < starts[item + 1]; i++) {
        if (lastItem[pool.get(i)] != item) {
          lastItem[pool.get(i)] = item;
          frequencies[pool.get(i)]++;
        }
      }
    }
    for (int i = 0; i < background.size(); i++) {
      if (background.gram(i).length == 1) {
        frequencies[background.gram(i)[0]] += background.items(i, items());
      }
    }
    double[] nats = new double[frequencies.length];
    for (int token = 0; token < nats.length; token++) {
      double whole = rarest() - Math.log(Math.max(1, frequencies[token]));
      nats[token] = lexicon.isIdeograph(token) ? whole / 2 : whole;
    }
    return nats;
  }
}
