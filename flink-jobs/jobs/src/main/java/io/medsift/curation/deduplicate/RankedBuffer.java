package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.state.ListState;

/**
 * Items of a keyed operator that wait on the heap for the watermark: by shard, and in each shard in
 * a queue by rank, so that a watermark touches only what it passes. A checkpoint writes the items
 * of each shard to its keyed state, so that they move with the shard when the job is rescaled.
 */
final class RankedBuffer<T> {
  private final ToIntFunction<T> shardOf;
  private final Function<T, Rank> rankOf;
  private final ListState<T> saved;
  private final Map<Integer, PriorityQueue<T>> shards = new TreeMap<>();
  private int size;

  RankedBuffer(ToIntFunction<T> shardOf, Function<T, Rank> rankOf, ListState<T> saved) {
    this.shardOf = shardOf;
    this.rankOf = rankOf;
    this.saved = saved;
  }

  void add(T item) {
    add(shardOf.applyAsInt(item), item);
  }

  private void add(int shard, T item) {
    shards.computeIfAbsent(shard, key -> new PriorityQueue<>(this::byRank)).add(item);
    size++;
  }

  private int byRank(T first, T second) {
    return rankOf.apply(first).compareTo(rankOf.apply(second));
  }

  int size() {
    return size;
  }

  /** Takes back what the shard that is the current key had saved. */
  void restore(int shard) throws Exception {
    for (T item : saved.get()) {
      add(shard, item);
    }
  }

  /** Writes the items of each shard to its state. */
  void save(ShardScope scope) throws Exception {
    for (Map.Entry<Integer, PriorityQueue<T>> shard : shards.entrySet()) {
      scope.enter(shard.getKey());
      saved.update(new ArrayList<>(shard.getValue()));
    }
    shards.values().removeIf(PriorityQueue::isEmpty);
  }

  /**
   * Hands over, shard by shard, the items that the watermark has passed, in rank order; the shard
   * is the current key meanwhile.
   */
  void drain(long watermark, ShardScope scope, Drain<T> drain) throws Exception {
    for (Map.Entry<Integer, PriorityQueue<T>> shard : shards.entrySet()) {
      List<T> ready = takeReady(shard.getValue(), watermark);
      if (!ready.isEmpty()) {
        scope.enter(shard.getKey());
        drain.accept(ready);
      }
    }
  }

  private List<T> takeReady(PriorityQueue<T> waiting, long watermark) {
    List<T> ready = new ArrayList<>();
    while (!waiting.isEmpty() && rankOf.apply(waiting.peek()).time() <= watermark) {
      ready.add(waiting.poll());
    }
    size -= ready.size();
    return ready;
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
