package io.medsift.review.text;

import static java.util.Objects.requireNonNull;

import io.medsift.review.text.Words.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two texts side by side: which words they share, and which only one has. Case and what is between
 * words do not count. Of each text {@value #MAX_WORDS} words are compared; what follows is plain.
 *
 * @param left spans of the first text, SHARED and DIFFERENT, with all of its characters
 * @param right spans of the second text
 * @param whole whether all words were compared
 */
public record WordDifference(List<Span> left, List<Span> right, boolean whole) {
  /** Number of words of a text that are compared. */
  public static final int MAX_WORDS = 100_000;

  public WordDifference {
    requireNonNull(left, "left is null");
    requireNonNull(right, "right is null");
  }

  /** Words of one kind that follow each other. */
  private record Run(int from, int to, boolean shared) {}

  /**
   * Compares two texts word by word, in order. Where only one of them has words, the other has an
   * empty span of DIFFERENT at that place: the n-th of one side is beside the n-th of the other.
   */
  public static WordDifference of(String left, String right) {
    Words leftWords = Words.of(left, MAX_WORDS);
    Words rightWords = Words.of(right, MAX_WORDS);
    Map<String, Integer> numbers = new HashMap<>();
    WordAlignment aligned =
        WordAlignment.of(numbers(leftWords, numbers), numbers(rightWords, numbers));
    List<Run> leftRuns = new ArrayList<>();
    List<Run> rightRuns = new ArrayList<>();
    boolean[] inLeft = aligned.leftShared();
    boolean[] inRight = aligned.rightShared();
    int i = 0;
    int j = 0;
    while (i < inLeft.length || j < inRight.length) {
      boolean shared = i < inLeft.length && j < inRight.length && inLeft[i] && inRight[j];
      int a = i;
      int b = j;
      if (shared) {
        while (i < inLeft.length && j < inRight.length && inLeft[i] && inRight[j]) {
          i++;
          j++;
        }
      } else {
        i = end(inLeft, i, false);
        j = end(inRight, j, false);
      }
      leftRuns.add(new Run(a, i, shared));
      rightRuns.add(new Run(b, j, shared));
    }
    return new WordDifference(
        spans(left, leftWords.all(), leftRuns),
        spans(right, rightWords.all(), rightRuns),
        !leftWords.more() && !rightWords.more());
  }

  /**
   * Finds the runs of words that are in both texts, in whatever order.
   *
   * @param least how many words a run must have; fewer only where a text has not so many
   */
  public static WordDifference sharedRuns(String left, String right, int least) {
    Words leftWords = Words.of(left, MAX_WORDS);
    Words rightWords = Words.of(right, MAX_WORDS);
    Map<String, Integer> numbers = new HashMap<>();
    int[] inLeft = numbers(leftWords, numbers);
    int[] inRight = numbers(rightWords, numbers);
    int length = Math.min(least, Math.min(inLeft.length, inRight.length));
    return new WordDifference(
        spans(left, leftWords.all(), runs(foundIn(inRight, inLeft, length))),
        spans(right, rightWords.all(), runs(foundIn(inLeft, inRight, length))),
        !leftWords.more() && !rightWords.more());
  }

  private static int[] numbers(Words words, Map<String, Integer> numbers) {
    return words.all().stream()
        .mapToInt(word -> numbers.computeIfAbsent(word.key(), key -> numbers.size()))
        .toArray();
  }

  private static boolean[] foundIn(int[] other, int[] words, int length) {
    boolean[] found = new boolean[words.length];
    if (length == 0) {
      return found;
    }
    Set<Long> grams = new HashSet<>();
    for (int i = 0; i + length <= other.length; i++) {
      grams.add(WordAlignment.gram(other, i, length));
    }
    int until = 0;
    for (int i = 0; i < words.length; i++) {
      if (i + length <= words.length && grams.contains(WordAlignment.gram(words, i, length))) {
        until = i + length;
      }
      found[i] = i < until;
    }
    return found;
  }

  private static List<Run> runs(boolean[] shared) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < shared.length; ) {
      int to = end(shared, i, shared[i]);
      runs.add(new Run(i, to, shared[i]));
      i = to;
    }
    return runs;
  }

  private static int end(boolean[] flags, int from, boolean flag) {
    int to = from;
    while (to < flags.length && flags[to] == flag) {
      to++;
    }
    return to;
  }

  private static List<Span> spans(String text, List<Word> words, List<Run> runs) {
    List<Span> spans = new ArrayList<>();
    int done = 0;
    for (Run run : runs) {
      Span.Style style = run.shared() ? Span.Style.SHARED : Span.Style.DIFFERENT;
      if (run.from() == run.to()) {
        spans.add(new Span("", style));
        continue;
      }
      int start = words.get(run.from()).start();
      int end = words.get(run.to() - 1).end();
      plain(spans, text.substring(done, start));
      spans.add(new Span(text.substring(start, end), style));
      done = end;
    }
    plain(spans, text.substring(done));
    return spans;
  }

  private static void plain(List<Span> spans, String text) {
    if (!text.isEmpty()) {
      spans.add(new Span(text, Span.Style.PLAIN));
    }
  }
}
