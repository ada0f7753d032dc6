package io.medsift.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Unicode's form NFC, in time that grows with the text alone.
 *
 * <p>{@link Normalizer} puts the combining marks after a letter into their order one by one, which
 * takes quadratic time for a long run of them. Here such a run is sorted first; the result is the
 * same.
 */
public final class ComposedForm {
  private static final int FIRST_COMBINING = 0x300;
  private static final int LONG_RUN = 32;

  private ComposedForm() {}

  /** The text in form NFC. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      // Below U+0300 every text is in form NFC.
      if (text.charAt(i) >= FIRST_COMBINING) {
        return Normalizer.normalize(withSortedMarks(text), Normalizer.Form.NFC);
      }
    }
    return text;
  }

  private static String withSortedMarks(String text) {
    StringBuilder sorted = null;
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && isMark(text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      }
      if (at - start > LONG_RUN) {
        sorted = sorted == null ? new StringBuilder(text.length()) : sorted;
        sorted.append(text, copied, start);
        Marks.appendSorted(text.substring(start, at), sorted);
        copied = at;
      }
      at += at == start ? Character.charCount(text.codePointAt(at)) : 0;
    }
    return sorted == null ? text : sorted.append(text, copied, text.length()).toString();
  }

  private static boolean isMark(int codePoint) {
    if (codePoint < FIRST_COMBINING) {
      return false;
    }
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** The order of combining marks, which the JDK knows and does not tell. Made when needed. */
  private static final class Marks {
    /** Rank of the combining class of each mark whose class is not 0. */
    private static final Map<Integer, Integer> RANKS = new HashMap<>();

    /** Marks that stand for several others. */
    private static final Map<Integer, String> DECOMPOSED = new HashMap<>();

    // Of the highest and the lowest class that there is.
    private static final int LAST = 0x345;
    private static final int FIRST = 0x334;

    static {
      List<Integer> reordered = new ArrayList<>();
      for (int mark = FIRST_COMBINING; mark <= Character.MAX_CODE_POINT; mark++) {
        if (!isMark(mark)) {
          continue;
        }
        String alone = Character.toString(mark);
        String decomposed = Normalizer.normalize(alone, Normalizer.Form.NFD);
        if (!decomposed.equals(alone)) {
          DECOMPOSED.put(mark, decomposed);
        } else if (changePlaces(LAST, mark) || changePlaces(mark, FIRST)) {
          reordered.add(mark);
        }
      }
      reordered.sort(
          (one, other) -> changePlaces(one, other) ? 1 : changePlaces(other, one) ? -1 : 0);
      int rank = 0;
      for (int i = 0; i < reordered.size(); i++) {
        rank += i > 0 && changePlaces(reordered.get(i), reordered.get(i - 1)) ? 1 : 0;
        RANKS.put(reordered.get(i), rank);
      }
    }

    private static boolean changePlaces(int first, int second) {
      String pair = Character.toString(first) + Character.toString(second);
      return !Normalizer.normalize(pair, Normalizer.Form.NFD).equals(pair);
    }

    static void appendSorted(String marks, StringBuilder target) {
      int[] all = marks.codePoints().flatMap(Marks::decomposed).toArray();
      int start = 0;
      while (start < all.length) {
        int end = start;
        while (end < all.length && RANKS.containsKey(all[end])) {
          end++;
        }
        appendSorted(all, start, end, target);
        if (end < all.length) {
          target.appendCodePoint(all[end++]);
        }
        start = end;
      }
    }

    private static IntStream decomposed(int mark) {
      String parts = DECOMPOSED.get(mark);
      return parts == null ? IntStream.of(mark) : parts.codePoints();
    }

    private static void appendSorted(int[] marks, int start, int end, StringBuilder target) {
      long[] order = new long[end - start];
      for (int i = start; i < end; i++) {
        order[i - start] = (long) RANKS.get(marks[i]) << Integer.SIZE | i;
      }
      Arrays.sort(order);
      for (long each : order) {
        target.appendCodePoint(marks[(int) each]);
      }
    }
  }
}
