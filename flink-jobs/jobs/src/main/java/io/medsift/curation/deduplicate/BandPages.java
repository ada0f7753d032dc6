package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ObjIntConsumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;

/**
 * The bands of the shards of a subtask in state, and the samples that have them. A page holds some
 * {@link #ON_PAGE} bands of a shard; a shard gets one page more, to which half of another goes,
 * whenever that many were added (linear hashing, Litwin 1980). New bands are appended to their
 * pages, many in one write, without reading them.
 */
final class BandPages {
  /** Bands on a page in the mean: more make writes larger, and looks into state dearer. */
  static final int ON_PAGE = 128;

  private static final int MOST_PAGES = 1 << 28;
  private static final int NUMBER_BITS = 24;
  private static final int PAGE_BITS = 28;

  /** Bands that can be written at once. */
  static final int MOST_AT_ONCE = 1 << NUMBER_BITS;

  private final Shards shards;
  private final RankedBuffer.ShardScope scope;
  private final PageStates pages;
  private final ValueState<Long> counts;
  private final long[] bands;
  private ByteBuffer written = ByteBuffer.allocate(0);

  /**
   * Pages in state.
   *
   * @param pages the parts of a page of the shard that is the current key
   * @param counts number of bands of the shard
   */
  BandPages(
      Shards shards, RankedBuffer.ShardScope scope, PageStates pages, ValueState<Long> counts) {
    this.shards = shards;
    this.scope = scope;
    this.pages = pages;
    this.counts = counts;
    this.bands = new long[shards.count()];
  }

  /** Takes up the shards of the subtask as they are in state. */
  void restore(List<Integer> keys) throws Exception {
    for (int shard = 0; shard < bands.length; shard++) {
      if (keys.contains(shards.key(shard))) {
        scope.enter(shards.key(shard));
        Long count = counts.value();
        bands[shard] = count == null ? 0 : count;
      }
    }
  }

  /** Gives {@code entry} each sample that has the band, and returns their number. */
  int forEach(long band, ObjIntConsumer<Rank> entry) throws Exception {
    int shard = shards.indexOf(band);
    if (bands[shard] == 0) {
      return 0;
    }
    scope.enter(shards.key(shard));
    int found = 0;
    for (byte[] part : parts(pageOf(band, pages(bands[shard])))) {
      found += BandPage.forEach(part, band, entry);
    }
    return found;
  }

  /** The bands of a shard, by its key, read page by page as the iterator advances. */
  Iterator<Long> bandsOf(int key) {
    return new BandsOfShard(key);
  }

  private final class BandsOfShard implements Iterator<Long> {
    private final int key;
    private final RecentBands page = new RecentBands();
    private int nextPage;
    private int next;

    BandsOfShard(int key) {
      this.key = key;
    }

    @Override
    public boolean hasNext() {
      // The number of pages grows meanwhile, and what is moved is moved to the newest.
      while (next == page.size() && nextPage < pages(bands[shards.indexOfKey(key)])) {
        page.clear();
        next = 0;
        scope.enter(key);
        try {
          for (byte[] part : parts(nextPage)) {
            BandPage.read(part, page);
          }
        } catch (Exception e) {
          throw new IllegalStateException("page " + nextPage + " of bands cannot be read", e);
        }
        nextPage++;
      }
      return next < page.size();
    }

    @Override
    public Long next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.band(next++);
    }
  }

  /** Appends bands to their pages, {@link #MOST_AT_ONCE} at most. */
  void append(RecentBands recent) throws Exception {
    makeRoom(recent);
    long[] order = new long[recent.size()];
    for (int i = 0; i < order.length; i++) {
      int shard = shards.indexOf(recent.band(i));
      int page = pageOf(recent.band(i), pages(bands[shard]));
      order[i] = ((long) shard << (PAGE_BITS + NUMBER_BITS)) | ((long) page << NUMBER_BITS) | i;
    }
    Arrays.sort(order);
    int[] numbers = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      numbers[i] = (int) order[i] & (MOST_AT_ONCE - 1);
    }
    for (int from = 0, to; from < order.length; from = to) {
      long place = order[from] >>> NUMBER_BITS;
      to = from + 1;
      while (to < order.length && order[to] >>> NUMBER_BITS == place) {
        to++;
      }
      scope.enter(shards.key((int) (place >>> PAGE_BITS)));
      pages.of((int) place & (MOST_PAGES - 1)).add(write(recent, numbers, from, to));
    }
  }

  /** Counts the bands, and splits pages until there are enough for them. */
  private void makeRoom(RecentBands recent) throws Exception {
    long[] grown = bands.clone();
    for (int i = 0; i < recent.size(); i++) {
      grown[shards.indexOf(recent.band(i))]++;
    }
    for (int shard = 0; shard < bands.length; shard++) {
      if (grown[shard] > bands[shard]) {
        scope.enter(shards.key(shard));
        // The pages of an empty shard need not be split.
        for (int page = pages(bands[shard]);
            bands[shard] > 0 && page < pages(grown[shard]);
            page++) {
          split(page);
        }
        bands[shard] = grown[shard];
        counts.update(grown[shard]);
      }
    }
  }

  /** Moves to a new page what belongs there of the one that it is split from. */
  private void split(int newest) throws Exception {
    int source = newest - Integer.highestOneBit(newest);
    RecentBands page = new RecentBands();
    for (byte[] part : parts(source)) {
      BandPage.read(part, page);
    }
    int[] staying = new int[page.size()];
    int[] moving = new int[page.size()];
    int stay = 0;
    int move = 0;
    for (int i = 0; i < page.size(); i++) {
      if (pageOf(page.band(i), newest + 1) == newest) {
        moving[move++] = i;
      } else {
        staying[stay++] = i;
      }
    }
    if (move > 0) {
      put(source, page, staying, stay);
      put(newest, page, moving, move);
    }
  }

  private void put(int page, RecentBands bandsOfPage, int[] numbers, int count) throws Exception {
    pages.of(page).update(count == 0 ? List.of() : List.of(write(bandsOfPage, numbers, 0, count)));
  }

  private byte[] write(RecentBands some, int[] numbers, int from, int to) {
    int most = BandPage.mostBytes(to - from);
    if (written.capacity() < most) {
      written = ByteBuffer.allocate(2 * most);
    }
    return BandPage.write(some, numbers, from, to, written.clear());
  }

  private Iterable<byte[]> parts(int page) throws Exception {
    Iterable<byte[]> parts = pages.of(page).get();
    return parts == null ? List.of() : parts;
  }

  private static int pages(long bands) {
    return (int) Math.max(1, Math.min(MOST_PAGES, (bands + ON_PAGE - 1) / ON_PAGE));
  }

  /** By the upper bits: the shard is chosen by the lower ones, mixed with these. */
  private static int pageOf(long band, int pages) {
    int hash = (int) (band >>> 33);
    int doubled = Integer.highestOneBit(pages) << 1;
    int page = hash & (doubled - 1);
    return page < pages ? page : page - (doubled >>> 1);
  }

  /** The pages of the shard that is the current key. */
  @FunctionalInterface
  interface PageStates {
    ListState<byte[]> of(int page) throws Exception;
  }
}
