package io.medsift.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.cli.topic.WrittenTopics;
import io.medsift.codec.RowCodec;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.recovery.LostSamples;
import io.medsift.review.rows.OutputTopic;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest extends BrokerCommandTest {
  private static final Evidence SCORE = new Evidence.Score(3, 8, "judge", "v1");

  @Test
  void holdsAcrossHeartbeatsMarkersAndAbortedRows() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      List<Position> samples = samples(job, 20);
      job.begin();
      samples.forEach(job::accept);
      job.abort();
      decide(job, samples);

      assertThat(audit(job, "--wait", "0")).isZero();
      assertThat(out.toString())
          .containsPattern("1 +0 +10 +4 +4 +2 +0 +0 +0")
          .containsPattern("all +20 +8 +10 +2 +0 +0 +0")
          .contains("60 records read", "20 of them heartbeats")
          .contains("OK: each of the 20 samples has exactly one verdict.");
    }
  }

  @Test
  void whatIsIngestedAndDecidedIsExported() throws Exception {
    Path rows =
        Files.writeString(
            directory.resolve("rows.jsonl"),
            "{\"id\":\"a\",\"question\":\"Which nerve?\",\"answer\":\"The vagus.\"}");
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      assertThat(
              run(
                  "ingest",
                  "--source",
                  "columns",
                  "--bootstrap-servers",
                  broker.bootstrapServers(),
                  "--topic",
                  job.topics().samples(),
                  rows.toString()))
          .as(err.toString())
          .isZero();
      Position sample = job.sample(0, "b", "two");
      job.begin().accept(sample);
      job.commit();
      assertThat(
              run(
                  "export",
                  "--bootstrap-servers",
                  broker.bootstrapServers(),
                  "--topic",
                  job.topics().accepted(),
                  "--out",
                  directory.resolve("dataset").toString()))
          .as(err.toString())
          .isZero();
    }
    assertThat(directory.resolve("dataset/README.md")).isNotEmptyFile();
  }

  @Test
  void namesTheFirstMissingAndRepeatedPositions() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      List<Position> samples = samples(job, 20);
      decide(job, samples.subList(0, 18));
      job.begin().accept(samples.get(3));
      job.commit();

      assertThat(audit(job, "--wait", "0")).isEqualTo(1);
      assertThat(err.toString())
          .contains("2 samples have no verdict: " + samples.get(18) + ", " + samples.get(19))
          .contains("1 sample has more than one verdict: " + samples.get(3) + " (again at job-")
          .contains("medsift explain POSITION");
    }
  }

  @Test
  void saysThatSamplesWaitForHeartbeats() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      job.sample(0, "a", "one");

      assertThat(audit(job, "--wait", "0")).isEqualTo(1);
      assertThat(err.toString())
          .contains(
              "partitions [1] had no record and no heartbeat for ever, so all verdicts wait for"
                  + " them")
          .contains("run one heartbeat producer for the topic");
    }
  }

  @Test
  void countsDeadLettersOfOtherJobsApart() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      List<Position> samples = List.of(job.sample(0, "a", "one"), job.sample(0, "b", "two"));
      job.begin();
      samples.forEach(job::accept);
      // The second was written by a version that said nothing in headers, the third by another job
      // about the very topic of samples.
      job.buryElsewhere("generate", new Position("prompts", 0, 0), "no answer");
      job.write(
          OutputTopic.DEAD_LETTERS,
          new RecordHeaders(),
          WrittenTopics.letter(new Position("prompts", 0, 1), "no answer"));
      job.buryElsewhere("annotate", samples.get(0), "no answer");
      job.commit();

      assertThat(audit(job, "--wait", "0")).isZero();
      assertThat(out.toString())
          .contains("2 dead letters of the topic prompts: not a verdict on a sample.")
          .contains("1 dead letter of the topic " + job.topics().samples() + ": not a verdict")
          .contains("OK: each of the 2 samples has exactly one verdict.");
    }
  }

  @Test
  void namesWhatARunHasSkippedSinceItWasDeleted() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position sample = job.sample(0, "a", "one");
      String samples = job.topics().samples();
      LostSamples lost = new LostSamples(samples, 0, 100, 699);
      var kept = lost.record(job.topics().deadLetters(), "nightly", Instant.EPOCH);
      job.begin().accept(sample);
      job.write(OutputTopic.DEAD_LETTERS, kept.headers(), kept.value());
      job.write(OutputTopic.DEAD_LETTERS, kept.headers(), kept.value());
      job.commit();

      assertThat(audit(job, "--wait", "0")).isZero();
      assertThat(out.toString())
          .containsOnlyOnce("Lost: partition 0 of " + samples + " lost the offsets 100 to 699, ")
          .doesNotContain("1 dead letter of the topic")
          .contains("OK: the one sample has exactly one verdict.");
    }
  }

  @Test
  void namesWhatIsNoRowAndDoesNotHold() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      Position sample = job.sample(0, "a", "one");
      job.begin().accept(sample);
      Headers shortHeader = new RecordHeaders().add(PositionHeader.NAME, new byte[3]);
      job.write(OutputTopic.ACCEPTED, shortHeader, "{}".getBytes(UTF_8));
      job.write(OutputTopic.REJECTED, new RecordHeaders(), null);
      job.write(OutputTopic.REJECTED, new RecordHeaders(), new byte[0]);
      job.write(OutputTopic.REJECTED, new RecordHeaders(), "garbage".getBytes(UTF_8));
      job.write(
          OutputTopic.DEAD_LETTERS,
          new RecordHeaders(),
          "{\"position\":{\"topic\":7,\"partition\":\"x\"}}".getBytes(UTF_8));
      job.write(
          OutputTopic.DEAD_LETTERS, new RecordHeaders(), "[{\"position\":1}]".getBytes(UTF_8));
      job.commit();

      assertThat(audit(job, "--wait", "0")).isEqualTo(1);
      assertThat(err.toString())
          .contains("the audit failed: 6 records are not rows of Medsift: ")
          .contains(job.topics().accepted() + "/0@1: it has no position of a sample")
          .contains(job.topics().rejected() + "/0@0: it has no value")
          .contains(job.topics().rejected() + "/0@1: it is empty")
          .contains(job.topics().rejected() + "/0@2: it is not valid JSON from byte ")
          .contains(job.topics().deadLetters() + "/0@0: it has no position of a sample")
          .contains(job.topics().deadLetters() + "/0@1: it is not a JSON object")
          .doesNotContain("should not happen", "seek past");
      assertThat(out.toString()).containsPattern("all +1 +1 +0 +0 +0 +0 +0");
    }
  }

  @Test
  void doesNotTakeOpenTransactionsForVerdictsAndWaitsForThem() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      List<Position> samples = samples(job, 4);
      job.begin();
      samples.forEach(job::accept);
      job.flush();
      assertThat(audit(job, "--wait", "0")).isEqualTo(1);
      assertThat(err.toString()).contains("4 samples have no verdict");

      CompletableFuture<Integer> waiting =
          CompletableFuture.supplyAsync(() -> audit(job, "--wait", "300"));
      job.commit();
      assertThat(waiting.get()).isZero();
    }
  }

  @Test
  void provesAPartOfTheTopic() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      List<Position> samples = samples(job, 20);
      decide(job, samples.subList(4, 16));
      // Each sample is followed by a heartbeat, so that its offset is twice its number.
      assertThat(audit(job, "--wait", "0", "--from", "4", "--until", "0:16,1:16")).isZero();
      assertThat(out.toString()).containsPattern("all +12 +");
      assertThat(audit(job, "--wait", "0", "--from", "1h")).isEqualTo(1);
      assertThat(err.toString()).contains("8 samples have no verdict");
    }
  }

  @Test
  void saysWhatABoundMayBe() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1)) {
      assertThat(audit(job, "--from", "yesterday")).isEqualTo(2);
      assertThat(err.toString())
          .contains("'yesterday' must be one of: earliest, latest, an offset");
      assertThat(audit(job, "--until", "0:77")).isEqualTo(2);
      assertThat(err.toString()).contains("partition 0 holds the offsets 0 to 0, not 77");
      assertThat(audit(job, "--from-offsets", "2h")).isEqualTo(2);
      assertThat(audit(job, "--from", "1", "--from-timestamp", "2h")).isEqualTo(2);
    }
  }

  @Test
  void refusesRangesThatEndBeforeTheyBeginOrLieBeyondTheTopic() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      samples(job, 20);
      assertThat(audit(job, "--from", "12", "--until", "4")).isEqualTo(2);
      assertThat(err.toString())
          .contains("the range ends before it begins: in partition")
          .contains("4 is before 12");
      assertThat(audit(job, "--from", "0:12", "--until", "0:4")).isEqualTo(2);
      assertThat(audit(job, "--from", "1h", "--until", "2h")).isEqualTo(2);
      assertThat(err.toString()).contains("the range ends before it begins: 20");
      for (String bound : List.of("--from", "--until")) {
        clear();
        assertThat(audit(job, bound, "99999")).isEqualTo(2);
        assertThat(err.toString())
            .contains("no partition holds the offset 99999: the longest ends at 20");
      }
      assertThat(out.toString()).doesNotContain("OK: ");
    }
  }

  @Test
  void provesNothingWhereThereAreNoSamples() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      samples(job, 4);
      int code = audit(job, "--wait", "0", "--from", "latest");
      assertThat(code).as("%s%s", out, err).isZero();
      assertThat(out.toString())
          .contains("Nothing to check: there are no samples in the range.")
          .doesNotContain("OK: ");
    }
  }

  @Test
  void takesMalformedAddressesForWrongUsageAndSilentOnesForAFailure() throws Exception {
    assertThat(run("audit", "--bootstrap-servers", "localhost")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--bootstrap-servers: 'localhost' is not of the form HOST:PORT");
    clear();
    assertThat(run("audit", "--bootstrap-servers", "no-such-host.invalid:9092")).isEqualTo(1);
    assertThat(err.toString())
        .contains("unknown host in no-such-host.invalid:9092")
        .doesNotContain("should not happen", "See medsift audit --help");
    clear();
    try (Socket deaf = deaf()) {
      String address = "127.0.0.1:" + deaf.getLocalPort();
      assertThat(run("audit", "--bootstrap-servers", address)).isEqualTo(1);
      assertThat(err.toString())
          .contains("connection refused at " + address)
          .doesNotContain("should not happen", "See medsift audit --help", "..");
    }
  }

  @Test
  void namesATopicThatDoesNotExist() {
    assertThat(run("audit", "--bootstrap-servers", broker.bootstrapServers(), "--topic", "no-such"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no topic no-such, nor accepted, nor rejected, nor dead-letters at ")
        .contains("(there are: ", "name others with --topic or --outputs");
    assertThat(run("audit")).isEqualTo(2);
    assertThat(err.toString()).contains("name what to audit");
  }

  @Test
  void provesTheResultsOfARunOverFiles(@TempDir Path results) throws Exception {
    List<String> letters = new ArrayList<>();
    for (int line = 0; line < 6; line++) {
      Position position = new Position("samples", line % 2, line / 2);
      letters.add(
          new String(
              RowCodec.deadLetter(new DeadLetter("no", position, 0, "x", null, null, Map.of())),
              UTF_8));
    }
    Path input = results.resolve("input.jsonl");
    Files.writeString(input, "a\nb\nc\nd\n\ne\nf\n");
    Files.writeString(OutputTopic.ACCEPTED.in(results), "");
    Files.writeString(OutputTopic.REJECTED.in(results), "");
    Files.write(OutputTopic.DEAD_LETTERS.in(results), letters);
    assertThat(run("audit", results.toString(), "--input", input.toString())).isZero();

    Files.write(OutputTopic.DEAD_LETTERS.in(results), letters.subList(0, 5));
    assertThat(run("audit", results.toString())).isZero();
    assertThat(out.toString()).contains("The last lines of the input were not checked");
    assertThat(run("audit", results.toString(), "--input", input.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("1 sample has no verdict: samples/1@2");
  }

  @Test
  void namesLinesOfResultsThatAreNoRows(@TempDir Path results) throws Exception {
    String letter = new String(WrittenTopics.letter(new Position("samples", 0, 0), "no"), UTF_8);
    String next = letter.replace("\"offset\":0", "\"offset\":1");
    Files.writeString(OutputTopic.ACCEPTED.in(results), "");
    Files.writeString(OutputTopic.REJECTED.in(results), "{\n");
    Files.writeString(
        OutputTopic.DEAD_LETTERS.in(results),
        "\uFEFF"
            + letter
            + "\ngarbage\n"
            + next
            + "\n\n{\"a\":1}\n"
            + letter.replace("samples", "prompts")
            + "\n"
            + letter.replace("\"offset\":0", "\"offset\":99999999999")
            + "\n"
            + letter.substring(0, letter.length() - 4));

    assertThat(run("audit", results.toString())).isEqualTo(1);
    String letters = OutputTopic.DEAD_LETTERS.in(results) + " line ";
    assertThat(err.toString())
        .contains("the audit failed: 5 records are not rows of Medsift: ")
        .contains(OutputTopic.REJECTED.in(results) + " line 1: it is not valid JSON from byte ")
        .contains(letters + "2: it is not valid JSON from byte ")
        .contains(letters + "5: it has no position of a sample")
        .contains(letters + "7: no run has a sample at its position samples/0@99999999999")
        .contains(letters + "8: it is not valid JSON from byte ")
        .doesNotContain("should not happen", "Jackson");
    assertThat(out.toString())
        .contains("1 dead letter of the topic prompts: not a verdict on a sample.")
        .containsPattern("all +2 +0 +0 +2 +0 +0 +0");

    clear();
    Files.delete(OutputTopic.REJECTED.in(results));
    assertThat(run("audit", results.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("rejected.jsonl: the file is missing");
  }

  /** In turn over two partitions, a heartbeat after each. */
  private static List<Position> samples(WrittenTopics job, int count) throws Exception {
    List<Position> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(job.sample(i % 2, "s" + i, "response " + i));
      job.heartbeat(i % 2);
    }
    return samples;
  }

  private static void decide(WrittenTopics job, List<Position> samples) {
    job.begin();
    for (int i = 0; i < samples.size(); i++) {
      if (i % 10 < 4) {
        job.accept(samples.get(i));
      } else if (i % 10 < 9) {
        job.reject(samples.get(i), Reason.LOW_SCORE, SCORE);
      } else {
        job.bury(samples.get(i), "broken");
      }
    }
    job.commit();
  }

  private int audit(WrittenTopics job, String... options) {
    return runOn(job, List.of("audit"), options);
  }
}
