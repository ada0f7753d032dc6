package io.medsift.decontamination;

import java.util.Arrays;

/** A growing array of integers. */
final class IntList {
  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  /** Drops everything from {@code size} on. */
  void truncate(int size) {
    this.size = size;
  }

  /** Sorts the values from {@code start} on and drops repeated ones among them. */
  void sortDistinct(int start) {
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
  int[] values() {
    return values;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
