package io.medsift.console.index;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** The documents of a segment that a query finds. */
record MatchingLeaf(LeafReaderContext leaf, FixedBitSet set, int count) {
  DocIdSetIterator docs() {
    return new BitSetIterator(set, count);
  }

  /** The first of them from {@code from} on; {@code to} or more where none comes before it. */
  int next(int from, int to) {
    return from < to ? set.nextSetBit(from) : to;
  }

  NumericDocValues numbers(String field) throws IOException {
    return DocValues.getNumeric(leaf.reader(), field);
  }

  SortedDocValues values(Facet dimension) throws IOException {
    return DocValues.getSorted(leaf.reader(), dimension.wireName());
  }
}
