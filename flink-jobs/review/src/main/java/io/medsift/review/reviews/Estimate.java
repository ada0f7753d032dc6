package io.medsift.review.reviews;

import io.medsift.export.contamination.LeakMeasurement.Confidence;
import io.medsift.review.text.Formats;
import java.util.List;

/**
 * A share that is estimated by a sample, with its interval of 95 % confidence.
 *
 * @param value from 0 to 1, as are the ends of the interval
 */
public record Estimate(double value, double low, double high) {

  /** A stratum: how many it has, and of those that were looked at, how many count. */
  record Part(long weight, long counting, long lookedAt) {}

  /** The interval of Wilson (1927). */
  static Estimate of(long counting, long lookedAt) {
    Confidence wilson = Confidence.interval(counting, lookedAt);
    return new Estimate((double) counting / lookedAt, wilson.low(), wilson.high());
  }

  /**
   * The share in several strata together, of which different shares were looked at: the mean of
   * theirs, weighted by their sizes. Its interval is put together from those of the strata, after
   * Zou, Huang and Zhang, "A note on confidence interval estimation for a linear function of
   * binomial proportions" (2009); of one stratum, it is that of Wilson.
   */
  static Estimate of(List<Part> parts) {
    if (parts.size() == 1) {
      return of(parts.get(0).counting(), parts.get(0).lookedAt());
    }
    double all = parts.stream().mapToLong(Part::weight).sum();
    double value = 0;
    double below = 0;
    double above = 0;
    for (Part part : parts) {
      Estimate its = of(part.counting(), part.lookedAt());
      double weight = part.weight() / all;
      value += weight * its.value;
      below += Math.pow(weight * (its.value - its.low), 2);
      above += Math.pow(weight * (its.high - its.value), 2);
    }
    return new Estimate(
        value, Math.max(0, value - Math.sqrt(below)), Math.min(1, value + Math.sqrt(above)));
  }

  /** {@code 96.0 % (86.5 % to 98.9 %)}. */
  @Override
  public String toString() {
    return percent(value) + " (" + percent(low) + " to " + percent(high) + ")";
  }

  private static String percent(double share) {
    return Formats.decimal(100 * share, 1) + " %";
  }
}
