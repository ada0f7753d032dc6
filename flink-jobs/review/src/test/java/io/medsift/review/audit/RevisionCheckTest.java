package io.medsift.review.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revision.Action;
import io.medsift.verdict.Revision.Author;
import io.medsift.verdict.Revisions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevisionCheckTest {
  private static final TopicRange RANGE =
      new TopicRange(KafkaConnection.plain("none:1"), "samples", Map.of(0, 0L), Map.of(0, 10L));

  private final Revisions revisions = new Revisions();
  private final AuditLedger ledger = new AuditLedger("samples", RANGE.starts(), new StrayRows());

  private void revise(Action action, String topic, long offset) {
    revisions.add(
        new Revision(
            Revision.VERSION,
            action,
            new Position(topic, 0, offset),
            "s" + offset,
            new Author(Author.Kind.REVIEWER, "ada"),
            null,
            null,
            null,
            null,
            null,
            1),
        0);
  }

  private void check() {
    RevisionCheck check = new RevisionCheck(revisions, RANGE);
    for (int offset = 0; offset < 6; offset++) {
      OutputTopic output =
          offset < 3
              ? OutputTopic.ACCEPTED
              : offset < 5 ? OutputTopic.REJECTED : OutputTopic.DEAD_LETTERS;
      ledger.partition(0).read(offset);
      ledger.decided(0, offset, output, "row");
      check.decided(new SamplePosition(0, offset), output);
    }
    check.addTo(ledger);
  }

  @Test
  void countsWhatIsInTheData() {
    revise(Action.REVOKE, "samples", 0);
    revise(Action.REVOKE, "samples", 1);
    revise(Action.REINSTATE, "samples", 1);
    revise(Action.REINSTATE, "samples", 4);
    revise(Action.REVOKE, "samples", 20);
    check();
    assertThat(ledger.holds()).isTrue();
    assertThat(ledger.revisionLine())
        .contains(
            "Revisions: of 3 accepted samples 1 are revoked, and 1 rejected ones are reinstated: 3"
                + " are in the data.");
  }

  @Test
  void aRecheckWithOtherSetsMaySayAnewWhyASampleIsRevoked() {
    recheck("first");
    recheck("second");
    check();
    assertThat(ledger.violations()).isEmpty();
    assertThat(ledger.revisionLine())
        .contains(
            "Revisions: of 3 accepted samples 1 are revoked, and 0 rejected ones are reinstated: 2"
                + " are in the data.");
  }

  @Test
  void theSameRecheckMayNot() {
    recheck("first");
    recheck("first");
    check();
    assertThat(ledger.violations())
        .containsExactly("a revision by first revokes samples/0@0, which is not accepted");
  }

  private void recheck(String run) {
    revisions.add(
        new Revision(
            Revision.VERSION,
            Action.REVOKE,
            new Position("samples", 0, 0),
            "s0",
            new Author(Author.Kind.RECHECK, run),
            null,
            null,
            null,
            null,
            null,
            1),
        0);
  }

  @Test
  void namesRevisionsThatChangeNothingThatThereIs() {
    revise(Action.REVOKE, "samples", 3);
    revise(Action.REINSTATE, "samples", 0);
    revise(Action.REVOKE, "samples", 5);
    revise(Action.REVOKE, "samples", 9);
    revise(Action.REVOKE, "others", 1);
    revisions.addUnreadable("revisions/0@7", "it has no value");
    check();
    assertThat(ledger.holds()).isFalse();
    assertThat(ledger.violations())
        .containsExactlyInAnyOrder(
            "the record revisions/0@7 is not a revision: it has no value",
            "a revision by ada revokes samples/0@3, which is not accepted",
            "a revision by ada reinstates samples/0@0, which is accepted",
            "a revision names samples/0@5, which is a dead letter",
            "a revision names samples/0@9, which has no verdict",
            "a revision names others/0@1, which is not a position of samples");
  }
}
