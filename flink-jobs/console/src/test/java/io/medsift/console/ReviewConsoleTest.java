package io.medsift.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.console.index.SyntheticRows;
import io.medsift.console.stream.ResultFiles;
import io.medsift.console.web.Access;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Reason;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages over the results of a run, hostile ones among them. */
final class ReviewConsoleTest {
  private static final String HOSTILE =
      "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\u202eevil\u2066`</textarea>";
  private static final String LONG = "word ".repeat(400_000);

  @TempDir private static Path directory;
  private static ResultFiles files;
  private static ReviewConsole console;

  @BeforeAll
  static void start() throws Exception {
    Path results = Files.createDirectory(directory.resolve("results"));
    ByteArrayOutputStream rejected = new ByteArrayOutputStream();
    LeakEvidence leak =
        new LeakEvidence.SharedNgram("MedQA", "17", "which vitamin is it", "which vitamin", 1);
    write(
        rejected,
        SyntheticRows.row(
            1, Map.of("prompt", "which vitamin is it"), Reason.SHARED_NGRAM, leak, null));
    write(
        rejected,
        SyntheticRows.row(
            2,
            Map.of(
                "id",
                HOSTILE,
                "source",
                HOSTILE,
                "track",
                HOSTILE,
                "prompt",
                HOSTILE,
                "reasoning",
                HOSTILE,
                "response",
                HOSTILE),
            Reason.WRONG_ANSWER,
            new Evidence.Answer(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
            new Evidence.Domain(1, HOSTILE, 1, 1, List.of(HOSTILE), null, null)));
    write(
        rejected,
        SyntheticRows.row(
            3,
            Map.of("prompt", LONG, "response", LONG),
            Reason.SHARED_NGRAM,
            new LeakEvidence.SharedNgram("MedQA", "18", "a word word word", "word word word", 1),
            null));
    Files.write(results.resolve("rejected.jsonl"), rejected.toByteArray());
    ByteArrayOutputStream accepted = new ByteArrayOutputStream();
    write(accepted, SyntheticRows.row(0, Map.of("source", "spaced "), null, null, null));
    write(accepted, "no row".getBytes(UTF_8));
    Files.write(results.resolve("accepted.jsonl"), accepted.toByteArray());
    ByteArrayOutputStream dead = new ByteArrayOutputStream();
    write(dead, SyntheticRows.letter(4, HOSTILE, HOSTILE));
    Files.write(results.resolve("dead-letters.jsonl"), dead.toByteArray());
    files = ResultFiles.open(results, directory.resolve("index"));
    console = ReviewConsole.start(files, null, Access.loopback(), 0);
  }

  private static void write(ByteArrayOutputStream out, byte[] row) throws Exception {
    out.write(row);
    out.write('\n');
  }

  @AfterAll
  static void stop() {
    console.close();
    files.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI at = URI.create(console.address()).resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private static String page(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.body())
        .as(path)
        .doesNotContain("<script>", "<img", "onerror=alert(2)>\"", "\u202e", "\u2066", " style=")
        .hasSizeLessThan(1 << 20);
    return answer.body();
  }

  @Test
  void nowShowsTheFunnelWithLinks() throws Exception {
    assertThat(page("/"))
        .contains("Left out: 1 record is not a row of Medsift", "accepted.jsonl line 2")
        .contains("/verdicts?gate=decontaminate", "/verdicts?reason=WRONG_ANSWER", "<rect", "5");
    assertThat(page("/?span=hour")).contains("aria-current=\"true\"");
    assertThat(get("/?span=week").statusCode()).isEqualTo(400);
  }

  @Test
  void aListIsFilteredByItsLink() throws Exception {
    assertThat(page("/verdicts?benchmark=MedQA"))
        .contains("2 verdicts", "/verdicts/samples/0/1", "MedQA")
        .doesNotContain("/verdicts/samples/0/2\"");
    assertThat(page("/verdicts?outcome=dead_letter")).contains("1 verdict", "dead letter");
    assertThat(page("/verdicts?q=vitamin")).contains("1 verdict<");
    assertThat(page("/verdicts?q=%22%3E%3Cscript%3E")).contains("&lt;script&gt;");
    assertThat(page("/verdicts?source=%22%3E%3Cscript%3E")).contains("0 verdicts");
    assertThat(page("/verdicts?source=spaced+")).contains("1 verdict<");
    assertThat(page("/verdicts?source=spaced")).contains("0 verdicts");
    assertThat(get("/verdicts?after=x").statusCode()).isEqualTo(400);
    assertThat(get("/verdicts?revised=foo").body())
        .contains("revised must be revoked or reinstated, got foo");
    assertThat(get("/verdicts?min_score=NaN").statusCode()).isEqualTo(400);
  }

  @Test
  void aVerdictStandsBesideItsEvidence() throws Exception {
    assertThat(page("/verdicts/samples/0/1"))
        .contains("What decided", "<mark>which vitamin</mark>", "MedQA", "as=text");
    assertThat(page("/verdicts/samples/0/0")).contains("accepted");
    assertThat(page("/verdicts/samples/0/2")).contains("⟨U+202E⟩");
    assertThat(page("/verdicts/samples/0/4")).contains("dead letter");
    assertThat(get("/verdicts/samples/0/99").statusCode()).isEqualTo(404);
    assertThat(get("/verdicts/samples/0/x").statusCode()).isEqualTo(404);
    assertThat(get("/verdicts/samples").statusCode()).isEqualTo(404);
  }

  @Test
  void aLongTextIsCutAndCanBeLoadedWhole() throws Exception {
    assertThat(page("/verdicts/samples/0/3"))
        .contains("The texts are cut", "2,000,000 characters", "all=1")
        .hasSizeLessThan(400_000);
    assertThat(get("/verdicts/samples/0/3?as=text").body()).hasSizeGreaterThan(4_000_000);
  }
}
