package io.medsift.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.cli.topic.WrittenTopics;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.review.audit.SampleCount;
import io.medsift.review.comparison.Comparison;
import io.medsift.review.comparison.Differences;
import io.medsift.review.comparison.DifferencesText;
import io.medsift.review.rows.OutputTopic;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Revision;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ComparisonTest extends BrokerCommandTest {
  private static final Evidence SHORT =
      new Evidence.Quality("prompt words", 3, 4, "The prompt has fewer than 4 words.");

  @Test
  void saysOfEveryOutcomeWhatDecided() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1);
        WrittenTopics again = new WrittenTopics(broker, 1, job)) {
      Position quality = job.sample(0, "q", "one");
      Position answer = job.sample(0, "a", "two");
      Position letter = job.sample(0, "l", "three");
      Position same = job.sample(0, "s", "four");
      job.heartbeat(0);
      job.begin();
      job.accept(quality);
      job.accept(answer);
      job.bury(letter, "it is broken");
      job.accept(same);
      job.buryElsewhere("generate", new Position("prompts", 0, 3), "no answer");
      job.write(OutputTopic.REJECTED, new RecordHeaders(), "garbage".getBytes(UTF_8));
      job.commit();
      again.begin();
      again.reject(quality, Reason.SHORT_PROMPT, SHORT);
      again.reject(
          answer,
          Reason.TRUNCATED_RESPONSE,
          new Evidence.Answer(null, "C", null, null, "The endpoint cut the response."));
      again.reject(letter, Reason.LOW_SCORE, new Evidence.Score(3, 8, null, null));
      again.accept(same);
      again.commit();

      CurationTopics first = job.topics();
      RevisionTopic.of(first).revise(byReviewer(quality), true);
      TopicRange range = TopicRange.now(first.connection(), first.samples());
      assertThat(range.records()).isEqualTo(5);
      assertThat(SampleCount.of(range, count -> {})).isEqualTo(4);
      Differences differences = Comparison.of(first, again.topics(), range);
      assertThat(differences.none()).isFalse();
      assertThat(String.join("\n", DifferencesText.lines(differences)))
          .contains("4 positions, 1 decided alike")
          .contains(quality + "  accepted -> short prompt: 3 prompt words, limit 4")
          .containsPattern("revised by reviewers, compared as before that +1\\b")
          .contains(
              answer
                  + "  accepted -> truncated response: no answer is read, the reference is C: The"
                  + " endpoint cut the response")
          .contains(letter + "  dead letter: it is broken -> low score: score 3.0, needs 8.0")
          .contains("1 dead letter of the topic prompts: not a verdict on a sample.")
          .contains(
              "Not compared: 1 record is not a row of Medsift: " + first.rejected() + "/0@0: ")
          .doesNotContain("alone", "answers null");
    }
  }

  private static Revision byReviewer(Position position) {
    return new Revision(
        Revision.VERSION,
        Revision.Action.REVOKE,
        position,
        "q",
        new Revision.Author(Revision.Author.Kind.REVIEWER, "eve"),
        null,
        null,
        "not medical",
        null,
        null,
        1_000_000);
  }
}
