package io.medsift.cli.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two texts side by side: which words they share in order, and which only one has. A word is a run
 * of letters and digits, or one Han or Kana character; case and what stands between words do not
 * count. Texts are cut at {@value #MOST_WORDS} words.
 *
 * @param left spans of the first text: SHARED, DIFFERENT
 * @param right spans of the second text
 */
public record WordDifference(List<Span> left, List<Span> right) {
  private static final int MOST_WORDS = 700;
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]|[\\p{L}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+");

  private record Word(int start, int end, String key) {}

  /** Compares two texts. */
  public static WordDifference of(String left, String right) {
    List<Word> leftWords = words(left);
    List<Word> rightWords = words(right);
    boolean[] leftShared = new boolean[leftWords.size()];
    boolean[] rightShared = new boolean[rightWords.size()];
    align(leftWords, rightWords, leftShared, rightShared);
    return new WordDifference(
        spans(left, leftWords, leftShared), spans(right, rightWords, rightShared));
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (words.size() < MOST_WORDS && matcher.find()) {
      words.add(new Word(matcher.start(), matcher.end(), matcher.group().toLowerCase(Locale.ROOT)));
    }
    return words;
  }

  private static void align(
      List<Word> left, List<Word> right, boolean[] leftShared, boolean[] rightShared) {
    int[][] longest = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        longest[i][j] =
            left.get(i).key().equals(right.get(j).key())
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < left.size() && j < right.size()) {
      if (left.get(i).key().equals(right.get(j).key())) {
        leftShared[i++] = true;
        rightShared[j++] = true;
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private static List<Span> spans(String text, List<Word> words, boolean[] shared) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    for (int word = 0; word < words.size(); word++) {
      boolean last = word + 1 == words.size();
      if (last || shared[word + 1] != shared[word]) {
        int to = words.get(word).end();
        Span.Style style = shared[word] ? Span.Style.SHARED : Span.Style.DIFFERENT;
        int start = words.get(firstOfRun(shared, word)).start();
        spans.add(new Span(text.substring(from, start), Span.Style.PLAIN));
        spans.add(new Span(text.substring(start, to), style));
        from = to;
      }
    }
    if (from < text.length()) {
      boolean cut = words.size() == MOST_WORDS;
      spans.add(new Span(cut ? " …" : text.substring(from), Span.Style.PLAIN));
    }
    spans.removeIf(span -> span.text().isEmpty());
    return spans;
  }

  private static int firstOfRun(boolean[] shared, int last) {
    int first = last;
    while (first > 0 && shared[first - 1] == shared[last]) {
      first--;
    }
    return first;
  }
}
