package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.Optional;

/**
 * A group of samples with the same verdict, of which reviewers judge a sample: those that were
 * rejected for a reason, or those of a source that were accepted.
 *
 * @param reason of the rejection; null where they are accepted
 * @param source of accepted samples, which may be empty; null where they are rejected
 */
public record Stratum(Decision decision, Reason reason, String source)
    implements Comparable<Stratum> {
  private static final Comparator<Stratum> ORDER =
      Comparator.comparing(Stratum::decision, Comparator.reverseOrder())
          .thenComparing(Stratum::reason, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Stratum::source, Comparator.nullsFirst(Comparator.naturalOrder()));
  private static final String ACCEPTED = "accepted";

  public Stratum {
    requireNonNull(decision, "stratum.decision is missing");
    if ((decision == Decision.REJECTED) != (reason != null)) {
      throw new IllegalArgumentException("rejected samples have a reason, and accepted ones none");
    }
    if ((decision == Decision.ACCEPTED) != (source != null)) {
      throw new IllegalArgumentException("only accepted samples have a stratum.source");
    }
  }

  /** The samples that were rejected for a reason. */
  public static Stratum rejected(Reason reason) {
    return new Stratum(Decision.REJECTED, reason, null);
  }

  /** The accepted samples of a source. */
  public static Stratum accepted(String source) {
    return new Stratum(Decision.ACCEPTED, null, source);
  }

  /**
   * The stratum of a sample.
   *
   * @param source of the sample
   */
  public static Stratum of(Verdict verdict, String source) {
    return verdict.decision() == Decision.ACCEPTED ? accepted(source) : rejected(verdict.reason());
  }

  /** The stratum that {@link #toString} has named; empty where it names none. */
  public static Optional<Stratum> named(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String rest = name.substring(slash + 1);
    if (name.startsWith(ACCEPTED + "/")) {
      return Optional.of(accepted(rest));
    }
    for (Reason each : Reason.values()) {
      if (rejected(each).toString().equals(name)) {
        return Optional.of(rejected(each));
      }
    }
    return Optional.empty();
  }

  /** The gate that has rejected them; null where they are accepted. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Gate gate() {
    return reason == null ? null : reason.gate();
  }

  @Override
  public int compareTo(Stratum other) {
    return ORDER.compare(this, other);
  }

  /** {@code verify/WRONG_ANSWER}, or {@code accepted/} and the source. */
  @Override
  public String toString() {
    return decision == Decision.ACCEPTED
        ? ACCEPTED + "/" + source
        : gate().wireName() + "/" + reason;
  }
}
