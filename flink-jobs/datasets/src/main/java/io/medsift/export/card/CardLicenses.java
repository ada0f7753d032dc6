package io.medsift.export.card;

import static java.lang.String.format;

import io.medsift.export.card.DatasetStatistics.LeftOut;
import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.export.directory.Manifest.ExportSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Under which licences the rows are, and which of those limit their use. */
record CardLicenses(RowStatistics accepted, DatasetStatistics statistics, ExportSettings settings) {

  void write(Markdown page) {
    page.heading(2, "Licences");
    List<List<String>> rows = new ArrayList<>();
    long limited = 0;
    long unknown = 0;
    for (Map.Entry<LicenseTerms, Long> license : samplesByTerms().entrySet()) {
      boolean none = license.getKey().equals(LicenseTerms.NONE);
      LicenseTerms.Use use = license.getKey().use();
      limited += use == LicenseTerms.Use.NON_COMMERCIAL ? license.getValue() : 0;
      unknown += use == LicenseTerms.Use.UNKNOWN ? license.getValue() : 0;
      rows.add(
          List.of(
              none ? "none stated" : Markdown.text(license.getKey().id()),
              shown(use),
              CardNumbers.count(license.getValue()),
              CardNumbers.share(license.getValue(), accepted.rows())));
    }
    page.table(List.of("licence", "commercial use", "samples", "share"), 2, rows);
    if (limited > 0) {
      page.paragraph(
          format(
              Locale.ROOT,
              "**%s may not be used commercially.** An export with `--license-filter"
                  + " '!non-commercial'` leaves them out.",
              CardNumbers.count(limited, "sample")));
    }
    if (unknown > 0) {
      page.paragraph(
          format(
              Locale.ROOT,
              "**The terms of %s are not known.** An export with `--license-filter"
                  + " commercial` has only samples whose licence is known to allow it.",
              CardNumbers.count(unknown, "sample")));
    }
    if (!settings.licenseFilter().isEmpty()) {
      page.paragraph(
          format(
              Locale.ROOT,
              "The license filter `%s` left out %s.",
              settings.licenseFilter().replace('`', '\''),
              CardNumbers.count(statistics.leftOut(LeftOut.LICENSE), "row")));
    }
  }

  /** Samples by licence, however their rows spell it. */
  private Map<LicenseTerms, Long> samplesByTerms() {
    Map<LicenseTerms, Long> samples = new LinkedHashMap<>();
    accepted
        .counts(Dimension.LICENSES)
        .forEach(
            (name, count) ->
                samples.merge(
                    name.equals(Dimension.NONE) ? LicenseTerms.NONE : LicenseTerms.of(name),
                    count,
                    Long::sum));
    return samples;
  }

  private static String shown(LicenseTerms.Use use) {
    return switch (use) {
      case COMMERCIAL -> "allowed";
      case NON_COMMERCIAL -> "**not allowed**";
      case UNKNOWN -> "not known";
    };
  }
}
