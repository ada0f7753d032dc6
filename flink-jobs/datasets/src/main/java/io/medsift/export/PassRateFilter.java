package io.medsift.export;

import io.medsift.codec.PublishedRow;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.PassRateColumns;

/**
 * Filter of prompts for reinforcement learning by their pass rate; those whose rate is not known
 * are left out. Rows of other kinds stay.
 *
 * @param min lowest rate that stays
 * @param max highest
 */
public record PassRateFilter(double min, double max) {

  public PassRateFilter {
    if (!(min >= 0 && min <= max && max <= 1)) {
      throw new IllegalArgumentException(
          "pass rates must be from 0 to 1, the lower one first, got " + min + " and " + max);
    }
  }

  /**
   * The filter of a text such as {@code 0.1-0.9}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PassRateFilter parse(String text) {
    String[] bounds = text.strip().split("-", -1);
    try {
      if (bounds.length == 2) {
        return new PassRateFilter(Double.parseDouble(bounds[0]), Double.parseDouble(bounds[1]));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "it must be two numbers from 0 to 1, the lower one first, such as 0.1-0.9, got '"
            + text
            + "'");
  }

  boolean keeps(ExportKind kind, PublishedRow row) {
    if (kind != ExportKind.RL) {
      return true;
    }
    Double rate = PassRateColumns.rate(row);
    return rate != null && rate >= min && rate <= max;
  }

  /** The filter as it can be asked for. */
  @Override
  public String toString() {
    return min + "-" + max;
  }
}
