package io.medsift.decontamination.table;

import java.util.Arrays;

/** A growing array of integers. */
public final class IntList {
  private int[] values = new int[16];
  private int size;

  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  public int get(int index) {
    return values[index];
  }

  public void set(int index, int value) {
    values[index] = value;
  }

  public int size() {
    return size;
  }

  /** Drops everything from {@code size} on. */
  public void truncate(int size) {
    this.size = size;
  }

  /** Sorts the values from {@code start} on and drops repeated ones among them. */
  public void sortDistinct(int start) {
    Arrays.sort(values, start, size);
    int end = Math.min(size, start + 1);
    for (int i = start + 1; i < size; i++) {
      if (values[i] != values[end - 1]) {
        values[end++] = values[i];
      }
    }
    size = end;
  }

  /** The array behind the list, of which only the first {@link #size()} values count. */
  public int[] values() {
    return values;
  }

  public int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
