package io.medsift.review.audit;

import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.review.rows.OutputTopic;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revisions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks the revisions of the samples of a range against their verdicts: each names a sample that
 * has a verdict, revokes one that is part of the data, and reinstates one that is not. Thread-safe.
 */
final class RevisionCheck {
  private static final int SHOWN = 10;

  private final Revisions revisions;
  private final TopicRange range;
  private final Map<SamplePosition, OutputTopic> verdicts = new HashMap<>();
  private final Set<SamplePosition> revised = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();
  private long wrongCount;
  private long revoked;
  private long reinstated;

  RevisionCheck(Revisions revisions, TopicRange range) {
    this.revisions = revisions;
    this.range = range;
    revisions.forEachLast(
        last -> {
          if (last.position().topic().equals(range.topic())) {
            revised.add(sample(last.position()));
          }
        });
  }

  private static SamplePosition sample(Position position) {
    return new SamplePosition(position.partition(), position.offset());
  }

  /** Notes the row of a sample. */
  synchronized void decided(SamplePosition at, OutputTopic output) {
    if (revised.contains(at)) {
      verdicts.putIfAbsent(at, output);
    }
  }

  /** Compares the revisions with the rows. */
  void addTo(AuditLedger ledger) {
    revisions
        .unreadable()
        .forEach(
            (place, problem) -> wrong("the record " + place + " is not a revision: " + problem));
    revisions.forEachLast(
        last -> {
          if (!last.position().topic().equals(range.topic())) {
            wrong(
                "a revision names "
                    + last.position()
                    + ", which is not a position of "
                    + range.topic());
          } else if (isInRange(sample(last.position()))) {
            check(last.position(), revisions.history(last.position()));
          }
        });
    List<String> violations = new ArrayList<>(wrong);
    if (wrongCount > wrong.size()) {
      violations.add(
          String.format(Locale.ROOT, "%,d more revisions are invalid", wrongCount - wrong.size()));
    }
    ledger.revised(revoked, reinstated, violations);
  }

  private boolean isInRange(SamplePosition at) {
    Long start = range.starts().get(at.partition());
    return start == null
        || (at.offset() >= start && at.offset() < range.ends().get(at.partition()));
  }

  private void check(Position position, List<Revision> history) {
    OutputTopic verdict = verdicts.get(sample(position));
    if (verdict == null) {
      wrong("a revision names " + position + ", which has no verdict");
      return;
    }
    if (verdict == OutputTopic.DEAD_LETTERS) {
      wrong("a revision names " + position + ", which is a dead letter");
      return;
    }
    boolean accepted = verdict == OutputTopic.ACCEPTED;
    boolean kept = accepted;
    Revision before = null;
    for (Revision revision : history) {
      if (revision.keeps() == kept && !isRevokedAnew(before, revision)) {
        String what =
            kept
                ? "a revision by %s reinstates %s, which is accepted"
                : "a revision by %s revokes %s, which is not accepted";
        wrong(what.formatted(revision.by().name(), position));
      }
      kept = revision.keeps();
      before = revision;
    }
    if (kept != accepted) {
      if (accepted) {
        revoked++;
      } else {
        reinstated++;
      }
    }
  }

  /** A recheck with other evaluation sets says for what a sample is out of the data now. */
  private static boolean isRevokedAnew(Revision before, Revision revision) {
    return before != null
        && !revision.keeps()
        && revision.by().kind() == Revision.Author.Kind.RECHECK
        && before.by().kind() == Revision.Author.Kind.RECHECK
        && !revision.by().name().equals(before.by().name());
  }

  private void wrong(String what) {
    wrongCount++;
    if (wrong.size() < SHOWN) {
      wrong.add(what);
    }
  }
}
