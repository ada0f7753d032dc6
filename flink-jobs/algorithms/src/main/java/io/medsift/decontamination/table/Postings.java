package io.medsift.decontamination.table;

/** For each of a number of keys the ascending list of items that hold it, all in one array. */
public final class Postings {
  private final int[] starts;
  private final int[] items;

  private Postings(int[] starts, int[] items) {
    this.starts = starts;
    this.items = items;
  }

  /**
   * Turns (key, item) pairs around.
   *
   * @param keyOfPair key of each pair
   * @param itemOfPair item of each pair, ascending
   */
  public static Postings of(int keys, IntList keyOfPair, IntList itemOfPair) {
    int[] starts = new int[keys + 1];
    for (int i = 0; i < keyOfPair.size(); i++) {
      starts[keyOfPair.get(i) + 1]++;
    }
    for (int key = 0; key < keys; key++) {
      starts[key + 1] += starts[key];
    }
    int[] next = starts.clone();
    int[] items = new int[keyOfPair.size()];
    for (int i = 0; i < keyOfPair.size(); i++) {
      items[next[keyOfPair.get(i)]++] = itemOfPair.get(i);
    }
    return new Postings(starts, items);
  }

  public int count(int key) {
    return starts[key + 1] - starts[key];
  }

  /** The first position of a key, for {@link #item}. */
  public int start(int key) {
    return starts[key];
  }

  /** The position after the last of a key. */
  public int end(int key) {
    return starts[key + 1];
  }

  public int item(int position) {
    return items[position];
  }
}
