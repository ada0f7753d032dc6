package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.state.ListState;

/**
 * Items of a keyed operator that wait on the heap for the watermark, by shard. What came since the
 * last watermark is in a list, and mostly in order; what that watermark did not pass is in a queue
 * by rank, so that later ones touch only what they pass. A checkpoint writes the items of each
 * shard to its keyed state, so that they move with the shard when the job is rescaled.
 */
final class RankedBuffer<T> {
  private final ToIntFunction<T> shardOf;
  private final Function<T, Rank> rankOf;
  private final Comparator<T> byRank;
  private final Function<T, List<T>> parts;
  private final ListState<T> saved;
  private final Map<Integer, Waiting> shards = new TreeMap<>();
  private final Set<Integer> savedShards = new HashSet<>();
  private final boolean together;
  private int size;

  private final class Waiting {
    final List<T> fresh = new ArrayList<>();
    final PriorityQueue<T> later = new PriorityQueue<>(byRank);
  }

  /** A buffer whose items belong to one shard each. */
  RankedBuffer(ToIntFunction<T> shardOf, Function<T, Rank> rankOf, ListState<T> saved) {
    this(shardOf, rankOf, saved, List::of, false);
  }

  /**
   * A buffer whose items are handed over in the order of all shards, since one may belong to
   * several.
   *
   * @param parts cuts an item into one for each of its shards, as state keeps them
   */
  static <T> RankedBuffer<T> ofAllShards(
      ToIntFunction<T> shardOf,
      Function<T, Rank> rankOf,
      ListState<T> saved,
      Function<T, List<T>> parts) {
    return new RankedBuffer<>(shardOf, rankOf, saved, parts, true);
  }

  private RankedBuffer(
      ToIntFunction<T> shardOf,
      Function<T, Rank> rankOf,
      ListState<T> saved,
      Function<T, List<T>> parts,
      boolean together) {
    this.shardOf = shardOf;
    this.rankOf = rankOf;
    this.byRank = Comparator.comparing(rankOf);
    this.saved = saved;
    this.parts = parts;
    this.together = together;
  }

  void add(T item) {
    int shard = together ? 0 : shardOf.applyAsInt(item);
    shards.computeIfAbsent(shard, key -> new Waiting()).fresh.add(item);
    size++;
  }

  int size() {
    return size;
  }

  /** Takes back what the shard that is the current key had saved. */
  void restore(int shard) throws Exception {
    for (T item : saved.get()) {
      add(item);
    }
    savedShards.add(shard);
  }

  /** Writes the items of each shard to its state. */
  void save(ShardScope scope) throws Exception {
    Map<Integer, List<T>> byShard = new TreeMap<>();
    savedShards.forEach(shard -> byShard.put(shard, new ArrayList<>()));
    for (Waiting waiting : shards.values()) {
      waiting.fresh.forEach(item -> group(item, byShard));
      waiting.later.forEach(item -> group(item, byShard));
    }
    for (Map.Entry<Integer, List<T>> shard : byShard.entrySet()) {
      scope.enter(shard.getKey());
      saved.update(shard.getValue());
    }
    byShard.values().removeIf(List::isEmpty);
    savedShards.clear();
    savedShards.addAll(byShard.keySet());
  }

  private void group(T item, Map<Integer, List<T>> byShard) {
    for (T part : parts.apply(item)) {
      byShard.computeIfAbsent(shardOf.applyAsInt(part), key -> new ArrayList<>()).add(part);
    }
  }

  /**
   * Hands over, shard by shard, the items that the watermark has passed, in rank order; the shard
   * is the current key meanwhile. Items of all shards are handed over at once, under no key.
   */
  void drain(long watermark, ShardScope scope, Drain<T> drain) throws Exception {
    for (Map.Entry<Integer, Waiting> shard : shards.entrySet()) {
      List<T> ready = takeReady(shard.getValue(), watermark);
      if (!ready.isEmpty()) {
        if (!together) {
          scope.enter(shard.getKey());
        }
        drain.accept(ready);
      }
    }
  }

  private List<T> takeReady(Waiting waiting, long watermark) {
    List<T> ready = new ArrayList<>();
    while (!waiting.later.isEmpty() && isPassed(waiting.later.peek(), watermark)) {
      ready.add(waiting.later.poll());
    }
    for (T item : waiting.fresh) {
      if (isPassed(item, watermark)) {
        ready.add(item);
      } else {
        waiting.later.add(item);
      }
    }
    waiting.fresh.clear();
    ready.sort(byRank);
    size -= ready.size();
    return ready;
  }

  private boolean isPassed(T item, long watermark) {
    return rankOf.apply(item).time() <= watermark;
  }

  /** Makes a shard the current key of the operator. */
  @FunctionalInterface
  interface ShardScope {
    void enter(int shard);
  }

  /** Takes the items of one shard. */
  @FunctionalInterface
  interface Drain<T> {
    void accept(List<T> items) throws Exception;
  }
}
