package io.medsift.console.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** How often each value of a dimension is among documents of a segment, by its ordinal. */
final class ValueCounts {
  // Below this share of a segment it is faster to ask for each match than to go through all.
  private static final int FEW = 16;

  private ValueCounts() {}

  /**
   * Counts.
   *
   * @param values of the dimension in this segment, which are read to their end
   */
  static long[] of(MatchingLeaf leaf, Facet dimension, SortedDocValues values) throws IOException {
    long[] counts = new long[values.getValueCount()];
    if (counts.length == 0) {
      return counts;
    }
    if (leaf.whole() && counts.length < leaf.count() / FEW) {
      ofWhole(leaf.leaf().reader(), dimension, values, counts);
    } else if (leaf.count() < leaf.set().length() / FEW) {
      DocIdSetIterator docs = leaf.docs();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (values.advanceExact(doc)) {
          counts[values.ordValue()]++;
        }
      }
    } else {
      for (int doc = values.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = values.nextDoc()) {
        if (leaf.set().get(doc)) {
          counts[values.ordValue()]++;
        }
      }
    }
    return counts;
  }

  // The terms have their numbers of documents, those of deleted ones among them.
  private static void ofWhole(
      LeafReader reader, Facet dimension, SortedDocValues values, long[] counts)
      throws IOException {
    TermsEnum terms = Terms.getTerms(reader, dimension.wireName()).iterator();
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      int ordinal = values.lookupTerm(term);
      if (ordinal >= 0) {
        counts[ordinal] = terms.docFreq();
      }
    }
    Bits live = reader.getLiveDocs();
    if (live != null) {
      for (int doc = 0; doc < live.length(); doc++) {
        if (!live.get(doc) && values.advanceExact(doc)) {
          counts[values.ordValue()]--;
        }
      }
    }
  }
}
