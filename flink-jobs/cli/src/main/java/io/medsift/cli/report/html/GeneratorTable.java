package io.medsift.cli.report.html;

import io.medsift.cli.report.tally.GeneratorTally;
import java.util.List;
import java.util.Map;

/** What the responses of each model came to, and what an accepted one took. */
record GeneratorTable(GeneratorTally tally) implements Section {
  private static final List<String> HEADINGS =
      List.of("model", "responses", "accepted", "share", "cut", "tokens each", "per accepted");

  @Override
  public void write(Html html) {
    html.div("card").open("table").open("tr");
    HEADINGS.forEach(heading -> html.element("th", "", heading));
    html.close();
    for (Map.Entry<String, GeneratorTally.Count> model : tally.models().entrySet()) {
      GeneratorTally.Count count = model.getValue();
      html.open("tr").element("td", "", model.getKey());
      html.element("td", "", Figures.count(count.responses()));
      html.element("td", "", Figures.count(count.accepted()));
      html.element("td", "", Figures.share(count.accepted(), count.responses()));
      html.element("td", "", Figures.share(count.cut(), count.responses()));
      html.element("td", "", mean(count.tokens(), count.responses()));
      html.element("td", "", mean(count.tokens(), count.accepted())).close();
    }
    html.close(2);
  }

  private static String mean(long tokens, long responses) {
    return responses == 0 ? "–" : Figures.count(Math.round((double) tokens / responses));
  }
}
