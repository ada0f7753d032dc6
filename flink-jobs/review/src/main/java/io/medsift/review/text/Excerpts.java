package io.medsift.review.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Cuts texts that are shown side by side to their marked spans, with some context. Where texts have
 * equally many marks, the n-th of one belongs to the n-th of the other, and both are shown or
 * neither. The longest marks go first.
 *
 * @param texts the spans that are left, with ellipses between them
 * @param marks how many marks the text has that has most
 * @param shown how many of those are shown
 */
public record Excerpts(List<List<Span>> texts, int marks, int shown) {
  private static final int LEAST_CONTEXT = 80;
  private static final int MAX_CONTEXT = 400;
  private static final int MIN_GAP = 40;
  private static final String ELLIPSIS = " … ";

  private record Mark(int start, int end) {}

  /** A text with its marks, and the characters of it that are to be shown. */
  private static final class Cut {
    private final List<Span> spans;
    private final String text;
    private final List<Mark> marks = new ArrayList<>();
    private final BitSet shown = new BitSet();
    private final int most;
    private int context;
    // How many of them are to be shown.
    private int characters;

    Cut(List<Span> spans, Set<Span.Style> marked, int most) {
      this.spans = spans;
      this.most = most;
      StringBuilder all = new StringBuilder();
      int length = 0;
      for (Span span : spans) {
        int start = all.length();
        all.append(span.text());
        if (marked.contains(span.style())) {
          marks.add(new Mark(start, all.length()));
          length += span.text().length();
        }
      }
      text = all.toString();
      if (!marks.isEmpty()) {
        int room = (most - length) / (2 * marks.size());
        context = Math.max(LEAST_CONTEXT, Math.min(MAX_CONTEXT, room));
      }
    }

    int from(Mark mark) {
      int from = mark.start() - context;
      return from <= 0 ? 0 : Excerpt.cut(text, from);
    }

    int to(Mark mark) {
      int end = Math.min(mark.end(), mark.start() + Math.max(0, most - 2 * context)) + context;
      return end >= text.length() ? text.length() : Excerpt.cut(text, end);
    }

    boolean fits(Mark mark) {
      int from = from(mark);
      int to = Math.max(from, to(mark));
      return characters + hidden(from, to) <= most;
    }

    private int hidden(int from, int to) {
      return to - from - shown.get(from, to).cardinality();
    }

    void show(Mark mark) {
      int from = from(mark);
      int to = Math.max(from, to(mark));
      characters += hidden(from, to);
      shown.set(from, to);
    }

    boolean shows(Mark mark) {
      return shown.get(mark.start()) || (mark.start() > 0 && shown.get(mark.start() - 1));
    }

    List<Span> spans() {
      closeGaps();
      List<Span> out = new ArrayList<>();
      int at = 0;
      for (Span span : spans) {
        int end = at + span.text().length();
        int from = shown.nextSetBit(at);
        while (from >= 0 && from < end) {
          int to = Math.min(end, shown.nextClearBit(from));
          if (from > 0 && !shown.get(from - 1)) {
            out.add(new Span(ELLIPSIS, Span.Style.PLAIN));
          }
          out.add(new Span(text.substring(from, to), span.style()));
          from = shown.nextSetBit(to);
        }
        at = end;
      }
      if (shown.length() < text.length()) {
        out.add(new Span(ELLIPSIS, Span.Style.PLAIN));
      }
      return out;
    }

    private void closeGaps() {
      for (int end = shown.nextClearBit(0); ; end = shown.nextClearBit(end)) {
        int next = shown.nextSetBit(end);
        if (next < 0) {
          return;
        }
        if (next - end < MIN_GAP && end > 0) {
          shown.set(end, next);
        }
        end = next;
      }
    }
  }

  /**
   * Cuts each text to about {@code length} characters.
   *
   * @param marked the styles that are marks
   * @return texts that fit, or hold no mark, as they were
   */
  public static Excerpts of(List<List<Span>> texts, Set<Span.Style> marked, int length) {
    List<Cut> cuts = texts.stream().map(spans -> new Cut(spans, marked, length)).toList();
    List<Cut> withMarks = cuts.stream().filter(cut -> !cut.marks.isEmpty()).toList();
    if (withMarks.stream().map(cut -> cut.marks.size()).distinct().count() == 1) {
      choose(withMarks);
    } else {
      withMarks.forEach(cut -> choose(List.of(cut)));
    }
    int marks = 0;
    int shown = 0;
    List<List<Span>> left = new ArrayList<>();
    for (Cut cut : cuts) {
      boolean cutsAnything = cut.text.length() > length && !cut.marks.isEmpty();
      left.add(cutsAnything ? cut.spans() : cut.spans);
      int inThis = cut.marks.size();
      int seen = cutsAnything ? (int) cut.marks.stream().filter(cut::shows).count() : inThis;
      if (inThis > marks || (inThis == marks && seen < shown)) {
        marks = inThis;
        shown = seen;
      }
    }
    return new Excerpts(left, marks, shown);
  }

  private static void choose(List<Cut> together) {
    int marks = together.get(0).marks.size();
    List<Integer> longestFirst =
        IntStream.range(0, marks)
            .boxed()
            .sorted(Comparator.comparingInt(n -> -longest(together, n)))
            .toList();
    for (int n : longestFirst) {
      boolean first = n == longestFirst.get(0);
      if (first || together.stream().allMatch(cut -> cut.fits(cut.marks.get(n)))) {
        together.forEach(cut -> cut.show(cut.marks.get(n)));
      }
    }
  }

  private static int longest(List<Cut> together, int n) {
    return together.stream()
        .mapToInt(cut -> cut.marks.get(n).end() - cut.marks.get(n).start())
        .max()
        .orElse(0);
  }
}
