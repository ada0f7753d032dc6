package io.medsift.console.index;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * The documents of a segment that a query finds.
 *
 * @param whole whether these are all its verdicts
 */
record MatchingLeaf(LeafReaderContext leaf, FixedBitSet set, int count, boolean whole) {
  /** All verdicts of a segment. */
  static MatchingLeaf whole(LeafReaderContext leaf) throws IOException {
    LeafReader reader = leaf.reader();
    Bits live = reader.getLiveDocs();
    FixedBitSet set;
    if (live == null) {
      set = new FixedBitSet(reader.maxDoc());
      set.set(0, reader.maxDoc());
    } else {
      set = FixedBitSet.copyOf(live);
    }
    PostingsEnum others =
        reader.postings(new Term(RowDocument.NO_VERDICT, "yes"), PostingsEnum.NONE);
    if (others != null) {
      set.andNot(others);
    }
    return new MatchingLeaf(leaf, set, set.cardinality(), true);
  }

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
