package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.state.ListState;

/**
 * Items of a keyed operator that wait on the heap for the watermark: by shard, and in each shard by
 * the time of their rank, so that a watermark touches only what it passes. A checkpoint writes the
 * items of each shard to its keyed state, so that they move with the shard when the job is
 * rescaled.
 */
final class RankedBuffer<T> {
  private final ToIntFunction<T> shardOf;
  private final Function<T, Rank> rankOf;
  private final ListState<T> saved;
  private final Map<Integer, TreeMap<Long, List<T>>> shards = new TreeMap<>();
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
    shards
        .computeIfAbsent(shard, key -> new TreeMap<>())
        .computeIfAbsent(rankOf.apply(item).time(), time -> new ArrayList<>(1))
        .add(item);
    size++;
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
    for (Map.Entry<Integer, TreeMap<Long, List<T>>> shard : shards.entrySet()) {
      List<T> items = new ArrayList<>();
      shard.getValue().values().forEach(items::addAll);
      scope.enter(shard.getKey());
      saved.update(items);
    }
    shards.values().removeIf(Map::isEmpty);
  }

  /**
   * Hands over, shard by shard, the items that the watermark has passed, in rank order; the shard
   * is the current key meanwhile.
   */
  void drain(long watermark, ShardScope scope, Drain<T> drain) throws Exception {
    for (Map.Entry<Integer, TreeMap<Long, List<T>>> shard : shards.entrySet()) {
      List<T> ready = takeReady(shard.getValue(), watermark);
      if (!ready.isEmpty()) {
        scope.enter(shard.getKey());
        drain.accept(ready);
      }
    }
  }

  private List<T> takeReady(NavigableMap<Long, List<T>> byTime, long watermark) {
    List<T> ready = new ArrayList<>();
    while (!byTime.isEmpty() && byTime.firstKey() <= watermark) {
      ready.addAll(byTime.pollFirstEntry().getValue());
    }
    ready.sort(Comparator.comparing(rankOf));
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
