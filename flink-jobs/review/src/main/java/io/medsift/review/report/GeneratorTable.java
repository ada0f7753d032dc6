package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.GeneratorTally;
import io.medsift.review.text.Formats;
import java.util.List;

/** Outcomes of the responses of each model, and the tokens per accepted response. */
record GeneratorTable(GeneratorTally tally) implements Section {
  private static final int MAX_NAME_LENGTH = 48;
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
    html.open("tr").rowHead("", model, MAX_NAME_LENGTH);
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
