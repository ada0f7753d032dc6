package io.medsift.console.index;

import io.medsift.review.rows.RowLocation;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.ExitableDirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** The verdicts of a moment: lists, counts and tables of those that a filter lets through. */
public final class StreamView {
  private static final int MAX_AT = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  // Documents of a segment between two looks at the clock.
  private static final int BETWEEN_LOOKS = 1 << 14;

  private final IndexSearcher searcher;

  StreamView(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** The number of rows, records that are not rows included. */
  long rows() throws IOException {
    return count(VerdictFilter.ALL) + broken();
  }

  /** Where the latest decision on a prompt stands. */
  Optional<StreamIndex.PromptPlace> prompt(String key) throws IOException {
    for (MatchingLeaf leaf : sets(term(RowDocument.PROMPT_KEY, key))) {
      NumericDocValues partitions = leaf.numbers(RowDocument.PARTITION);
      NumericDocValues offsets = leaf.numbers(RowDocument.OFFSET);
      int doc = leaf.docs().nextDoc();
      if (doc != DocIdSetIterator.NO_MORE_DOCS
          && partitions.advanceExact(doc)
          && offsets.advanceExact(doc)) {
        return Optional.of(
            new StreamIndex.PromptPlace((int) partitions.longValue(), offsets.longValue()));
      }
    }
    return Optional.empty();
  }

  /** The verdicts on the sample at a position, as lists show them. */
  public List<ListedVerdict> at(Position position) throws IOException {
    return new Matches(sets(term(RowDocument.POSITION, position.toString()))).latest(MAX_AT, null);
  }

  /** How many verdicts a filter lets through. */
  public long count(VerdictFilter filter) throws IOException {
    return searcher.count(query(filter));
  }

  /** The matches of a filter, to be counted and listed. */
  public Matches matches(VerdictFilter filter) throws IOException {
    if (!filter.equals(VerdictFilter.ALL)) {
      return new Matches(sets(query(filter)));
    }
    List<MatchingLeaf> whole = new ArrayList<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      whole.add(MatchingLeaf.whole(leaf));
    }
    return new Matches(whole);
  }

  private static Query term(String field, String text) {
    return new TermQuery(new Term(field, RowDocument.term(text)));
  }

  // Only what finds the matches is limited in time: what goes through them takes no longer than
  // there are verdicts. The reader sees to the terms, the loop over each segment to the rest.
  private List<MatchingLeaf> sets(Query query) throws IOException {
    List<MatchingLeaf> sets = new ArrayList<>();
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      QueryTimeout timeout = () -> System.nanoTime() > end;
      IndexSearcher limited =
          new IndexSearcher(
              new ExitableDirectoryReader((DirectoryReader) searcher.getIndexReader(), timeout));
      Weight weight = limited.createWeight(limited.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
      for (LeafReaderContext leaf : limited.getIndexReader().leaves()) {
        BulkScorer scorer = weight.bulkScorer(leaf);
        if (scorer != null) {
          LeafReader reader = leaf.reader();
          FixedBitSet set = set(scorer, reader.maxDoc(), reader.getLiveDocs(), timeout);
          sets.add(new MatchingLeaf(leaves.get(leaf.ord), set, set.cardinality(), false));
        }
      }
      return sets;
    } catch (ExitableDirectoryReader.ExitingReaderException e) {
      throw slow(e);
    }
  }

  private static InterruptedIOException slow(Exception cause) {
    InterruptedIOException slow =
        new InterruptedIOException(
            String.format(
                Locale.ROOT,
                "the search takes longer than %d seconds; name fewer words, and more of each that"
                    + " ends in *",
                PATIENCE.toSeconds()));
    slow.initCause(cause);
    return slow;
  }

  /** The live documents of a segment that a query finds, unless finding them takes too long. */
  static FixedBitSet set(BulkScorer scorer, int size, Bits live, QueryTimeout timeout)
      throws IOException {
    FixedBitSet set = new FixedBitSet(size);
    LeafCollector found =
        new LeafCollector() {
          @Override
          public void setScorer(Scorable unused) {}

          @Override
          public void collect(int doc) {
            set.set(doc);
          }
        };
    int doc = 0;
    while (doc < size) {
      if (timeout.shouldExit()) {
        throw slow(null);
      }
      doc = scorer.score(found, live, doc, Math.min(size, doc + BETWEEN_LOOKS));
    }
    return set;
  }

  /** Locations of the rows that a query finds, in order. */
  List<RowLocation> locations(Query query) throws IOException {
    List<RowLocation> found = new ArrayList<>();
    for (MatchingLeaf leaf : sets(query)) {
      NumericDocValues rows = leaf.numbers(RowDocument.ROW);
      DocIdSetIterator docs = leaf.docs();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (rows.advanceExact(doc)) {
          found.add(RowLocation.unpack(rows.longValue()));
        }
      }
    }
    found.sort(
        Comparator.comparing(RowLocation::output)
            .thenComparing(RowLocation::partition)
            .thenComparing(RowLocation::offset));
    return found;
  }

  /** How many records are no rows. */
  public long broken() throws IOException {
    return searcher.count(new TermQuery(new Term(RowDocument.BROKEN, "yes")));
  }

  /** The records that are not rows, and what is wrong with them, up to a number. */
  public Map<RowLocation, String> broken(int most) throws IOException {
    Map<RowLocation, String> found = new LinkedHashMap<>();
    for (MatchingLeaf leaf : sets(new TermQuery(new Term(RowDocument.BROKEN, "yes")))) {
      NumericDocValues rows = leaf.numbers(RowDocument.ROW);
      DocIdSetIterator docs = leaf.docs();
      for (int doc = docs.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS && found.size() < most;
          doc = docs.nextDoc()) {
        if (rows.advanceExact(doc)) {
          String why = leaf.leaf().reader().storedFields().document(doc).get(RowDocument.WHY);
          found.put(RowLocation.unpack(rows.longValue()), why);
        }
      }
    }
    return found;
  }

  private static Query query(VerdictFilter filter) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(new MatchAllDocsQuery(), Occur.FILTER);
    all.add(new TermQuery(new Term(RowDocument.NO_VERDICT, "yes")), Occur.MUST_NOT);
    filter
        .values()
        .forEach(
            (dimension, value) ->
                all.add(
                    dimension == Facet.REVISED
                        ? NumericDocValuesField.newSlowExactQuery(
                            RowDocument.REVISED,
                            value.equals("revoked") ? StreamIndex.REVOKED : StreamIndex.REINSTATED)
                        : new TermQuery(new Term(dimension.wireName(), RowDocument.term(value))),
                    Occur.FILTER));
    if (filter.since() > 0) {
      all.add(
          LongPoint.newRangeQuery(RowDocument.WRITTEN, filter.since(), Long.MAX_VALUE),
          Occur.FILTER);
    }
    if (filter.minScore() != null || filter.maxScore() != null) {
      all.add(
          DoublePoint.newRangeQuery(
              RowDocument.SCORE,
              filter.minScore() == null ? Double.NEGATIVE_INFINITY : filter.minScore(),
              filter.maxScore() == null ? Double.POSITIVE_INFINITY : filter.maxScore()),
          Occur.FILTER);
    }
    if (!filter.text().isBlank()) {
      String text = filter.text().strip();
      all.add(
          new BooleanQuery.Builder()
              .add(WordQuery.query(RowDocument.TEXT, text), Occur.SHOULD)
              .add(term(RowDocument.ID, text), Occur.SHOULD)
              .add(term(RowDocument.POSITION, text), Occur.SHOULD)
              .build(),
          Occur.FILTER);
    }
    return all.build();
  }
}
