package io.medsift.cli.report.html;

import io.medsift.cli.report.tally.Tally;
import io.medsift.verdict.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Why samples were rejected, and how often. */
record ReasonTable(Tally tally) implements Section {
  @Override
  public void write(Html html) {
    List<Reason> given =
        Arrays.stream(Reason.values())
            .filter(reason -> tally.rejected(reason) > 0)
            .sorted(Comparator.comparingLong(tally::rejected).reversed())
            .toList();
    if (given.isEmpty()) {
      html.element("p", "empty", "No sample was rejected.");
      return;
    }
    long most = tally.rejected(given.get(0));
    html.div("card reasons");
    for (Reason reason : given) {
      long samples = tally.rejected(reason);
      html.open("a", "class", "reason", "href", "#" + reason.name())
          .div("what")
          .element("span", "chip " + Figures.colour(reason.gate()), reason.gate().wireName())
          .element("b", "", Figures.name(reason))
          .element("span", "sentence", reason.sentence())
          .close()
          .div("bar")
          .open(
              "span",
              "class",
              Figures.colour(reason.gate()),
              "style",
              "width:" + Figures.css(Figures.percent(samples, most)))
          .close(2)
          .element("span", "after", Figures.count(samples))
          .element("span", "share", Figures.share(samples, tally.records()))
          .close();
    }
    html.close();
  }
}
