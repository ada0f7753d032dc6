package io.medsift.sources;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A point on which the rows of a dataset can be read in several ways.
 *
 * @param name by which it is set: {@code cop} in {@code cop=0-based}
 * @param question that it answers, for people
 * @param values the readings that are accepted
 * @param by who decides
 * @param fallback the default reading; null if there is none
 */
public record ReadingOption(
    String name, String question, List<String> values, DecidedBy by, String fallback) {

  /** The party that decides between the readings. */
  public enum DecidedBy {
    /** Each row shows which it uses; it is counted and cannot be set. */
    ROW,
    /** Some rows show it, for all rows of their file; else the user has to say. */
    FILE,
    /** No row shows it: the user sets it, or the fallback applies. */
    USER
  }

  public ReadingOption {
    requireNonNull(name, "name is null");
    requireNonNull(question, "question is null");
    requireNonNull(by, "by is null");
    values = List.copyOf(values);
    if (by == DecidedBy.USER && !values.contains(fallback)) {
      throw new IllegalArgumentException(name + " needs one of " + values + " as its fallback");
    }
  }

  /** A reading that each row shows. */
  public static ReadingOption ofRow(String name, String question, String... values) {
    return new ReadingOption(name, question, List.of(values), DecidedBy.ROW, null);
  }

  /** A reading that holds for a file. */
  public static ReadingOption ofFile(String name, String question, String... values) {
    return new ReadingOption(name, question, List.of(values), DecidedBy.FILE, null);
  }

  /** A reading that the user chooses; the first value holds where the user does not. */
  public static ReadingOption ofUser(String name, String question, String... values) {
    return new ReadingOption(name, question, List.of(values), DecidedBy.USER, values[0]);
  }

  /** Returns true if a user may set it. */
  public boolean canBeSet() {
    return by != DecidedBy.ROW;
  }
}
