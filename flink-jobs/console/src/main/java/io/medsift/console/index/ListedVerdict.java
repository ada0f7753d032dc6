package io.medsift.console.index;

import io.medsift.review.rows.RowLocation;
import java.util.Map;

/**
 * A verdict in a list.
 *
 * @param position of the sample, as {@code samples/0@311}
 * @param id of the sample, cut where it is long; empty for a dead letter
 * @param values by dimension; a missing one is not in it
 * @param why a phrase of the evidence, or the error; empty for none
 * @param prompt its beginning
 * @param written milliseconds since the epoch
 */
public record ListedVerdict(
    RowLocation location,
    String position,
    String id,
    Map<Facet, String> values,
    String why,
    String prompt,
    long written) {
  public ListedVerdict {
    values = Map.copyOf(values);
  }

  /** The value of a dimension; empty for none. */
  public String value(Facet dimension) {
    return values.getOrDefault(dimension, "");
  }

  /** The mark after which the list continues. */
  public Mark mark() {
    return new Mark(written, location.pack());
  }

  /**
   * A place in a list, which stays the same while verdicts are added.
   *
   * @param row {@link RowLocation#pack()}
   */
  public record Mark(long written, long row) implements Comparable<Mark> {
    @Override
    public int compareTo(Mark other) {
      int byTime = Long.compare(written, other.written);
      return byTime == 0 ? Long.compareUnsigned(row, other.row) : byTime;
    }

    /** The mark that {@link #toString()} wrote. */
    public static Mark parse(String text) {
      int dash = text.indexOf('-', 1);
      if (dash < 0) {
        throw new IllegalArgumentException("not a place in a list: " + text);
      }
      return new Mark(
          Long.parseLong(text.substring(0, dash)),
          Long.parseUnsignedLong(text.substring(dash + 1), 16));
    }

    @Override
    public String toString() {
      return written + "-" + Long.toUnsignedString(row, 16);
    }
  }
}
