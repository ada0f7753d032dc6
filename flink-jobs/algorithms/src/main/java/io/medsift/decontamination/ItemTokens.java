package io.medsift.decontamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The questions of an index as token numbers, without instructions and choices, and the choices by
 * themselves, whether they come as a field or within the question. Immutable.
 */
final class ItemTokens {
  /** In a smaller index the share of items that hold a word says little about how common it is. */
  private static final int TELLING_ITEMS = 1000;

  private final Lexicon lexicon = new Lexicon();
  private final IntList pool = new IntList();
  private final int[] starts;
  private final int[][][] options;
  private final double[] information;

  ItemTokens(List<EvaluationItem> items) {
    this.starts = new int[items.size() + 1];
    this.options = new int[items.size()][][];
    TextTokens tokens = new TextTokens();
    for (EvaluationItem item : items) {
      lexicon.addAll(item.question(), tokens);
    }
    TokenReader reader = new TokenReader(lexicon);
    for (int item = 0; item < items.size(); item++) {
      reader.read(items.get(item).question());
      addQuestion(reader);
      starts[item + 1] = pool.size();
      options[item] =
          items.get(item).options().isEmpty()
              ? inlineOptions(items.get(item).question(), reader)
              : options(items.get(item), tokens);
    }
    this.information = informationOfTokens();
  }

  Lexicon lexicon() {
    return lexicon;
  }

  int items() {
    return options.length;
  }

  /** The tokens of all questions, one after the other. */
  IntList pool() {
    return pool;
  }

  /** Where the tokens of an item stand in the pool; they end where those of the next start. */
  int start(int item) {
    return starts[item];
  }

  int length(int item) {
    return starts[item + 1] - starts[item];
  }

  /** The tokens of each choice that has any. */
  int[][] options(int item) {
    return options[item];
  }

  /**
   * {@code ln((N + 1) / f)} for a token that f of N questions hold, N at least 1,000, in nats; half
   * of that for an ideograph, which is about half a word.
   */
  double information(int token) {
    return information[token];
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
    for (AnswerOption option : item.options()) {
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
      if (i == reader.count() || OptionBlock.label(question, reader.tokens(), i) == next) {
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
    int[] frequencies = new int[lexicon.size()];
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
    double[] nats = new double[frequencies.length];
    double all = Math.max(items(), TELLING_ITEMS) + 1.0;
    for (int token = 0; token < nats.length; token++) {
      double whole = Math.log(all / Math.max(1, frequencies[token]));
      nats[token] = lexicon.isIdeograph(token) ? whole / 2 : whole;
    }
    return nats;
  }
}
