package io.medsift.cli.report.html;

import io.medsift.cli.report.tally.Tally;
import io.medsift.cli.report.tally.TrackTally;
import io.medsift.cli.report.text.Excerpt;
import io.medsift.export.license.LicenseTerms;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Licences of the samples, and how many accepted ones are not for commercial use. */
record LicenseSummary(Tally tally) implements Section {
  private static final int LONGEST_NAME = 80;

  @Override
  public void write(Html html) {
    if (tally.licenses().isEmpty()) {
      html.element("p", "empty", "No sample was decided.");
      return;
    }
    long limited = accepted(LicenseTerms.Use.NON_COMMERCIAL);
    long unknown = accepted(LicenseTerms.Use.UNKNOWN);
    html.div("card licences");
    if (limited + unknown > 0) {
      html.open("p", "class", "callout")
          .element("b", "", Figures.count(limited))
          .text(" accepted samples may not be used commercially, and of ")
          .element("b", "", Figures.count(unknown))
          .text(" the terms are not known. Both can be left out of an export: --license-filter.")
          .close();
    }
    html.open("table").open("tr");
    for (String head : List.of("Licence", "Commercial use", "Accepted", "Share", "Samples")) {
      html.element("th", "", head);
    }
    html.close();
    tally.licenses().entrySet().stream()
        .sorted(
            Map.Entry.comparingByValue(Comparator.comparingLong(TrackTally::samples).reversed()))
        .forEach(license -> row(html, license.getKey(), license.getValue()));
    html.close(2);
  }

  private void row(Html html, String license, TrackTally samples) {
    LicenseTerms.Use use = LicenseTerms.of(license).use();
    html.open("tr")
        .element("td", "", license.isEmpty() ? "none stated" : Excerpt.head(license, LONGEST_NAME))
        .element("td", "use " + use.wireName(), shown(use))
        .element("td", "", Figures.count(samples.accepted()))
        .element("td", "", Figures.share(samples.accepted(), tally.all().accepted()))
        .element("td", "", Figures.count(samples.samples()))
        .close();
  }

  private long accepted(LicenseTerms.Use use) {
    return tally.licenses().entrySet().stream()
        .filter(license -> LicenseTerms.of(license.getKey()).use() == use)
        .mapToLong(license -> license.getValue().accepted())
        .sum();
  }

  private static String shown(LicenseTerms.Use use) {
    return switch (use) {
      case COMMERCIAL -> "allowed";
      case NON_COMMERCIAL -> "not allowed";
      case UNKNOWN -> "not known";
    };
  }
}
