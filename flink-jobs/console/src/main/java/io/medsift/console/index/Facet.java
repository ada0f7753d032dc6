package io.medsift.console.index;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What verdicts are filtered and counted by. A verdict has one value of each, or none. */
public enum Facet {
  /** An {@link Outcome}. */
  OUTCOME,
  /** The gate that rejected. */
  GATE,
  /** The reason for the rejection. */
  REASON,
  SOURCE,
  TRACK,
  /** The evaluation set that the sample repeats. */
  BENCHMARK,
  /** The label of the prompt's cluster. */
  LABEL,
  /** The number of the prompt's cluster. */
  CLUSTER,
  /** {@code yes} for a sample that arrived behind the watermark. */
  LATE,
  /** {@code revoked} or {@code reinstated} by the last revision of the verdict. */
  REVISED;

  /** The name in addresses and in the index. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The facet of a name. */
  public static Optional<Facet> named(String name) {
    return Arrays.stream(values()).filter(each -> each.wireName().equals(name)).findFirst();
  }

  /** The values of {@link #OUTCOME}, as the index has them. */
  public enum Outcome {
    ACCEPTED,
    REJECTED,
    DEAD_LETTER;

    /** The name in addresses and in the index. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
