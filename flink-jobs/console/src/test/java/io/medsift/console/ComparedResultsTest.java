package io.medsift.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec;
import io.medsift.console.ReviewConsole.Beside;
import io.medsift.console.comparison.OtherRun;
import io.medsift.console.index.SyntheticRows;
import io.medsift.console.stream.ResultFiles;
import io.medsift.console.web.Access;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.export.contamination.LeakMeasurement.Flagged;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.MeasuredSet;
import io.medsift.export.contamination.LeakMeasurement.NotFound;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages on benchmarks, clusters, prompts and two runs, over results with hostile names. */
final class ComparedResultsTest {
  private static final String HOSTILE = "\"'><script>alert(1)</script>\u202e/..?&#";
  private static final Evidence MEDICAL = domain(7, "Medical");
  private static final Evidence OTHER = domain(8, HOSTILE);
  private static final Evidence SCORE = new Evidence.Score(3, 8, "judge", "v1");

  @TempDir private static Path directory;
  private static ResultFiles files;
  private static ReviewConsole console;

  private static Evidence domain(int cluster, String label) {
    return new Evidence.Domain(cluster, label, 0.9, 0.8, List.of("Medical"), null, null);
  }

  private static Evidence leak(String set) {
    return new LeakEvidence.SharedNgram(set, "17", "which vitamin is it", "which vitamin", 1);
  }

  @BeforeAll
  static void start() throws Exception {
    Path own = Files.createDirectory(directory.resolve("own"));
    Path other = Files.createDirectory(directory.resolve("other"));
    write(
        own.resolve("rejected.jsonl"),
        SyntheticRows.row(1, Map.of("source", "leaky"), Reason.SHARED_NGRAM, leak("MedQA"), null),
        SyntheticRows.row(2, Map.of("source", HOSTILE), Reason.SHARED_NGRAM, leak(HOSTILE), null),
        SyntheticRows.row(3, Map.of("prompt", HOSTILE), Reason.OFF_DOMAIN, OTHER, null),
        SyntheticRows.row(4, Map.of(), Reason.LOW_SCORE, SCORE, MEDICAL),
        SyntheticRows.row(6, Map.of("source", "leaky"), Reason.SHARED_NGRAM, leak("MedQA"), null));
    write(
        own.resolve("accepted.jsonl"),
        SyntheticRows.row(0, Map.of("source", "leaky"), null, null, MEDICAL),
        SyntheticRows.row(5, Map.of(), null, null, MEDICAL),
        SyntheticRows.row(7, Map.of(), null, null, null));
    write(own.resolve("dead-letters.jsonl"), SyntheticRows.letter(8, HOSTILE, HOSTILE));
    write(own.resolve("prompts-decided.jsonl"), decision(1, 0, 4), decision(2, 1, 3));
    write(
        other.resolve("rejected.jsonl"),
        SyntheticRows.row(1, Map.of("source", "leaky"), Reason.SHARED_NGRAM, leak("MedQA"), null),
        SyntheticRows.row(2, Map.of("source", HOSTILE), Reason.SHARED_NGRAM, leak("MedQA"), null),
        SyntheticRows.row(5, Map.of(), Reason.LOW_SCORE, SCORE, MEDICAL));
    write(
        other.resolve("accepted.jsonl"),
        SyntheticRows.row(0, Map.of("source", "leaky"), null, null, MEDICAL),
        SyntheticRows.row(3, Map.of("prompt", HOSTILE), null, null, OTHER),
        SyntheticRows.row(4, Map.of(), null, null, MEDICAL),
        SyntheticRows.row(7, Map.of("id", "another sample"), null, null, null));
    write(other.resolve("dead-letters.jsonl"), SyntheticRows.letter(8, HOSTILE, HOSTILE));
    files = ResultFiles.open(own, directory.resolve("index"));
    console =
        ReviewConsole.start(
            files, new Beside(null, probe(), OtherRun.of(other)), Access.loopback(), 0);
  }

