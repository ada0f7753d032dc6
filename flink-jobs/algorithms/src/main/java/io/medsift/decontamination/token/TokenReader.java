package io.medsift.decontamination.token;

import java.util.Arrays;

/**
 * Reads a text into numbers of a vocabulary, marks the instructions in it and finds its choices. A
 * work space to be used again and again; not thread-safe.
 */
public final class TokenReader {
  /** Stands for a token of an instruction, which takes no part in anything. */
  public static final int INSTRUCTION = -2;

  private final Lexicon lexicon;
  private final TextTokens tokens = new TextTokens();
  private int[] numbers = new int[256];
  private int[] questionTokens = new int[256];
  private int questionEnd;
  private int questionLength;

  public TokenReader(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  public void read(String text) {
    tokens.read(text);
    tokens.joinHyphenated(text, token -> lexicon.find(tokens, token) != TokenDictionary.UNKNOWN);
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
   * The number of each token; {@link TokenDictionary#UNKNOWN} and {@link #INSTRUCTION} match
   * nothing.
   */
  public int[] numbers() {
    return numbers;
  }

  public int count() {
    return tokens.count();
  }

  public TextTokens tokens() {
    return tokens;
  }

  /** The token before which the question stands: the first choice, or the end of the text. */
  public int questionEnd() {
    return questionEnd;
  }

  /** Returns whether choices follow the question. */
  public boolean hasOptions() {
    return questionEnd < tokens.count();
  }

  /** Tokens of the question, without those of instructions. */
  public int questionLength() {
    return questionLength;
  }

  /** The token that is word {@code word} of the question, instructions left out. */
  public int questionToken(int word) {
    return questionTokens[word];
  }

  /**
   * The first token of the last sentence of the question.
   *
   * @param text that was read
   */
  public int lastSentence(String text) {
    return lastSentence(text, questionEnd);
  }

  /**
   * The first token of the last sentence before token {@code end}.
   *
   * @param text that was read
   */
  public int lastSentence(String text, int end) {
    if (end == 0) {
      return 0;
    }
    int begin = sentenceStart(text, tokens.textEnd(end - 1));
    int first = end;
    while (first > 0 && tokens.textStart(first - 1) >= begin) {
      first--;
    }
    return first;
  }

  /** Position of the first character of the last sentence in {@code text[0..end)}. */
  private static int sentenceStart(String text, int end) {
    int last = end;
    while (last > 0 && !Character.isLetterOrDigit(text.charAt(last - 1))) {
      last--;
    }
    for (int i = last - 1; i > 0; i--) {
      char mark = text.charAt(i);
      boolean ends = mark == '\n' || "\u3002\uFF1F\uFF01".indexOf(mark) >= 0;
      if (ends || (".?!".indexOf(mark) >= 0 && Character.isWhitespace(text.charAt(i + 1)))) {
        return i + 1;
      }
    }
    return 0;
  }

  /**
   * The token after the last one of the question that a question mark follows; the end of the
   * question where none does.
   *
   * @param text that was read
   */
  public int askingEnd(String text) {
    for (int k = questionEnd; k > 0; k--) {
      int to = k < tokens.count() ? tokens.textStart(k) : text.length();
      for (int i = tokens.textEnd(k - 1); i < to; i++) {
        if (text.charAt(i) == '?' || text.charAt(i) == '\uFF1F') {
          return k;
        }
      }
    }
    return questionEnd;
  }

  private void findQuestion(String text) {
    questionEnd = OptionLabels.find(text, tokens);
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
