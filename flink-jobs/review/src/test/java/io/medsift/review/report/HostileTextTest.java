package io.medsift.review.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.RowCodec;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.contamination.ContaminationStatement.Check;
import io.medsift.export.contamination.ContaminationStatement.CheckedSet;
import io.medsift.export.contamination.ContaminationStatement.CountedIn;
import io.medsift.export.contamination.ContaminationStatement.HitCount;
import io.medsift.export.contamination.ContaminationStatement.Hits;
import io.medsift.export.contamination.ContaminationStatement.MeasuredWith;
import io.medsift.export.contamination.ContaminationStatement.TrackRows;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.NotFound;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.PromptRows;
import io.medsift.review.tally.Tally;
import io.medsift.storage.NamedFile;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileTextTest {
  private static final String HOSTILE =
      "</div></main><script>alert(1)</script><img src=x onerror=\"alert(2)\">"
          + "\" onmouseover='alert(3)' style=\"x:url(http://evil.example)\" <!-- ]]> &lt;b&gt; `"
          + " \u202Eright to left\u202C \u2066isolate\u2069 \u0000\u001b[31m\u0007\u2028\uFEFF";
  private static final Pattern ELEMENT = Pattern.compile("<(/?)([a-zA-Z!][a-zA-Z0-9]*)");
  private static final Position PLACE = new Position(HOSTILE, 0, 0);

  @TempDir private Path directory;

  @Test
  void leaksNoMarkupFromAnyField() throws Exception {
    String page = page();

    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("<!--")
        .doesNotContain("onerror=\"")
        .doesNotContain("onmouseover='");
    Matcher element = ELEMENT.matcher(page);
    while (element.find()) {
      assertThat(element.group(2))
          .isIn(
              "!DOCTYPE",
              "html",
              "head",
              "meta",
              "title",
              "style",
              "body",
              "main",
              "header",
              "section",
              "article",
              "div",
              "span",
              "p",
              "h1",
              "h2",
              "h3",
              "h4",
              "b",
              "strong",
              "a",
              "ul",
              "li",
              "dl",
              "dt",
              "dd",
              "table",
              "tr",
              "th",
              "td",
              "mark",
              "svg",
              "rect",
              "details",
              "summary");
    }
  }

  @Test
  void leavesNoCharacterThatTurnsOrHidesText() throws Exception {
    assertThat(
            page()
                .codePoints()
                .filter(
                    codePoint ->
                        Character.getType(codePoint) == Character.FORMAT
                            || (Character.isISOControl(codePoint) && codePoint != '\n'))
                .toArray())
        .isEmpty();
  }

  @Test
  void showsWhatWasMadeHarmless() throws Exception {
    assertThat(page())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("⟨U+202E⟩right to left⟨U+202C⟩")
        .contains("\u2400\u241b[31m\u2407⟨U+2028⟩⟨U+FEFF⟩");
  }

  private String page() throws IOException {
    ByteArrayOutputStream accepted = new ByteArrayOutputStream();
    line(accepted, RowCodec.rejected(sample(), verdict(Decision.ACCEPTED, null, null)));
    ByteArrayOutputStream rejected = new ByteArrayOutputStream();
    for (Reason reason : Reason.values()) {
      line(
          rejected,
          RowCodec.rejected(sample(), verdict(Decision.REJECTED, reason, evidence(reason))));
    }
    ByteArrayOutputStream dead = new ByteArrayOutputStream();
    line(
        dead,
        RowCodec.deadLetter(
            new DeadLetter(
                HOSTILE, PLACE, 0, HOSTILE, null, HOSTILE, Map.of("medsift-line", HOSTILE))));
    line(dead, RowCodec.deadLetter(new DeadLetter("x", PLACE, 0, null, HOSTILE, null, Map.of())));
    Files.write(OutputTopic.ACCEPTED.in(directory), accepted.toByteArray());
    Files.write(OutputTopic.REJECTED.in(directory), rejected.toByteArray());
    Files.write(OutputTopic.DEAD_LETTERS.in(directory), dead.toByteArray());
    PromptCounts counts = new PromptCounts(0, 2, 0, 0, 0);
    byte[] prompt =
        RowCodec.promptDecision(
            new PromptDecision(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                2,
                counts,
                0.0,
                PromptDecision.Closed.COMPLETE,
                0,
                List.of(),
                List.of(new PromptDecision.WrongAnswer(HOSTILE, 2)),
                0,
                new RecipeStamp(HOSTILE, "0"),
                0));
    Files.write(PromptRows.in(directory), prompt);
    RunFacts facts =
        new RunFacts(
            HOSTILE,
            List.of(HOSTILE),
            13,
            List.of(HOSTILE),
            Map.of(HOSTILE, Set.of(Gate.values())),
            new BenchmarkIndex.Summary(
                HOSTILE, List.of(new BenchmarkIndex.Summary.SetSize(HOSTILE, 3, "ab", List.of()))),
            hostileStatement(),
            1,
            1,
            1,
            1,
            Instant.ofEpochSecond(0));
    return ReportPage.of(Tally.read(directory), facts);
  }

  private static ContaminationStatement hostileStatement() {
    MeasuredFields figures =
        new MeasuredFields(
            List.of(SampleField.PROMPT),
            List.of(HOSTILE),
            new NotFound(1, 1, List.of(HOSTILE)),
            Map.of(HOSTILE, Planted.of(2, 1)),
            Map.of());
    CheckedSet set =
        new CheckedSet(
            HOSTILE,
            3,
            HOSTILE,
            List.of(new NamedFile(HOSTILE, HOSTILE)),
            new TreeMap<>(),
            new Hits(1, CountedIn.RUN, List.of(new HitCount(HOSTILE, HOSTILE, HOSTILE, 1))),
            List.of(figures));
    Check check =
        new Check(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            List.of(),
            new TreeMap<>(Map.of(HOSTILE, new TrackRows(1, true))),
            List.of(set),
            new MeasuredWith(1, 0, null));
    return new ContaminationStatement(
        1, HOSTILE, List.of(HOSTILE), 1, List.of(check), List.of(HOSTILE));
  }

  private static Evidence evidence(Reason reason) {
    return switch (reason) {
      case SHARED_NGRAM -> new LeakEvidence.SharedNgram(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1);
      case FUZZY_MATCH -> new LeakEvidence.FuzzyMatch(HOSTILE, HOSTILE, HOSTILE, 81);
      case CONTAINS_BENCHMARK_ITEM ->
          new LeakEvidence.Containment(HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE, 1);
      case SEMANTIC_MATCH ->
          new LeakEvidence.SemanticMatch(HOSTILE, HOSTILE, HOSTILE, 1, 0.9, true, HOSTILE, null);
      case WRONG_ANSWER, UNVERIFIABLE_ANSWER, TRUNCATED_RESPONSE ->
          new Evidence.Answer(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE);
      case UNFINISHED_RESPONSE, SHORT_PROMPT, SHORT_RESPONSE, TOO_MANY_WAITS, OVERRUN_RESPONSE ->
          new Evidence.Quality(HOSTILE, 1, 2, HOSTILE);
      case LOW_SCORE -> new Evidence.Score(2, 8, HOSTILE, HOSTILE);
      case OFF_DOMAIN, UNSURE_DOMAIN ->
          new Evidence.Domain(7, HOSTILE, 0.5, 0.5, List.of(HOSTILE), 0.6, 0.6);
      case LOW_PASS_RATE, HIGH_PASS_RATE ->
          new Evidence.PassRate(
              HOSTILE, new PromptCounts(1, 2, 3, 4, 5), 0.1, 0.2, 0.9, false, true);
      case NOT_SELECTED -> new Evidence.Selection(HOSTILE, 1, 2.5, HOSTILE, PLACE, 1.5, true);
      case QUOTA_REACHED ->
          new Evidence.Quota(HOSTILE, HOSTILE, 1, 1, HOSTILE, PLACE, HOSTILE, PLACE);
      case EXACT_COPY, NEAR_DUPLICATE -> new Evidence.Duplicate(HOSTILE, PLACE, 0.9, PLACE);
    };
  }

  private static Verdict verdict(Decision decision, Reason reason, Evidence evidence) {
    return new Verdict(
        decision,
        reason == null ? null : reason.gate(),
        reason,
        evidence,
        List.of(),
        new RecipeStamp(HOSTILE, HOSTILE),
        Map.of(HOSTILE, HOSTILE),
        PLACE,
        0,
        true,
        true);
  }

  private static byte[] sample() {
    ObjectNode sample = new ObjectMapper().createObjectNode();
    for (String field : List.of("id", "source", "track", "prompt", "response")) {
      sample.put(field, HOSTILE);
    }
    return sample.toString().getBytes(UTF_8);
  }

  private static void line(ByteArrayOutputStream out, byte[] row) {
    out.writeBytes(row);
    out.write('\n');
  }
}
