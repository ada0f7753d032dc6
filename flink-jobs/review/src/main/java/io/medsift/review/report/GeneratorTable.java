package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.GeneratorTally;
import io.medsift.review.text.Formats;
import java.util.List;

/** What the responses of each model came to, and what an accepted one took. */
record GeneratorTable(GeneratorTally tally) implements Section {
  private static final int LONGEST_NAME = 48;
  private static final List<String> HEADINGS =
      List.of("model", "responses", "accepted", "share", "cut", "tokens each", "per accepted");

  @Override
  public void write(Html html) {
    html.div("card").open("table").head(HEADINGS);
    tally.models().named().forEach((model, count) -> row(html, model, count));
    tally.models().further().ifPresent(count -> row(html, "(further models)", count));
    html.close(2);
  }

  private static void row(Html html, String model, GeneratorTally.Count count) {
    html.open("tr").rowHead("", model, LONGEST_NAME);
    html.element("td", "", Formats.count(count.responses()));
    html.element("td", "", Formats.count(count.accepted()));
    html.element("td", "", Formats.share(count.accepted(), count.responses()));
    html.element("td", "", Formats.share(count.cut(), count.responses()));
    html.element("td", "", mean(count.tokens(), count.responses()));
    html.element("td", "", mean(count.tokens(), count.accepted())).close();
  }

  private static String mean(long tokens, long responses) {
    return responses == 0 ? "–" : Formats.count(Math.round((double) tokens / responses));
  }
}
