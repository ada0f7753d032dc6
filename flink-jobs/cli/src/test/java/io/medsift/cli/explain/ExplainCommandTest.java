package io.medsift.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.cli.topic.WrittenTopics;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainCommandTest extends BrokerCommandTest {

  @Test
  void marksTheDifferenceToTheSampleThatWasKeptAndFollowsIt() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 3)) {
      Position kept = job.sample(2, "first", "the patient takes aspirin daily");
      Position again = job.sample(0, "second", "the patient takes heparin daily");
      job.begin();
      job.accept(kept);
      job.reject(again, Reason.NEAR_DUPLICATE, new Evidence.Duplicate("first", kept, 0.81, null));
      job.commit();

      assertThat(explain(job, "second")).isZero();
      assertThat(out.toString())
          .contains("second: rejected, near duplicate")
          .contains("position                   " + again)
          .contains("Rejected by deduplicate")
          .contains("similarity                 0.810")
          .contains("the patient takes [[aspirin]] daily", "the patient takes [[heparin]] daily")
          .contains("The sample kept in its place: first, accepted")
          .contains("recipe                     test, 0123456789abcdef")
          .doesNotContain("\u001b");

      Path page = directory.resolve("verdict.html");
      assertThat(explain(job, again.toString(), "--html", page.toString())).isZero();
      assertThat(Files.readString(page))
          .contains("<span class=\"different\">aspirin</span>")
          .contains("The sample kept in its place")
          .doesNotContain("<script");
    }
  }

  @Test
  void marksTheSharedWordsInBothTexts() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position sample = job.sample(0, "leak", "none");
      job.begin()
          .reject(
              sample,
              Reason.SHARED_NGRAM,
              new Evidence.SharedNgram(
                  "medqa", "17", "Tell me: what is it? Now.", "what is it", 3));
      job.commit();
      assertThat(explain(job, "leak")).isZero();
      assertThat(out.toString())
          .contains("[[What is it]]?", "Tell me: [[what is it]]? Now.")
          .contains("Evaluation item 17 of medqa")
          .contains("items that hold them       3");
    }
  }

  @Test
  void findsWhatCameSinceTheLastLookUpAndEverySampleOfAnId() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      Position first = job.sample(0, "twice", "one");
      job.begin().accept(first);
      job.commit();
      assertThat(explain(job, "twice")).isZero();
      Position second = job.sample(1, "twice", "two");
      job.begin().reject(second, Reason.LOW_SCORE, new Evidence.Score(3, 8, "judge", "v1"));
      job.commit();
      assertThat(explain(job, "twice")).isZero();
      assertThat(out.toString()).contains("twice: accepted", "twice: rejected, low score");
    }
  }

  @Test
  void showsDeadLettersByTheirPosition() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position broken = job.sample(0, "{broken \u001b[31m");
      job.begin().bury(broken, "the record is not JSON");
      job.commit();
      assertThat(explain(job, "0@0")).isZero();
      assertThat(out.toString())
          .contains(broken + ": dead letter", "the record is not JSON", "{broken ␛[31m");
    }
  }

  @Test
  void saysHowManyVerdictsWereSearchedAndWhyOneMayBeMissing() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position decided = job.sample(0, "a", "one");
      job.sample(0, "b", "two");
      job.heartbeat(0);
      job.begin().accept(decided);
      job.commit();

      assertThat(explain(job, "c")).isEqualTo(1);
      assertThat(err.toString()).contains("no verdict on a sample with the id 'c' among 1.");
      assertThat(explain(job, "0@1")).isEqualTo(1);
      assertThat(err.toString()).contains("the job has not written a verdict on it");
      assertThat(explain(job, "0@2")).isEqualTo(1);
      assertThat(err.toString()).contains("the record is a heartbeat");
      assertThat(explain(job, "0@9")).isEqualTo(1);
      assertThat(err.toString()).contains("the partition ends at 3");
      assertThat(explain(job, "7@0")).isEqualTo(1);
      assertThat(err.toString()).contains("has no partition 7");
    }
  }

  @Test
  void asksWhereToLook() {
    assertThat(run("explain", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("name where to look");
    assertThat(run("explain", "x", "--in", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("holds no results of 'run'");
    assertThat(run("explain", "--help")).isZero();
  }

  private int explain(WrittenTopics job, String wanted, String... options) {
    List<String> command =
        List.of("explain", wanted, "--no-color", "--index", directory.resolve("index").toString());
    return runOn(job, command, options);
  }
}
