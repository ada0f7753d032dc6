package io.medsift.curation.deduplicate;

import io.medsift.minhash.HashFilter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongToIntFunction;

/**
 * Tells most bands that state does not hold, without a look into it, and never says so of one that
 * it holds.
 *
 * <p>It is in no checkpoint. Where the job is restored, the keys in state are read little by
 * little, so that the job continues meanwhile; until those of a shard are read, state may hold any
 * of its bands.
 */
final class KnownBands {
  private static final int SHARE_OF_HEAP = 6;
  private static final long LEAST_BYTES = 48 << 20;
  private static final long MOST_BYTES = 176 << 20;

  private final HashFilter filter;
  private final Deque<Integer> unread;
  private Iterator<Long> keys;

  /**
   * The heap that a subtask should take for it at most: a sixth of all, within bounds. With the
   * upper one it is full at 3 million samples in a subtask, with the lower one at 800,000.
   */
  static long mostBytes() {
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    return Math.max(LEAST_BYTES, Math.min(MOST_BYTES, share));
  }

  /**
   * Begins without a band.
   *
   * @param mostBytes of heap
   * @param unread keys of the shards whose state is to be read
   */
  KnownBands(long mostBytes, Collection<Integer> unread) {
    this.filter = new HashFilter(mostBytes);
    this.unread = new ArrayDeque<>(unread);
  }

  /**
   * False only for bands that neither the state of their shard nor this holds.
   *
   * @param shardOf key of the shard of a band
   * @param answers one for each band, which are overwritten
   */
  void mayHold(long[] bands, LongToIntFunction shardOf, boolean[] answers) {
    filter.mayContain(bands, answers);
    if (!unread.isEmpty()) {
      for (int i = 0; i < bands.length; i++) {
        answers[i] |= unread.contains(shardOf.applyAsInt(bands[i]));
      }
    }
  }

  /** Adds a band. */
  void add(long band) {
    filter.add(band);
  }

  /** Returns whether it should be spared further bands. */
  boolean isFull() {
    return filter.isFull();
  }

  /** Reads at most {@code most} keys that were in state from the start. */
  void readOn(StateKeys state, int most) throws Exception {
    for (int read = 0; read < most && !unread.isEmpty(); read++) {
      if (keys == null) {
        keys = state.of(unread.getFirst());
      }
      if (keys.hasNext()) {
        filter.add(keys.next());
      } else {
        keys = null;
        unread.removeFirst();
      }
    }
  }

  /** The bands that state holds for a shard. */
  @FunctionalInterface
  interface StateKeys {
    Iterator<Long> of(int shard) throws Exception;
  }
}
