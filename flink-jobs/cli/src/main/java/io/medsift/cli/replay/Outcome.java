package io.medsift.cli.replay;

import io.medsift.cli.output.OutputTopic;
import io.medsift.cli.report.html.Figures;
import io.medsift.codec.RowCodec;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;

/**
 * What was decided at a position, as it is compared.
 *
 * @param verdict null for a dead letter
 * @param error of a dead letter, else null
 */
record Outcome(Verdict verdict, String error) {
  /** The outcome of a position that has no row. */
  static final int NONE = 0;

  private static final int ACCEPTED = 1;
  private static final int DEAD_LETTER = 2;
  private static final int FIRST_REASON = 3;
  private static final Reason[] REASONS = Reason.values();

  static Outcome read(OutputTopic output, byte[] row) throws IOException {
    if (output == OutputTopic.DEAD_LETTERS) {
      DeadLetter letter = RowCodec.readDeadLetter(row);
      return new Outcome(null, letter.error());
    }
    return new Outcome(RowCodec.readVerdict(row), null);
  }

  /** A small number for the kind of outcome: accepted, a reason, a dead letter. */
  int code() {
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

  /** Changes with all that decided: the evidence, the findings, or the error. */
  int evidence() {
    return verdict == null
        ? error.hashCode()
        : Objects.hash(verdict.evidence(), verdict.findings());
  }

  /** The sample that was kept in place of this one; null where none was. */
  Evidence.Duplicate duplicate() {
    return verdict != null && verdict.evidence() instanceof Evidence.Duplicate duplicate
        ? duplicate
        : null;
  }

  /** Whether a code is that of an accepted sample. */
  static boolean isAccepted(int code) {
    return code == ACCEPTED;
  }

  /** What a code stands for. */
  static String name(int code) {
    return switch (code) {
      case NONE -> "no verdict";
      case ACCEPTED -> "accepted";
      case DEAD_LETTER -> "dead letter";
      default -> Figures.name(REASONS[code - FIRST_REASON]).toLowerCase(Locale.ROOT);
    };
  }

  /** What decided, in a phrase; empty for an accepted sample. */
  String why() {
    if (verdict == null) {
      return error;
    }
    Evidence evidence = verdict.evidence();
    if (evidence instanceof Evidence.Duplicate duplicate) {
      return String.format(
          Locale.ROOT,
          "repeats %s at %s, similarity %.3f",
          duplicate.keptId(),
          duplicate.kept(),
          duplicate.similarity());
    } else if (evidence instanceof Evidence.SharedNgram shared) {
      return "shares \"%s\" with %s of %s"
          .formatted(shared.ngram(), shared.item(), shared.benchmark());
    } else if (evidence instanceof Evidence.Containment found) {
      return String.format(
          Locale.ROOT, "holds %.2f of %s of %s", found.score(), found.item(), found.benchmark());
    } else if (evidence instanceof Evidence.FuzzyMatch match) {
      return String.format(
          Locale.ROOT, "ratio %.1f to %s of %s", match.ratio(), match.item(), match.benchmark());
    } else if (evidence instanceof Evidence.Answer answer) {
      return "answers %s where %s is right".formatted(answer.extracted(), answer.gold());
    } else if (evidence instanceof Evidence.Score score) {
      return String.format(Locale.ROOT, "score %.1f, needs %.1f", score.score(), score.minimum());
    } else if (evidence instanceof Evidence.Domain domain) {
      return String.format(
          Locale.ROOT,
          "cluster %d is %s by %.2f, similarity %.3f",
          domain.cluster(),
          domain.label(),
          domain.agreement(),
          domain.similarity());
    }
    return "";
  }
}
