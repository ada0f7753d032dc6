package io.medsift.console.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.util.Bits;
import org.junit.jupiter.api.Test;

final class StreamViewTest {
  private static final int SIZE = 1_000_000;

  /** Goes through documents, and never finds one. */
  private static final class NoMatch extends BulkScorer {
    private int reached;

    @Override
    public int score(LeafCollector collector, Bits live, int from, int to) {
      reached = to;
      return to;
    }

    @Override
    public long cost() {
      return SIZE;
    }
  }

  @Test
  void aSearchThatFindsNothingIsEndedToo() throws Exception {
    NoMatch scorer = new NoMatch();
    AtomicInteger looks = new AtomicInteger();
    assertThatThrownBy(() -> StreamView.set(scorer, SIZE, null, () -> looks.incrementAndGet() > 3))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessageStartingWith("the search takes longer than 10 seconds");
    assertThat(scorer.reached).isLessThan(SIZE);
    assertThat(StreamView.set(scorer, SIZE, null, () -> false).cardinality()).isZero();
    assertThat(scorer.reached).isEqualTo(SIZE);
  }
}
