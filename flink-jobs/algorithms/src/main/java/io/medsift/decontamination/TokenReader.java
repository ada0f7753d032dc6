package io.medsift.decontamination;

import java.util.Arrays;

/**
 * Reads a text into numbers of a vocabulary, marks the instructions in it and finds its choices. A
 * work space to be used again and again; not thread-safe.
 */
final class TokenReader {
  /** Stands for a token of an instruction, which takes no part in anything. */
  static final int INSTRUCTION = -2;

  private final Lexicon lexicon;
  private final TextTokens tokens = new TextTokens();
  private int[] numbers = new int[256];
  private int[] questionTokens = new int[256];
  private int questionEnd;
  private int questionLength;

  TokenReader(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  void read(String text) {
    tokens.read(text);
    tokens.joinHyphenated(text, token -> lexicon.find(tokens, token) != Vocabulary.UNKNOWN);
    if (tokens.count() > numbers.length) {
      numbers = new int[Math.max(tokens.count(), numbers.length * 2)];
      questionTokens = new int[numbers.length];
    }
    for (int i = 0; i < tokens.count(); i++) {
      numbers[i] = lexicon.find(tokens, i);
    }
    for (int i = 0; i < tokens.count(); ) {
      int skipped = lexicon.instructionAt(numbers, i, tokens.count());
      Arrays.fill(numbers, i, i + skipped, INSTRUCTION);
      i += Math.max(1, skipped);
    }
    findQuestion(text);
  }

  /**
   * The number of each token; {@link Vocabulary#UNKNOWN} and {@link #INSTRUCTION} match nothing.
   */
  int[] numbers() {
    return numbers;
  }

  int count() {
    return tokens.count();
  }

  TextTokens tokens() {
    return tokens;
  }

  /** The token before which the question stands: the first choice, or the end of the text. */
  int questionEnd() {
    return questionEnd;
  }

  /** Whether choices follow the question. */
  boolean hasOptions() {
    return questionEnd < tokens.count();
  }

  /** Tokens of the question, without those of instructions. */
  int questionLength() {
    return questionLength;
  }

  /** The token that is word {@code word} of the question, instructions left out. */
  int questionToken(int word) {
    return questionTokens[word];
  }

  private void findQuestion(String text) {
    questionEnd = OptionBlock.find(text, tokens);
    questionLength = countWithin(questionEnd);
    if (questionLength == 0) {
      questionEnd = tokens.count();
      questionLength = countWithin(questionEnd);
    }
  }

  private int countWithin(int end) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      if (numbers[i] != INSTRUCTION) {
        questionTokens[count++] = i;
      }
    }
    return count;
  }
}