  private static void write(Path file, byte[]... rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] row : rows) {
      out.write(row);
      out.write('\n');
    }
    Files.write(file, out.toByteArray());
  }

  private static byte[] decision(int number, int correct, int wrong) {
    PromptCounts counts = new PromptCounts(correct, wrong, 0, 0, 0);
    return RowCodec.promptDecision(
        new PromptDecision(
            "key" + number,
            "hash" + number,
            number == 1 ? HOSTILE : "Which \"vitamin\" prevents scurvy, and " + "why ".repeat(40),
            "public_medical",
            HOSTILE,
            "B",
            null,
            counts,
            counts.passRate(),
            PromptDecision.Closed.COMPLETE,
            0,
            List.of(),
            List.of(new PromptDecision.WrongAnswer("C" + HOSTILE, wrong)),
            0,
            new RecipeStamp("test", "0123456789abcdef"),
            1));
  }

  private static LeakMeasurement probe() {
    MeasuredFields figures =
        new MeasuredFields(
            List.of(SampleField.PROMPT),
            List.of("any-shared-ngram"),
            new NotFound(3, 2, List.of("item-a", HOSTILE, "item-c")),
            Map.of("typo", Planted.of(100, 93)),
            Map.of("negated", Flagged.of(50, 1)));
    return new LeakMeasurement(
        LeakMeasurement.FORMAT,
        "recommended",
        "0123456789abcdef",
        "index",
        List.of(),
        100,
        1,
        List.of(
            new MeasuredSet("MedQA", 1_273, new TreeMap<>(), List.of(figures)),
            new MeasuredSet("PubMedQA", 500, new TreeMap<>(), List.of())),
        null);
  }

  @AfterAll
  static void stop() {
    console.close();
    files.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return get(console, path);
  }

  private static HttpResponse<String> get(ReviewConsole of, String path) throws Exception {
    URI at = URI.create(of.address()).resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private static String page(String path) throws Exception {
    return page(console, path);
  }

  private static String page(ReviewConsole of, String path) throws Exception {
    HttpResponse<String> answer = get(of, path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.body())
        .as(path)
        .doesNotContain("<script>", "alert(1)</script>", "\u202e", " style=")
        .hasSizeLessThan(1 << 20);
    return answer.body();
  }

  private static String in(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Test
  void benchmarksShowWhatLeaksFromWhereAndHowWellTheRulesFindIt() throws Exception {
    assertThat(page("/benchmarks"))
        .contains("3 samples</a> of 9 (33.3 %) repeat an item")
        .contains("/verdicts?gate=decontaminate&amp;benchmark=MedQA\">2</a>", "1,273", "93.0 %")
        .contains("PubMedQA", "500", ">none<")
        .contains("/verdicts?gate=decontaminate&amp;source=leaky", "66.7 %")
        .contains("/benchmarks?benchmark=" + in(HOSTILE), "&lt;script&gt;")
        .contains("their order", "<svg class=\"part gate-decontaminate\"");
    assertThat(page("/benchmarks?benchmark=MedQA"))
        .contains("/verdicts?gate=decontaminate&amp;benchmark=MedQA&amp;source=leaky")
        .contains("&amp;reason=SHARED_NGRAM", "3 items are not found even as published, 2 of them")
        .contains("item-a");
    assertThat(page("/benchmarks?benchmark=" + in(HOSTILE))).contains("Not measured");
    assertThat(page("/benchmarks?benchmark=PubMedQA")).contains("none of the samples rejected");
    assertThat(get("/benchmarks?benchmark=Nobody").statusCode()).isEqualTo(404);
    assertThat(get("/benchmarks?span=week").statusCode()).isEqualTo(400);
    assertThat(page("/benchmarks?span=hour")).contains("0 samples");
  }

  @Test
  void clustersShowWhatTheDomainGateKept() throws Exception {
    assertThat(page("/clusters"))
        .contains("the prompts of 4 samples: they fall into 2 clusters", "/clusters/7")
        .contains("/verdicts?label=Medical", "/clusters?label=" + in(HOSTILE), "--centroids DIR");
    assertThat(page("/clusters?label=Medical")).contains("Clusters of ").doesNotContain("ers/8\"");
    assertThat(page("/clusters?span=all")).contains("/clusters/7\"");
    assertThat(page("/clusters/7"))
        .contains(
            "/verdicts?cluster=7\">3 samples", "0 rejected by the domain gate", ", 2 accepted");
    assertThat(page("/clusters/8")).contains("1 rejected by the domain gate");
    for (String wrong : List.of("9", "x", "7/1", "-1", in(HOSTILE))) {
      assertThat(get("/clusters/" + wrong).statusCode()).as(wrong).isIn(400, 404);
    }
  }

  @Test
  void linksBetweenClustersKeepTheSpan() throws Exception {
    Path today = Files.createDirectory(directory.resolve("today"));
    write(
        today.resolve("accepted.jsonl"),
        SyntheticRows.row(0, System.currentTimeMillis(), Map.of(), null, null, MEDICAL));
    try (ResultFiles fresh = ResultFiles.open(today, directory.resolve("index-of-today"));
        ReviewConsole beside = ReviewConsole.start(fresh, null, Access.loopback(), 0)) {
      assertThat(page(beside, "/clusters?span=day"))
          .contains("/clusters/7?span=day\"", "label=Medical&amp;span=day#clusters\"");
      assertThat(page(beside, "/clusters?span=all")).contains("/clusters/7\"");
    }
  }

  @Test
  void promptsShowPassRatesAndReferencesToCheck() throws Exception {
    assertThat(page("/prompts"))
        .contains("2 decided prompts", "mean pass rate 12.5 %", "Check the reference")
        .contains("Most frequent wrong answers", "C&quot;")
        .contains("/verdicts?q=%22Which+vitamin+prevents+scurvy%2C+and+why+why");
  }

  @Test
  void twoRunsAreComparedFromOutcomeToOutcome() throws Exception {
    assertThat(page("/compare"))
        .contains("7 samples decided by both, 42.9 % alike by the same evidence")
        .contains("At 1 position the runs have read different samples")
        .contains("/compare?from=judge&amp;to=accepted\">1</a>")
        .contains("/compare?from=decontaminate&amp;to=none\">1</a>", "1 differ<")
        .contains("Recipe and artifacts are the same", "/compare?from=LOW_SCORE&amp;to=accepted");
    assertThat(page("/compare?from=judge&to=accepted"))
        .contains("low score → accepted", "/compare/samples/0/4", "score 3.0, needs 8.0");
    assertThat(page("/compare?from=decontaminate&to=decontaminate"))
        .contains("by other evidence", "/compare/samples/0/2");
    assertThat(page("/compare?from=domain"))
        .contains("off domain → accepted", "&lt;script&gt;alert(1)");
    assertThat(page("/compare?from=accepted&to=none")).contains("No sample changed in this way");
    assertThat(page("/compare/samples/0/2"))
        .contains("This run", "Other run", "MedQA", "/verdicts/samples/0/2");
    assertThat(page("/compare/samples/0/6")).contains("It has no row about this sample");
    assertThat(get("/compare/samples/0/99").statusCode()).isEqualTo(404);
    assertThat(get("/compare/samples/x/1").statusCode()).isEqualTo(404);
    assertThat(get("/compare/samples/0/-1").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    Path bare = Files.createDirectory(directory.resolve("bare"));
    write(bare.resolve("accepted.jsonl"), SyntheticRows.row(0, Map.of(), null, null, null));
    Files.writeString(bare.resolve("contamination.json"), "{");
    try (ResultFiles stream = ResultFiles.open(bare, directory.resolve("bare-index"));
        ReviewConsole alone = ReviewConsole.start(stream, null, Access.loopback(), 0)) {
      assertThat(ask(alone, "benchmarks"))
          .contains("The statement of this run cannot be read", "is not known here", "--probe")
          .contains("No sample was rejected for an evaluation set");
      assertThat(ask(alone, "clusters")).contains("No sample has a cluster", "gate domain");
      assertThat(ask(alone, "prompts")).contains("No decisions on prompts are here", "pass_rate");
      assertThat(ask(alone, "compare")).contains("Start the console with --compare DIR");
    }
  }

  private static String ask(ReviewConsole of, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(of.address() + path)).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
