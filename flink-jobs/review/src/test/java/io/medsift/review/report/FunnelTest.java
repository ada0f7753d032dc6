package io.medsift.review.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.tally.Tally;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the page that count by gate and by name, on small results. */
class FunnelTest {
  private static final Map<String, Set<Gate>> GATES =
      Map.of("a", Set.of(Gate.QUALITY, Gate.DEDUPLICATE), "b", Set.of(Gate.DEDUPLICATE));

  private final StringBuilder accepted = new StringBuilder();
  private final StringBuilder rejected = new StringBuilder();

  @TempDir private Path directory;

  @Test
  void saysWhatEachGateExaminedRejectedAndLeft() throws Exception {
    accept("a", "s", 3);
    accept("b", "s", 2);
    reject("a", Reason.SHORT_PROMPT, new Evidence.Quality("prompt words", 1, 4, "short"));
    reject("a", Reason.EXACT_COPY, new Evidence.Duplicate("k", position(), 1, null));

    String page = write(new Funnel(tally(), GATES));

    assertThat(row(page, "Parse")).containsExactly("7", "none", "7");
    assertThat(row(page, "Verify")).containsExactly("not run on any", "", "7");
    assertThat(row(page, "Quality")).containsExactly("5", "1", "6");
    assertThat(row(page, "Domain")).containsExactly("not run on any", "", "6");
    assertThat(row(page, "Deduplicate")).containsExactly("6", "1", "5");
  }

  @Test
  void keepsFiveHundredSourcesApartAndShort() throws Exception {
    for (int i = 0; i < 500; i++) {
      accept(
          "a",
          "https://huggingface.co/datasets/clinic/collection-of-questions-%03d".formatted(i),
          1);
    }
    accept("a", "other", 2);

    String page = write(new SourceFunnels(tally()));

    assertThat(page)
        .contains("The 12 largest are shown. Table of all 501")
        .contains(
            "title=\"https://huggingface.co/datasets/clinic/collection-of-questions-317\">"
                + "https://huggingface.co/d…ection-of-questions-317</th><td>1</td>")
        .contains(">other</th><td>2</td>")
        .doesNotContain("not in the table");
  }

  @Test
  void showsEvaluationSetsWithoutHitsAndSizesOfAll() throws Exception {
    reject(
        "a",
        Reason.CONTAINS_BENCHMARK_ITEM,
        new LeakEvidence.Containment("medqa", "q", "t", 1, "p", 1));
    BenchmarkIndex.Summary index =
        new BenchmarkIndex.Summary(
            "f",
            List.of(
                new BenchmarkIndex.Summary.SetSize("mmlu", 1_089, "ab", List.of()),
                new BenchmarkIndex.Summary.SetSize("medqa", 1_273, "ab", List.of())));

    String page = write(new BenchmarkBars(tally(), index));

    assertThat(row(page, "medqa")).containsExactly("1,273", "1");
    assertThat(row(page, "mmlu")).containsExactly("1,089", "none");
  }

  @Test
  void saysThatThereIsNoExampleWhereNothingWasRejected() throws Exception {
    accept("a", "s", 1);
    assertThat(write(new Examples(tally()))).contains("No sample was rejected.");
  }

  @Test
  void saysOfOneSampleWhatIsTrueOfOne() throws Exception {
    accept("a", "s", 1);
    assertThat(write(new LicenseSummary(tally())))
        .contains("The terms of <b>1 accepted sample</b> are not known.")
        .doesNotContain("may not be used commercially");
  }

  private static List<String> row(String page, String name) {
    int start = page.indexOf(">" + name + "</th>");
    String row =
        page.substring(start, page.indexOf("</tr>", start)).replaceAll("(?s)^.*?</td>", "");
    return List.of(row.replaceAll("<td[^>]*>", "").split("</td>"));
  }

  private static String write(Section section) {
    Html html = Html.fragment();
    section.write(html);
    return html.toString();
  }

  private void accept(String track, String source, int samples) {
    for (int i = 0; i < samples; i++) {
      accepted.append(row(track, source, verdict(Decision.ACCEPTED, null, null)));
    }
  }

  private void reject(String track, Reason reason, Evidence evidence) {
    rejected.append(row(track, "s", verdict(Decision.REJECTED, reason, evidence)));
  }

  private static String row(String track, String source, Verdict verdict) {
    String sample =
        "{\"id\":\"x\",\"source\":\"%s\",\"track\":\"%s\",\"prompt\":\"p\"}"
            .formatted(source, track);
    return new String(RowCodec.rejected(sample.getBytes(UTF_8), verdict), UTF_8) + "\n";
  }

  private static Position position() {
    return new Position("samples", 0, 0);
  }

  private static Verdict verdict(Decision decision, Reason reason, Evidence evidence) {
    return new Verdict(
        decision,
        reason == null ? null : reason.gate(),
        reason,
        evidence,
        List.of(),
        new RecipeStamp("r", "h"),
        Map.of(),
        position(),
        0,
        false,
        false);
  }

  private Tally tally() throws IOException {
    Files.writeString(OutputTopic.ACCEPTED.in(directory), accepted);
    Files.writeString(OutputTopic.REJECTED.in(directory), rejected);
    Files.writeString(OutputTopic.DEAD_LETTERS.in(directory), "");
    return Tally.read(directory);
  }
}
