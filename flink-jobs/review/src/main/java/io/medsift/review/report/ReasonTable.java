package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reasons for rejection, and how often each was given. */
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
          .element("span", "chip " + Formats.colour(reason.gate()), reason.gate().wireName())
          .element("b", "", Formats.name(reason))
          .element("span", "sentence", reason.sentence())
          .close()
          .div("bar")
          .open(
              "span",
              "class",
              Formats.colour(reason.gate()),
              "style",
              "width:" + Formats.css(Formats.percent(samples, most)))
          .close(2)
          .element("span", "after", Formats.count(samples))
          .element("span", "share", Formats.share(samples, tally.records()))
          .close();
    }
    html.close();
  }
}
