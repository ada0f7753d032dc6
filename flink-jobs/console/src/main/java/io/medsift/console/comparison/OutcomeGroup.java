package io.medsift.console.comparison;

import io.medsift.console.index.Facet.Outcome;
import io.medsift.review.comparison.ComparedOutcome;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.util.Arrays;
import java.util.Optional;

/**
 * Outcomes that stand together in the table of flows: those of a gate, or another one alone.
 *
 * @param key in addresses
 * @param name for people
 * @param colour style class
 * @param order among the others: as samples pass the gates, accepted ones first
 */
record OutcomeGroup(String key, String name, String colour, int order)
    implements Comparable<OutcomeGroup> {
  private static final String NONE = "none";
  private static final int LAST = 1_000;

  /** The group of an outcome. */
  static OutcomeGroup of(int code) {
    Optional<Reason> reason = ComparedOutcome.reason(code);
    if (reason.isPresent()) {
      return new OutcomeGroup(
          reason.get().gate().wireName(),
          Formats.name(reason.get().gate()),
          Formats.colour(reason.get().gate()),
          1 + Arrays.asList(Gate.values()).indexOf(reason.get().gate()));
    }
    return switch (code) {
      case ComparedOutcome.NONE -> new OutcomeGroup(NONE, "No verdict", "dead", LAST);
      case ComparedOutcome.DEAD_LETTER ->
          new OutcomeGroup(Outcome.DEAD_LETTER.wireName(), "Dead letter", "dead", LAST - 1);
      default -> new OutcomeGroup(Outcome.ACCEPTED.wireName(), "Accepted", "accepted", 0);
    };
  }

  /** The key of an outcome by itself: that of its reason, or of its group. */
  static String key(int code) {
    return ComparedOutcome.reason(code).map(Reason::name).orElseGet(() -> of(code).key());
  }

  /** Returns whether a key names an outcome or its group; null names all. */
  static boolean names(String key, int code) {
    return key == null || key.equals(key(code)) || key.equals(of(code).key());
  }

  @Override
  public int compareTo(OutcomeGroup other) {
    return Integer.compare(order, other.order);
  }
}
