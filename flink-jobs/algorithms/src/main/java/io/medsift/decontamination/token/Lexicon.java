package io.medsift.decontamination.token;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The tokens of the evaluation items and of the instructions. Safe to read from many threads once
 * filled.
 */
public final class Lexicon {
  private final TokenDictionary vocabulary = new TokenDictionary();
  private final BitSet ideographs = new BitSet();
  private final BitSet words = new BitSet();
  // By the number of the first token, which is small: instructions come first. Longest first.
  private final List<List<int[]>> instructions = new ArrayList<>();

  Lexicon() {
    TextTokens tokens = new TextTokens();
    List<int[]> phrases = new ArrayList<>();
    for (String phrase : Instructions.PHRASES) {
      phrases.add(addAll(phrase, tokens));
    }
    phrases.sort((one, other) -> Integer.compare(other.length, one.length));
    for (int i = 0; i < vocabulary.size(); i++) {
      instructions.add(new ArrayList<>());
    }
    for (int[] phrase : phrases) {
      instructions.get(phrase[0]).add(phrase);
    }
  }

  /** Distinct tokens; their numbers are below this. */
  public int size() {
    return vocabulary.size();
  }

  /** The number of a token, or {@link TokenDictionary#UNKNOWN}. */
  public int find(TextTokens tokens, int token) {
    return vocabulary.find(tokens, token);
  }

  /** Returns whether the token is a Han or Kana character. */
  public boolean isIdeograph(int number) {
    return ideographs.get(number);
  }

  /**
   * Returns whether the token says something by itself: no single letter or digit, and no number.
   */
  public boolean isWord(int number) {
    return words.get(number);
  }

  /** Returns whether a token is the beginning of one that was added. */
  public boolean isBeginning(TextTokens tokens, int token, int number) {
    return vocabulary.isBeginning(tokens, token, number);
  }

  /** The number of characters of a token. */
  public int length(int number) {
    return vocabulary.length(number);
  }

  /** A character of a token. */
  public char charAt(int number, int index) {
    return vocabulary.charAt(number, index);
  }

  /** Adds the tokens of a text and returns their numbers. */
  int[] addAll(String text, TextTokens tokens) {
    tokens.read(text);
    int[] numbers = new int[tokens.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = vocabulary.add(tokens, i);
      if (tokens.isIdeograph(i)) {
        ideographs.set(numbers[i]);
      }
      if (tokens.isIdeograph(i) || tokens.isWord(i)) {
        words.set(numbers[i]);
      }
    }
    return numbers;
  }

  /** Returns how many tokens the instruction has that starts at {@code at}; 0 if none does. */
  int instructionAt(int[] numbers, int at, int end) {
    int first = numbers[at];
    if (first < 0 || first >= instructions.size()) {
      return 0;
    }
    List<int[]> phrases = instructions.get(first);
    for (int i = 0; i < phrases.size(); i++) {
      int[] phrase = phrases.get(i);
      if (startsWith(numbers, at, end, phrase)) {
        return phrase.length;
      }
    }
    return 0;
  }

  /** Returns whether {@code part} stands anywhere in {@code numbers[from..to)}. */
  public static boolean contains(int[] numbers, int from, int to, int[] part) {
    for (int i = from; i + part.length <= to; i++) {
      if (startsWith(numbers, i, to, part)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether {@code part} is at {@code at}. */
  static boolean startsWith(int[] numbers, int at, int end, int[] part) {
    if (at + part.length > end) {
      return false;
    }
    for (int i = 0; i < part.length; i++) {
      if (numbers[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Requests about the form of an answer that pipelines and evaluation harnesses put around a
   * question. They say nothing about which question it is.
   */
  static final class Instructions {
    static final List<String> PHRASES =
        List.of(
            "Please reason step by step, and put your final answer within \\boxed{}",
            "Let's think step by step and output the final answer within \\boxed{}",
            "Please reason step by step",
            "Let's think step by step",
            "Think step by step",
            "Put your final answer within \\boxed{}",
            "Put the final answer in \\boxed{}",
            "Return your final response within \\boxed{}",
            "Return your final response as 'Final Answer: \\boxed{<answer>}', where <answer> is the"
                + " number or mathematical expression of the solution",
            "Please answer with only the letter of the correct option",
            "Answer with the option's letter from the given choices directly",
            "Answer with only the letter",
            "Answer the following multiple choice question",
            "Answer the following question",
            "Please answer the following question",
            "The following is a multiple choice question",
            "The following are multiple choice questions (with answers)",
            "The last line of your response should be of the following format",
            "Answer: $LETTER (without quotes) where LETTER is one of ABCD",
            "Select the best answer",
            "Select the correct answer",
            "Choose the best answer",
            "Choose the correct answer",
            "Choose the correct option",
            "Choose one of the following options",
            "Answer choices",
            "Your final answer",
            "The final answer is",
            "请逐步推理，并将最终答案放在\\boxed{}中",
            "请一步一步推理",
            "请一步步思考",
            "请逐步推理",
            "将最终答案放在\\boxed{}中",
            "请选择正确答案",
            "请从以下选项中选择",
            "以下是一道单项选择题",
            "请回答以下问题");

    private Instructions() {}
  }
}
