package io.medsift.decontamination.table;

import java.util.Arrays;

/** A set of small numbers that is emptied at once: a number is in it if it has the current mark. */
public final class MarkSet {
  private final int[] marks;
  private int current = 1;

  public MarkSet(int size) {
    this.marks = new int[size];
  }

  public void clear() {
    if (current == Integer.MAX_VALUE) {
      Arrays.fill(marks, 0);
      current = 0;
    }
    current++;
  }

  /** Returns whether the number was not in the set before. */
  public boolean add(int number) {
    if (marks[number] == current) {
      return false;
    }
    marks[number] = current;
    return true;
  }

  public boolean contains(int number) {
    return marks[number] == current;
  }
}
