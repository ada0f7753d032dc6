package io.medsift.console.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * How often the values of a dimension were written over time, in spans of equal length.
 *
 * @param first when the first verdict was written, milliseconds since the epoch
 * @param last when the last one was
 * @param counts by value and span; verdicts without a value are left out
 */
public record TimeTable(long first, long last, Map<String, long[]> counts) {
  private static final int MAX_VALUES = 2_000;

  /** Counts the matches of a filter, of at most 2,000 values. */
  public static TimeTable of(Matches matches, Facet dimension, int spans) throws IOException {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (MatchingLeaf leaf : matches.leaves) {
      NumericDocValues times = leaf.numbers(RowDocument.WRITTEN);
      DocIdSetIterator docs = leaf.docs();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (times.advanceExact(doc)) {
          first = Math.min(first, times.longValue());
          last = Math.max(last, times.longValue());
        }
      }
    }
    Map<String, long[]> counts = new LinkedHashMap<>();
    if (first > last) {
      return new TimeTable(0, 0, counts);
    }
    for (MatchingLeaf leaf : matches.leaves) {
      count(leaf, dimension, first, last, spans, counts);
    }
    return new TimeTable(first, last, counts);
  }

  private static void count(
      MatchingLeaf leaf,
      Facet dimension,
      long first,
      long last,
      int spans,
      Map<String, long[]> counts)
      throws IOException {
    NumericDocValues times = leaf.numbers(RowDocument.WRITTEN);
    SortedDocValues values = leaf.values(dimension);
    Map<Integer, long[]> byOrdinal = new HashMap<>();
    double width = (last - first + 1.0) / spans;
    DocIdSetIterator docs = leaf.docs();
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if (!values.advanceExact(doc) || !times.advanceExact(doc)) {
        continue;
      }
      long[] row = byOrdinal.get(values.ordValue());
      if (row == null) {
        String value = values.lookupOrd(values.ordValue()).utf8ToString();
        row = counts.get(value);
        if (row == null) {
          if (counts.size() == MAX_VALUES) {
            continue;
          }
          row = new long[spans];
          counts.put(value, row);
        }
        byOrdinal.put(values.ordValue(), row);
      }
      row[Math.min(spans - 1, (int) ((times.longValue() - first) / width))]++;
    }
  }

  /** All values together, by span. */
  public long[] sums(int spans) {
    long[] sums = new long[spans];
    for (long[] row : counts.values()) {
      for (int span = 0; span < spans; span++) {
        sums[span] += row[span];
      }
    }
    return sums;
  }
}
