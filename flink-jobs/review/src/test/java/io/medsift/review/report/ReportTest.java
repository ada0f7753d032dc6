package io.medsift.review.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.review.tally.Tally;
import io.medsift.review.text.SafeText;
import io.medsift.verdict.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Path PREVIEW = Path.of("target", "report-preview");

  @Test
  void showsEveryReasonWithAnExample() throws Exception {
    long lines = new SyntheticResults(PREVIEW).write(4_000);
    Tally tally = Tally.read(PREVIEW);
    String page = ReportPage.of(tally, SyntheticResults.facts(lines));
    Files.writeString(PREVIEW.resolve("report.html"), page);

    assertThat(tally.records()).isEqualTo(lines);
    for (Reason reason : Reason.values()) {
      assertThat(page)
          .contains(SafeText.html(reason.sentence()))
          .contains("id=\"" + reason.name() + "\"");
    }
    assertThat(tally.passRates().all().prompts()).isEqualTo(500);
    assertThat(tally.passRates().suspected()).isGreaterThan(50);
    assertThat(page)
        .contains("id=\"pass-rates\"", "Check the reference", "none correct: ")
        .contains(tally.passRates().suspected() - 50 + " more are in prompts-decided")
        .contains("Question 7: ");
    assertThat(tally.clusters().nearTies()).isPositive();
    assertThat(page).contains("Near ties: " + tally.clusters().nearTies() + " samples");
    assertThat(page).doesNotContain("<script").doesNotContain("http://").doesNotContain("https://");
  }
}
