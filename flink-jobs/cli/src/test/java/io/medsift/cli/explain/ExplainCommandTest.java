package io.medsift.cli.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.cli.topic.WrittenTopics;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.PromptRows;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest extends BrokerCommandTest {
  private static final String FILLER = "we know the heart of the matter well. ";

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
              new LeakEvidence.SharedNgram(
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
  void comparesTheTracesThatDeduplicationCompares() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position kept = job.sample(0, traced("x-A", "First the pulse, then aspirin."));
      Position again = job.sample(0, traced("x-B", "First the pulse, then heparin."));
      job.begin();
      job.accept(kept);
      job.reject(again, Reason.NEAR_DUPLICATE, new Evidence.Duplicate("x-A", kept, 0.781, null));
      job.commit();

      Path page = directory.resolve("traces.html");
      assertThat(explain(job, "x-B", "--html", page.toString())).isZero();
      assertThat(out.toString())
          .contains("Kept: trace and response of x-A")
          .contains("then [[aspirin]].", "then [[heparin]].");
      assertThat(Files.readString(page))
          .contains("<span class=\"different\">heparin</span>")
          .contains("First the pulse, then heparin.");
      clear();
      assertThat(explain(job, "x-A")).isZero();
      assertThat(out.toString()).contains("Trace", "First the pulse, then aspirin.");
    }
  }

  @Test
  void showsADifferenceAtTheEndOfLongResponses() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      String filler = FILLER.repeat(150);
      Position kept = job.sample(0, "long-A", filler + "so give aspirin");
      Position again = job.sample(0, "long-B", filler + "so give heparin");
      job.begin();
      job.accept(kept);
      job.reject(again, Reason.NEAR_DUPLICATE, new Evidence.Duplicate("long-A", kept, 0.99, null));
      job.commit();

      Path page = directory.resolve("long.html");
      assertThat(explain(job, "long-B", "--html", page.toString())).isZero();
      assertThat(out.toString())
          .contains("give [[aspirin]]", "give [[heparin]]")
          .hasSizeLessThan(4_000);
      assertThat(Files.readString(page))
          .contains("<span class=\"different\">heparin</span>")
          .contains(filler);
    }
  }

  @Test
  void showsTheLeakBehindFillerAndNoCommonWord() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      String leak = "A gardener of fifty has foamy urine and swollen ankles";
      String prompt = FILLER.repeat(150) + leak + " What is it?";
      Position sample =
          job.sample(
              0,
              "{\"id\":\"hidden\",\"source\":\"test\",\"track\":\"public_medical\",\"prompt\":\"%s\","
                      .formatted(prompt)
                  + "\"response\":\"none\"}");
      job.begin()
          .reject(
              sample,
              Reason.CONTAINS_BENCHMARK_ITEM,
              new LeakEvidence.Containment("medqa", "17", leak + ", the doctor sees.", 0.9, "", 1));
      job.commit();

      Path page = directory.resolve("leak.html");
      assertThat(explain(job, "hidden", "--html", page.toString())).isZero();
      assertThat(unwrapped(out.toString()))
          .contains("[[A gardener of fifty")
          .doesNotContain("[[the");
      assertThat(Files.readString(page))
          .contains("<span class=\"shared\">" + leak + "</span>")
          .doesNotContain("<span class=\"shared\">the</span>");
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
  void showsDeadLettersOfOtherTopicsByTheirOwnPosition() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position sample = job.sample(0, "a", "one");
      job.begin().accept(sample);
      job.buryElsewhere("generate", new Position("prompts", 0, 0), "the model gave no answer");
      job.commit();
      assertThat(explain(job, "0@0")).isZero();
      assertThat(out.toString()).contains("a: accepted").doesNotContain("dead letter", "rows are");
      clear();
      assertThat(explain(job, "prompts/0@0")).isZero();
      assertThat(out.toString())
          .contains("prompts/0@0: dead letter", "the model gave no answer")
          .doesNotContain("accepted");
      clear();
      assertThat(explain(job, "nowhere/0@0")).isEqualTo(1);
      assertThat(err.toString()).contains("there is no topic nowhere at ");
    }
  }

  @Test
  void passesOverWhatIsNoRowAndSaysSo() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position sample = job.sample(0, "a", "one");
      job.begin();
      job.write(OutputTopic.ACCEPTED, new RecordHeaders(), null);
      job.write(OutputTopic.ACCEPTED, new RecordHeaders(), "garbage".getBytes(UTF_8));
      job.accept(sample);
      Headers headers = new RecordHeaders();
      PositionHeader.add(headers, job.topics().samples(), new SamplePosition(0, 7));
      job.write(OutputTopic.ACCEPTED, headers, "[1]".getBytes(UTF_8));
      job.commit();
      for (int look = 0; look < 2; look++) {
        clear();
        assertThat(explain(job, "a")).isZero();
        assertThat(out.toString()).contains("a: accepted");
        assertThat(err.toString())
            .contains("2 records are not rows of Medsift: ")
            .contains(job.topics().accepted() + "/0@0: it has no value")
            .contains(job.topics().accepted() + "/0@1: it is not valid JSON");
      }
      clear();
      assertThat(explain(job, "0@7")).isEqualTo(1);
      assertThat(err.toString())
          .contains("no verdict on the position '0@7' among 2")
          .contains(job.topics().accepted() + "/0@3: its value cannot be read");
    }
  }

  @Test
  void passesOverLinesOfResultsThatAreNoRows(@TempDir Path results) throws Exception {
    String letter =
        new String(WrittenTopics.letter(new Position("samples", 0, 0), "it is broken"), UTF_8);
    Files.writeString(OutputTopic.ACCEPTED.in(results), "garbage\n");
    Files.writeString(
        OutputTopic.DEAD_LETTERS.in(results), letter + "\n" + letter.substring(0, 100));
    assertThat(run("explain", "0@0", "--in", results.toString())).isZero();
    assertThat(out.toString()).contains("samples/0@0: dead letter", "it is broken");
    assertThat(err.toString())
        .contains("Skipped: 2 records are not rows of Medsift: ")
        .contains("accepted.jsonl line 1: it is not a JSON object")
        .contains("dead-letters.jsonl line 2: it ends too early")
        .contains("rejected.jsonl: the file is missing");
  }

  @Test
  void showsARejectedSampleOfAReason() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      Position low = job.sample(0, "low", "one");
      Position other =
          job.sample(
              1,
              "{\"id\":\"other\",\"source\":\"test\",\"track\":\"public_medical\",\"prompt\":\"P\","
                  + "\"response\":\"R\",\"mine\":{\"reason\":\"LOW_SCORE\"}}");
      job.begin();
      job.reject(low, Reason.LOW_SCORE, new Evidence.Score(3, 8, "judge", "v1"));
      job.reject(
          other, Reason.UNFINISHED_RESPONSE, new Evidence.Quality(null, null, null, "It was cut."));
      job.commit();
      List<String> command = List.of("explain", "--index", directory.resolve("index").toString());
      assertThat(runOn(job, command, "--reason", "low-score")).isZero();
      assertThat(out.toString()).contains("low: rejected, low score");
      assertThat(runOn(job, command, "--reason", "OFF_DOMAIN")).isEqualTo(1);
      assertThat(err.toString()).contains("no sample was rejected for OFF_DOMAIN");
      clear();
      assertThat(runOn(job, command, "--reason", "nonsense")).isEqualTo(2);
      assertThat(err.toString()).contains("--reason must be one of SHARED_NGRAM, ");
      clear();
      assertThat(runOn(job, command)).isEqualTo(2);
      assertThat(err.toString()).contains("name one sample: its id, its position, or --reason");
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
  void showsEveryRowOfAPositionAndSaysThatThereAreSeveral() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position sample = job.sample(0, "again", "one");
      job.begin().accept(sample);
      job.reject(sample, Reason.LOW_SCORE, new Evidence.Score(3, 8, "judge", "v1"));
      job.commit();
      assertThat(explain(job, sample.toString())).isZero();
      assertThat(out.toString())
          .contains("2 rows are about " + sample + ": there should be one")
          .contains("again: accepted", "again: rejected, low score");
    }
  }

  @Test
  void suggestsTheIdThatIngestGaveARow() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position row = job.sample(0, "columns:ward-1", "one");
      job.begin().accept(row);
      job.commit();
      assertThat(explain(job, "ward-1")).isZero();
      assertThat(err.toString())
          .contains("one has it after the name of its source: columns:ward-1");
      assertThat(out.toString()).contains("columns:ward-1: accepted");
      clear();
      Position other = job.sample(0, "other:ward-1", "one");
      job.begin().accept(other);
      job.commit();
      assertThat(explain(job, "ward-1")).isEqualTo(1);
      assertThat(err.toString()).contains("Did you mean columns:ward-1 or other:ward-1?");
      clear();
      assertThat(explain(job, "ward-2")).isEqualTo(1);
      assertThat(err.toString()).contains("'ingest' puts the name of the source and a colon");
    }
  }

  @Test
  void namesATopicThatDoesNotExist() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      List<String> options = job.options();
      assertThat(
              run(
                  "explain",
                  "a",
                  "--bootstrap-servers",
                  broker.bootstrapServers(),
                  "--topic",
                  "wrong",
                  "--outputs",
                  options.get(5)))
          .isEqualTo(2);
      assertThat(err.toString())
          .contains("there is no topic wrong at ", "name others with --topic or --outputs");
    }
  }

  @Test
  void showsWhatBecameOfTheOtherResponsesToThePrompt() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      Position right = job.sample(0, generated("q", 0, 3, "What is it?"));
      Position wrong = job.sample(1, generated("q", 1, 3, "What  is it?"));
      Position longer = job.sample(0, generated("q", 2, 3, "What is it?"));
      Position other = job.sample(0, generated("other", 0, 1, "What is it?"));
      job.begin();
      job.accept(right);
      job.accept(other);
      job.reject(
          wrong, Reason.WRONG_ANSWER, new Evidence.Answer("C", "B", "boxed", "C", "another"));
      job.reject(
          longer,
          Reason.NOT_SELECTED,
          new Evidence.Selection("shortest", 1, 14.0, "q-0", right, 12.0, null));
      PromptDecision decision = decision(generated("q", 0, 3, "What is it?"), right);
      job.decide(broker, longer, decision);
      job.commit();

      Path page = directory.resolve("siblings.html");
      assertThat(explain(job, "q-1", "--html", page.toString())).as(err.toString()).isZero();
      assertThat(out.toString())
          .contains("All responses to the prompt")
          .contains("pass rate                  2 of 3 verified responses are correct, 66.7 %")
          .contains("wrong answers              C<b> (1)")
          .contains("q-0                        " + right + ", accepted; measure 12")
          .contains(wrong + ", rejected, wrong answer; answered C; this one")
          .contains(longer + ", rejected, not selected; measure 14")
          .doesNotContain("other-0")
          .doesNotContain("not listed");
      assertThat(Files.readString(page))
          .contains("All responses to the prompt", "rejected, not selected; measure 14")
          .contains("C&lt;b&gt; (1)")
          .doesNotContain("C<b>");

      clear();
      assertThat(explain(job, "other-0")).isZero();
      assertThat(out.toString()).doesNotContain("All responses");
    }
  }

  @Test
  void findsTheOtherResponsesInResults(@TempDir Path results) throws Exception {
    String sample =
        "{\"id\":\"%s\",\"source\":\"test\",\"track\":\"public_medical\",\"prompt\":\"%s\",\"response\":\"R\"}";
    Position first = new Position("samples", 0, 0);
    Position second = new Position("samples", 0, 1);
    Files.writeString(
        OutputTopic.ACCEPTED.in(results),
        WrittenTopics.row(sample.formatted("a", "Which bone\\u00a0is it?"), first, null)
            + WrittenTopics.row(
                sample.formatted("x", "Which bone is not it?"),
                new Position("samples", 0, 2),
                null));
    Files.writeString(
        OutputTopic.REJECTED.in(results),
        WrittenTopics.row(
            sample.formatted("b", "Which bone is it?"), second, Reason.UNVERIFIABLE_ANSWER));
    Files.writeString(OutputTopic.DEAD_LETTERS.in(results), "");
    PromptDecision decision = decision(sample.formatted("a", "Which bone is it?"), first);
    Files.write(PromptRows.in(results), RowCodec.promptDecision(decision));

    assertThat(run("explain", "b", "--no-color", "--in", results.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("a                          samples/0@0, accepted; measure 12")
        .contains("samples/0@1, rejected, unverifiable answer; this one")
        .contains("1 response not listed")
        .doesNotContain("samples/0@2");
    assertThat(err.toString()).isEmpty();
  }

  private static PromptDecision decision(String json, Position kept) throws Exception {
    Sample sample = new SampleParser(SampleLimits.DEFAULT).parse(json.getBytes(UTF_8));
    String hash = PromptHash.of(sample);
    PromptCounts counts = new PromptCounts(2, 1, 0, 0, 0);
    return new PromptDecision(
        PromptHash.ofGroup(sample, hash),
        hash,
        sample.prompt(),
        sample.track(),
        sample.source(),
        "B",
        3,
        counts,
        counts.passRate(),
        PromptDecision.Closed.COMPLETE,
        0,
        List.of(new PromptDecision.Kept("kept", kept, 12.0)),
        List.of(new PromptDecision.WrongAnswer("C<b>", 1)),
        0,
        new RecipeStamp("test", "0123456789abcdef"),
        7);
  }

  private static String generated(String prompt, int index, int responses, String text) {
    return ("{\"id\":\"%s-%d\",\"source\":\"test\",\"track\":\"synthetic_qa\",\"prompt\":\"%s\","
            + "\"response\":\"R\",\"generation\":{\"prompt_id\":\"%s\",\"responses\":%d}}")
        .formatted(prompt, index, text, prompt, responses);
  }

  @Test
  void asksWhereToLook() {
    assertThat(run("explain", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("name where to look");
    assertThat(run("explain", "x", "--in", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("holds no results of 'run'");
    assertThat(run("explain", "--help")).isZero();
  }

  private static String traced(String id, String trace) {
    return "{\"id\":\"%s\",\"source\":\"test\",\"track\":\"public_medical\",\"prompt\":\"What is it?\",\"reasoning\":\"%s\",\"response\":\"The same.\"}"
        .formatted(id, trace);
  }

  private static String unwrapped(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private int explain(WrittenTopics job, String wanted, String... options) {
    List<String> command =
        List.of("explain", wanted, "--no-color", "--index", directory.resolve("index").toString());
    return runOn(job, command, options);
  }
}
