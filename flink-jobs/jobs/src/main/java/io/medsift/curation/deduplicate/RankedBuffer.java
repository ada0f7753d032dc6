package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.state.ListState;

/**
 * Items of a keyed operator that wait on the heap for the watermark, by shard. At a checkpoint each
 * shard's items are written to its keyed state, so they move with the shard when the job is
 * rescaled.
 */
final class RankedBuffer<T> {
  private final ToIntFunction<T> shardOf;
  private final Function<T, Rank> rankOf;
  private final ListState<T> saved;
  private final Map<Integer, List<T>> buffers = new TreeMap<>();

  RankedBuffer(ToIntFunction<T> shardOf, Function<T, Rank> rankOf, ListState<T> saved) {
    this.shardOf = shardOf;
    this.rankOf = rankOf;
    this.saved = saved;
  }

  void add(T item) {
    buffers.computeIfAbsent(shardOf.applyAsInt(item), shard -> new ArrayList<>()).add(item);
  }

  int size() {
    return buffers.values().stream().mapToInt(List::size).sum();
  }

  /** Takes back what the shard that is the current key had saved. */
  void restore(int shard) throws Exception {
    List<T> items = new ArrayList<>();
    saved.get().forEach(items::add);
    if (!items.isEmpty()) {
      buffers.put(shard, items);
    }
  }

  /** Writes every shard's items to its state. */
  void save(ShardScope scope) throws Exception {
    for (Map.Entry<Integer, List<T>> buffer : buffers.entrySet()) {
      scope.enter(buffer.getKey());
      saved.update(buffer.getValue());
    }
    buffers.values().removeIf(List::isEmpty);
  }

  /**
   * Hands over, shard by shard, the items that the watermark has passed, in rank order; the shard
   * is the current key meanwhile.
   */
  void drain(long watermark, ShardScope scope, Drain<T> drain) throws Exception {
    for (Map.Entry<Integer, List<T>> buffer : buffers.entrySet()) {
      List<T> ready = takeReady(buffer.getValue(), watermark);
      if (!ready.isEmpty()) {
        scope.enter(buffer.getKey());
        drain.accept(ready);
      }
    }
  }

  private List<T> takeReady(List<T> items, long watermark) {
    List<T> ready = new ArrayList<>();
    items.removeIf(
        item -> {
          boolean passed = rankOf.apply(item).time() <= watermark;
          if (passed) {
            ready.add(item);
          }
          return passed;
        });
    ready.sort(Comparator.comparing(rankOf));
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
