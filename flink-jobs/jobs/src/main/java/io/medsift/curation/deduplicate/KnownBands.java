package io.medsift.curation.deduplicate;

import io.medsift.minhash.HashFilter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;

/**
 * Tells most bands that state does not hold, without a look into it, and never says so of one that
 * it holds.
 *
 * <p>It is in no checkpoint. Where the job is restored, the keys in state are read little by
 * little, so that the job goes on meanwhile; until those of a shard are read, state may hold any of
 * its bands.
 */
final class KnownBands {
  /**
   * The heap that a subtask takes for it at most. Of the 26 bands of a sample it then takes one for
   * known at 1.3 million samples in a subtask, and half of them at 5 million.
   */
  private static final long MOST_BYTES = 48 << 20;

  private final HashFilter filter = new HashFilter(MOST_BYTES);
  private final Deque<Integer> unread;
  private Iterator<Long> keys;

  /**
   * Begins without a band.
   *
   * @param unread keys of the shards whose state is to be read
   */
  KnownBands(Collection<Integer> unread) {
    this.unread = new ArrayDeque<>(unread);
  }

  /** False only where the state of a shard, by its key, does not hold the band. */
  boolean mayHold(int shard, long band) {
    return (!unread.isEmpty() && unread.contains(shard)) || filter.mayContain(band);
  }

  /** Adds a band that comes into state. */
  void add(long band) {
    filter.add(band);
  }

  /** Reads at most {@code most} keys that were in state from the start. */
  void readOn(StateKeys state, int most) throws Exception {
    for (int read = 0; read < most && !unread.isEmpty(); read++) {
      if (keys == null) {
        keys = state.of(unread.getFirst()).iterator();
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
    Iterable<Long> of(int shard) throws Exception;
  }
}
