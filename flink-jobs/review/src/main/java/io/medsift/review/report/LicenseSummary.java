package io.medsift.review.report;

import io.medsift.export.card.LicenseTerms;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.tally.TrackTally;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Licences of the samples, and how many accepted ones are not for commercial use. */
record LicenseSummary(Tally tally) implements Section {
  private static final int MAX_ROWS = 12;
  private static final int MAX_NAME_LENGTH = 48;
  private static final List<String> COLUMNS =
      List.of("licence", "commercial use", "accepted", "share", "samples");

  @Override
  public void write(Html html) {
    List<Map.Entry<String, TrackTally>> licenses =
        tally.licenses().named().entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(
                    Comparator.comparingLong(TrackTally::samples).reversed()))
            .toList();
    if (licenses.isEmpty()) {
      html.element("p", "empty", "No sample was decided.");
      return;
    }
    html.div("card licences");
    callout(html);
    html.open("table").head(COLUMNS);
    licenses.stream().limit(MAX_ROWS).forEach(license -> row(html, license));
    html.close();
    if (licenses.size() > MAX_ROWS) {
      html.open("details")
          .element("summary", "", Formats.count(licenses.size() - MAX_ROWS) + " further licences")
          .open("table")
          .head(COLUMNS);
      licenses.stream().skip(MAX_ROWS).forEach(license -> row(html, license));
      html.close(2);
    }
    html.close();
  }

  private void callout(Html html) {
    long limited = accepted(LicenseTerms.Use.NON_COMMERCIAL);
    long unknown = accepted(LicenseTerms.Use.UNKNOWN);
    if (limited + unknown == 0) {
      return;
    }
    html.open("p", "class", "callout");
    if (limited > 0) {
      html.element("b", "", Plural.of(limited, "accepted sample"))
          .text(" may not be used commercially. ");
    }
    if (unknown > 0) {
      html.text("The terms of ")
          .element("b", "", Plural.of(unknown, "accepted sample"))
          .text(" are not known. ");
    }
    html.text("An export leaves them out with --license-filter commercial.").close();
  }

  private void row(Html html, Map.Entry<String, TrackTally> license) {
    String name = license.getKey();
    TrackTally samples = license.getValue();
    LicenseTerms.Use use = LicenseTerms.of(name).use();
    html.open("tr")
        .rowHead("", name.isEmpty() ? "none stated" : name, MAX_NAME_LENGTH)
        .element("td", "use " + use.wireName(), shown(use))
        .element("td", "", Formats.count(samples.accepted()))
        .element("td", "", Formats.share(samples.accepted(), tally.all().accepted()))
        .element("td", "", Formats.count(samples.samples()))
        .close();
  }

  private long accepted(LicenseTerms.Use use) {
    long named =
        tally.licenses().named().entrySet().stream()
            .filter(license -> LicenseTerms.of(license.getKey()).use() == use)
            .mapToLong(license -> license.getValue().accepted())
            .sum();
    return use == LicenseTerms.Use.UNKNOWN
        ? named + tally.licenses().further().map(TrackTally::accepted).orElse(0L)
        : named;
  }

  private static String shown(LicenseTerms.Use use) {
    return switch (use) {
      case COMMERCIAL -> "allowed";
      case NON_COMMERCIAL -> "not allowed";
      case UNKNOWN -> "not known";
    };
  }
}
