package io.medsift.console.index;

import io.medsift.console.index.ListedVerdict.Mark;
import io.medsift.review.reviews.Draw;
import io.medsift.review.rows.RowLocation;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;

/** The verdicts that a filter lets through. */
public final class Matches {
  /** How many values of a dimension are counted at least, where it has so many. */
  public static final int MAX_VALUES = 2_000;

  // Rows come nearly in the order of their times: read from the end, few displace one that is kept.
  private static final int BLOCK = 1 << 13;

  final List<MatchingLeaf> leaves;

  private record Found(Mark mark, MatchingLeaf leaf, int doc) {}

  Matches(List<MatchingLeaf> leaves) {
    this.leaves = leaves;
  }

  /** How many there are. */
  public long total() {
    return leaves.stream().mapToLong(MatchingLeaf::count).sum();
  }

  /**
   * The latest of them, at most {@code most}.
   *
   * @param after only those before this place; null for all
   */
  public List<ListedVerdict> latest(int most, Mark after) throws IOException {
    PriorityQueue<Found> best = new PriorityQueue<>(Comparator.comparing(Found::mark));
    for (int i = leaves.size() - 1; i >= 0; i--) {
      MatchingLeaf leaf = leaves.get(i);
      for (int end = leaf.set().length(); end > 0; end -= BLOCK) {
        offer(leaf, Math.max(0, end - BLOCK), end, most, after, best);
      }
    }
    List<ListedVerdict> listed = new ArrayList<>();
    while (!best.isEmpty()) {
      listed.add(0, listed(best.remove()));
    }
    return listed;
  }

  private static void offer(
      MatchingLeaf leaf, int from, int to, int most, Mark after, PriorityQueue<Found> best)
      throws IOException {
    NumericDocValues times = leaf.numbers(RowDocument.WRITTEN);
    NumericDocValues rows = leaf.numbers(RowDocument.ROW);
    for (int doc = leaf.next(from, to); doc < to; doc = leaf.next(doc + 1, to)) {
      long written = times.advanceExact(doc) ? times.longValue() : 0;
      boolean full = best.size() == most;
      if ((full && written < best.peek().mark().written())
          || (after != null && written > after.written())) {
        continue;
      }
      Mark mark = new Mark(written, rows.advanceExact(doc) ? rows.longValue() : 0);
      if ((after == null || mark.compareTo(after) < 0)
          && (!full || mark.compareTo(best.peek().mark()) > 0)) {
        best.add(new Found(mark, leaf, doc));
        if (full) {
          best.remove();
        }
      }
    }
  }

