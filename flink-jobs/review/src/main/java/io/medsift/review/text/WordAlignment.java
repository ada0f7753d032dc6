package io.medsift.review.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words that two sequences share in order. Short parts are aligned by the longest common
 * subsequence; long ones are cut first at runs of words that each side has once. What is long and
 * has no such word counts as different, so that the work stays within {@value #MAX_CELLS} steps for
 * each 1,400 words.
 */
final class WordAlignment {
  private static final int MAX_CELLS = 2_000_000;
  private static final int MAX_DEPTH = 64;
  private static final int[] ANCHOR_LENGTHS = {4, 1};
  private static final int REPEATED = -1;

  private final int[] left;
  private final int[] right;
  private final boolean[] leftShared;
  private final boolean[] rightShared;

  private record Anchor(int left, int right) {}

  private WordAlignment(int[] left, int[] right) {
    this.left = left;
    this.right = right;
    this.leftShared = new boolean[left.length];
    this.rightShared = new boolean[right.length];
  }

  /** Aligns two sequences of word numbers; as many words of one side are shared as of the other. */
  static WordAlignment of(int[] left, int[] right) {
    WordAlignment alignment = new WordAlignment(left, right);
    alignment.align(0, left.length, 0, right.length, 0);
    return alignment;
  }

  boolean[] leftShared() {
    return leftShared;
  }

  boolean[] rightShared() {
    return rightShared;
  }

  private void align(int leftFrom, int leftTo, int rightFrom, int rightTo, int depth) {
    int a = leftFrom;
    int b = leftTo;
    int c = rightFrom;
    int d = rightTo;
    while (a < b && c < d && left[a] == right[c]) {
      share(a++, c++);
    }
    while (a < b && c < d && left[b - 1] == right[d - 1]) {
      share(--b, --d);
    }
    if (a == b || c == d) {
      return;
    }
    if ((long) (b - a) * (d - c) <= MAX_CELLS) {
      alignByLongest(a, b, c, d);
    } else if (depth < MAX_DEPTH) {
      alignBetweenAnchors(a, b, c, d, depth);
    }
  }

  private void share(int inLeft, int inRight) {
    leftShared[inLeft] = true;
    rightShared[inRight] = true;
  }

  private void alignByLongest(int a, int b, int c, int d) {
    int[][] longest = new int[b - a + 1][d - c + 1];
    for (int i = b - a - 1; i >= 0; i--) {
      for (int j = d - c - 1; j >= 0; j--) {
        longest[i][j] =
            left[a + i] == right[c + j]
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < b - a && j < d - c) {
      if (left[a + i] == right[c + j]) {
        share(a + i++, c + j++);
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private void alignBetweenAnchors(int a, int b, int c, int d, int depth) {
    List<Anchor> anchors = List.of();
    for (int i = 0; i < ANCHOR_LENGTHS.length && anchors.isEmpty(); i++) {
      anchors = inOrder(anchors(a, b, c, d, ANCHOR_LENGTHS[i]));
    }
    if (anchors.isEmpty()) {
      return;
    }
    int i = a;
    int j = c;
    for (Anchor anchor : anchors) {
      align(i, anchor.left(), j, anchor.right(), depth + 1);
      i = anchor.left();
      j = anchor.right();
    }
    align(i, b, j, d, depth + 1);
  }

  /** Runs of {@code length} words that each side has once, in the order of the left side. */
  private List<Anchor> anchors(int a, int b, int c, int d, int length) {
    Map<Long, Integer> inRight = places(right, c, d, length);
    List<Anchor> anchors = new ArrayList<>();
    for (Map.Entry<Long, Integer> inLeft : places(left, a, b, length).entrySet()) {
      int i = inLeft.getValue();
      int j = inRight.getOrDefault(inLeft.getKey(), REPEATED);
      if (i != REPEATED
          && j != REPEATED
          && Arrays.equals(left, i, i + length, right, j, j + length)) {
        anchors.add(new Anchor(i, j));
      }
    }
    anchors.sort((one, other) -> Integer.compare(one.left(), other.left()));
    return anchors;
  }

  private static Map<Long, Integer> places(int[] words, int from, int to, int length) {
    Map<Long, Integer> places = new HashMap<>();
    for (int i = from; i + length <= to; i++) {
      places.merge(gram(words, i, length), i, (one, other) -> REPEATED);
    }
    return places;
  }

  /** A number that stands for the words from {@code at} on. */
  static long gram(int[] words, int at, int length) {
    long hash = length;
    for (int i = at; i < at + length; i++) {
      hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  /** The longest part of the anchors that is in the order of both sides. */
  private static List<Anchor> inOrder(List<Anchor> anchors) {
    int[] ends = new int[anchors.size()];
    int[] before = new int[anchors.size()];
    int longest = 0;
    for (int i = 0; i < anchors.size(); i++) {
      int low = 0;
      int high = longest;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (anchors.get(ends[middle]).right() < anchors.get(i).right()) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[i] = low == 0 ? -1 : ends[low - 1];
      ends[low] = i;
      longest = Math.max(longest, low + 1);
    }
    List<Anchor> chain = new ArrayList<>();
    for (int i = longest == 0 ? -1 : ends[longest - 1]; i >= 0; i = before[i]) {
      chain.add(anchors.get(i));
    }
    Collections.reverse(chain);
    return chain;
  }
}
