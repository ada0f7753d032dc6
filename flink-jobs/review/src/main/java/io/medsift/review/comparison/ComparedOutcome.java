package io.medsift.review.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.codec.RowCodec;
import io.medsift.json.JsonProblem;
import io.medsift.review.evidence.EvidencePhrase;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.text.Formats;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Outcome at a position, as it is compared.
 *
 * @param verdict null for a dead letter
 * @param error of a dead letter, else null
 */
public record ComparedOutcome(Verdict verdict, String error) {
  /** The outcome of a position that has no row. */
  public static final int NONE = 0;

  private static final int ACCEPTED = 1;

  /** The code of a dead letter. */
  public static final int DEAD_LETTER = 2;

  private static final int FIRST_REASON = 3;
  private static final Reason[] REASONS = Reason.values();

  /**
   * The outcome that a row tells.
   *
   * @throws IOException if it is not a row of that output; the message is a clause whose subject is
   *     the row
   */
  static ComparedOutcome read(OutputTopic output, byte[] row) throws IOException {
    try {
      if (output == OutputTopic.DEAD_LETTERS) {
        DeadLetter letter = RowCodec.readDeadLetter(row);
        return new ComparedOutcome(null, letter.error());
      }
      return new ComparedOutcome(RowCodec.readVerdict(row), null);
    } catch (JsonProcessingException e) {
      throw new IOException("its value cannot be read: " + JsonProblem.of(e), e);
    }
  }

  /**
   * The outcome after a revision. One that revokes without a reason has decided on no gate, so
   * there the outcome stays as it is.
   */
  ComparedOutcome revised(Revision revision) {
    if (verdict == null || (!revision.keeps() && revision.reason() == null)) {
      return this;
    }
    Reason reason = revision.reason();
    Gate gate = reason == null ? null : reason.gate();
    return new ComparedOutcome(
        new Verdict(
            revision.keeps() ? Decision.ACCEPTED : Decision.REJECTED,
            gate,
            reason,
            revision.evidence(),
            gate == Gate.DECONTAMINATE ? List.of() : verdict.findings(),
            verdict.recipe(),
            verdict.artifacts(),
            verdict.position(),
            verdict.timestamp(),
            verdict.late(),
            verdict.repeated()),
        null);
  }

  /** A small number for the kind of outcome: accepted, a reason, a dead letter. */
  public int code() {
    if (verdict == null) {
      return DEAD_LETTER;
    } else if (verdict.decision() == Decision.ACCEPTED) {
      return ACCEPTED;
    }
    int code = FIRST_REASON;
    while (REASONS[code - FIRST_REASON] != verdict.reason()) {
      code++;
    }
    return code;
  }

  /**
   * Changes with all that decided: the evidence, the findings, or the error. What depends on the
   * processor is left out: {@link #similarity()}, and whether another cluster is as near.
   */
  int evidence() {
    return verdict == null
        ? error.hashCode()
        : Objects.hash(
            exact(verdict.evidence()),
            verdict.findings().stream().map(ComparedOutcome::exact).toList());
  }

  private static Evidence exact(Evidence evidence) {
    return evidence instanceof Evidence.Domain domain ? domain.exact() : evidence;
  }

  /** The similarity of the prompt to its cluster; not a number where that was not asked. */
  float similarity() {
    return verdict == null
        ? Float.NaN
        : (float)
            Stream.concat(Stream.ofNullable(verdict.evidence()), verdict.findings().stream())
                .filter(Evidence.Domain.class::isInstance)
                .mapToDouble(found -> ((Evidence.Domain) found).similarity())
                .findFirst()
                .orElse(Float.NaN);
  }

  /** The sample that was kept in place of this one; null where none was. */
  Evidence.Duplicate duplicate() {
    return verdict != null && verdict.evidence() instanceof Evidence.Duplicate duplicate
        ? duplicate
        : null;
  }

  /** Returns whether a code is that of an accepted sample. */
  public static boolean isAccepted(int code) {
    return code == ACCEPTED;
  }

  /** The reason of a code; empty for one that is not a rejection. */
  public static Optional<Reason> reason(int code) {
    return code < FIRST_REASON ? Optional.empty() : Optional.of(REASONS[code - FIRST_REASON]);
  }

  /** Returns the name of a code. */
  public static String name(int code) {
    return switch (code) {
      case NONE -> "no verdict";
      case ACCEPTED -> "accepted";
      case DEAD_LETTER -> "dead letter";
      default -> Formats.name(REASONS[code - FIRST_REASON]).toLowerCase(Locale.ROOT);
    };
  }

  /** Returns the evidence as a phrase; empty if there is none. */
  public String why() {
    if (verdict == null) {
      return error;
    }
    if (verdict.evidence() != null) {
      return EvidencePhrase.of(verdict.evidence());
    }
    return verdict.reason() == null ? "" : verdict.reason().sentence();
  }
}