  /**
   * The positions of those of their samples that are drawn.
   *
   * @param topic of the samples
   */
  public List<Position> draw(String topic, Draw draw) throws IOException {
    Draw.Drawing drawing = draw.of(topic);
    for (MatchingLeaf leaf : leaves) {
      NumericDocValues partitions = leaf.numbers(RowDocument.PARTITION);
      NumericDocValues offsets = leaf.numbers(RowDocument.OFFSET);
      DocIdSetIterator docs = leaf.docs();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (partitions.advanceExact(doc) && offsets.advanceExact(doc)) {
          drawing.offer((int) partitions.longValue(), offsets.longValue());
        }
      }
    }
    return drawing.positions();
  }

  private static ListedVerdict listed(Found found) throws IOException {
    Document shown = found.leaf().leaf().reader().storedFields().document(found.doc());
    Map<Facet, String> values = new EnumMap<>(Facet.class);
    for (Facet dimension : Facet.values()) {
      if (dimension == Facet.REVISED) {
        NumericDocValues revised = found.leaf().numbers(RowDocument.REVISED);
        if (revised.advanceExact(found.doc()) && revised.longValue() > 0) {
          values.put(dimension, revisedName(revised.longValue()));
        }
        continue;
      }
      SortedDocValues value = found.leaf().values(dimension);
      if (value.advanceExact(found.doc())) {
        values.put(dimension, value.lookupOrd(value.ordValue()).utf8ToString());
      }
    }
    return new ListedVerdict(
        RowLocation.unpack(found.mark().row()),
        shown.get(RowDocument.POSITION),
        orEmpty(shown.get(RowDocument.SHOWN_ID)),
        values,
        orEmpty(shown.get(RowDocument.WHY)),
        orEmpty(shown.get(RowDocument.PROMPT)),
        found.mark().written());
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /**
   * How often each value of a dimension is among them, the most frequent first. Of a dimension with
   * more than 2,000 values in a segment, the most frequent of it are counted.
   */
  public Map<String, Long> counts(Facet dimension) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    for (MatchingLeaf leaf : leaves) {
      if (dimension == Facet.REVISED) {
        revisions(leaf, counts);
      } else {
        SortedDocValues values = leaf.values(dimension);
        add(values, ValueCounts.of(leaf, dimension, values), counts);
      }
    }
    return sorted(counts);
  }

  private static void revisions(MatchingLeaf leaf, Map<String, Long> counts) throws IOException {
    NumericDocValues revised = leaf.numbers(RowDocument.REVISED);
    DocIdSetIterator docs = leaf.docs();
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if (revised.advanceExact(doc) && revised.longValue() > 0) {
        counts.merge(revisedName(revised.longValue()), 1L, Long::sum);
      }
    }
  }

  private static String revisedName(long revised) {
    return revised == StreamIndex.REVOKED ? "revoked" : "reinstated";
  }

  // Where a writer of samples makes up a million names, the most frequent are enough.
  private static void add(SortedDocValues values, long[] byOrdinal, Map<String, Long> counts)
      throws IOException {
    long least = 1;
    if (byOrdinal.length > MAX_VALUES) {
      long[] ascending = byOrdinal.clone();
      Arrays.sort(ascending);
      least = Math.max(1, ascending[ascending.length - MAX_VALUES]);
    }
    long atLeast = least;
    long room = MAX_VALUES - Arrays.stream(byOrdinal).filter(count -> count > atLeast).count();
    for (int ordinal = 0; ordinal < byOrdinal.length; ordinal++) {
      if (byOrdinal[ordinal] > least || (byOrdinal[ordinal] == least && room-- > 0)) {
        counts.merge(values.lookupOrd(ordinal).utf8ToString(), byOrdinal[ordinal], Long::sum);
      }
    }
  }

  private static Map<String, Long> sorted(Map<String, Long> counts) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }

  /**
   * How often each pair of values is among them: counts by the value of {@code column}, by the
   * value of {@code row}. A missing value of the column is the empty text; verdicts without one of
   * the row are left out.
   */
  public Map<String, Map<String, Long>> table(Facet row, Facet column) throws IOException {
    Map<String, Map<String, Long>> table = new HashMap<>();
    for (MatchingLeaf leaf : leaves) {
      SortedDocValues rows = leaf.values(row);
      SortedDocValues columns = leaf.values(column);
      int width = columns.getValueCount() + 1;
      Map<Integer, long[]> cells = new HashMap<>();
      for (int doc = rows.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = rows.nextDoc()) {
        if (leaf.set().get(doc)) {
          long[] cell = cells.get(rows.ordValue());
          if (cell == null && cells.size() < MAX_VALUES) {
            cell = new long[width];
            cells.put(rows.ordValue(), cell);
          }
          if (cell != null) {
            cell[columns.advanceExact(doc) ? columns.ordValue() + 1 : 0]++;
          }
        }
      }
      for (Map.Entry<Integer, long[]> each : cells.entrySet()) {
        String name = rows.lookupOrd(each.getKey()).utf8ToString();
        Map<String, Long> counts = table.computeIfAbsent(name, none -> new HashMap<>());
        for (int i = 0; i < width; i++) {
          if (each.getValue()[i] > 0) {
            String value = i == 0 ? "" : columns.lookupOrd(i - 1).utf8ToString();
            counts.merge(value, each.getValue()[i], Long::sum);
          }
        }
      }
    }
    return table;
  }
}
