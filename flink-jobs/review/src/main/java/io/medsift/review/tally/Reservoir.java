package io.medsift.review.tally;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Reservoir sample of a sequence, with a fixed seed. */
final class Reservoir<T> {
  private final int capacity;
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<T> kept = new ArrayList<>();
  private long offered;

  Reservoir(int capacity) {
    this.capacity = capacity;
  }

  /** Offers an element, which is made only if it is kept. */
  void offer(Supplier<T> element) {
    offered++;
    if (kept.size() < capacity) {
      kept.add(element.get());
      return;
    }
    long place = random.nextLong(offered);
    if (place < capacity) {
      kept.set((int) place, element.get());
    }
  }

  List<T> kept() {
    return List.copyOf(kept);
  }
}
