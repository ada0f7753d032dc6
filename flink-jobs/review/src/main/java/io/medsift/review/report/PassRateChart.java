package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.PassRateTally;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pass rates of prompts by source, and the prompts whose reference may be wrong. */
record PassRateChart(PassRateTally tally) implements Section {
  private static final int MAX_CHARTS = 6;
  private static final int MAX_ROWS = 200;
  private static final int MAX_NAME_LENGTH = 48;
  private static final int LAST = PassRateTally.BINS - 1;

  @Override
  public void write(Html html) {
    List<Map.Entry<String, PassRateTally.Count>> sources =
        tally.sources().named().entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(
                    Comparator.comparingLong(PassRateTally.Count::prompts).reversed()))
            .toList();
    html.div("card");
    histogram(html, "histogram", tally.all());
    html.element("p", "note", note());
    if (sources.size() > 1) {
      sources.stream()
          .limit(MAX_CHARTS)
          .forEach(
              source -> {
                html.name("h4", "source", source.getKey(), MAX_NAME_LENGTH);
                histogram(html, "histogram small", source.getValue());
              });
    }
    table(html, sources);
    html.close();
    suspects(html);
  }

  private String note() {
    long unrated = tally.all().prompts() - tally.all().rated();
    return Plural.of(tally.all().rated(), "prompt")
        + ", mean pass rate "
        + Formats.decimal(100 * tally.all().mean(), 1)
        + " %."
        + (unrated == 0
            ? ""
            : " Without a verified response, not shown: " + Formats.count(unrated) + ".");
  }

  private static void histogram(Html html, String style, PassRateTally.Count count) {
    long most = 0;
    for (int bin = 0; bin <= LAST; bin++) {
      most = Math.max(most, count.bin(bin));
    }
    html.div(style);
    for (int bin = 0; bin <= LAST; bin++) {
      long prompts = count.bin(bin);
      html.open("div", "class", "column", "title", range(bin) + ": " + Formats.count(prompts))
          .div("stack")
          .element("span", "count", prompts == 0 ? "" : Formats.count(prompts))
          .open(
              "span",
              "class",
              "gate-pass_rate block",
              "style",
              "height:" + Formats.css(0.8 * Formats.percent(prompts, most)))
          .close(2)
          .element("span", "edge", edge(bin))
          .close();
    }
    html.close();
  }

  private static String range(int bin) {
    if (bin == 0) {
      return "none correct";
    }
    return bin == LAST
        ? "all correct"
        : String.format(Locale.ROOT, "over %d %% up to %d %%", 10 * (bin - 1), 10 * bin);
  }

  private static String edge(int bin) {
    if (bin == 0) {
      return "none";
    }
    return bin == LAST ? "all" : "≤" + 10 * bin;
  }

  private void table(Html html, List<Map.Entry<String, PassRateTally.Count>> sources) {
    html.div("wide")
        .open("table", "class", "all")
        .head(List.of("source", "prompts", "mean pass rate", "none correct", "all correct"));
    sources.stream()
        .limit(MAX_ROWS)
        .forEach(source -> row(html, source.getKey(), source.getValue()));
    html.close(2);
    long listed =
        sources.stream().limit(MAX_ROWS).mapToLong(source -> source.getValue().prompts()).sum();
    if (listed < tally.all().prompts()) {
      html.element(
          "p",
          "note",
          Plural.of(tally.all().prompts() - listed, "prompt")
              + " of smaller sources not in the table.");
    }
  }

  private static void row(Html html, String source, PassRateTally.Count count) {
    html.open("tr")
        .rowHead("", source, MAX_NAME_LENGTH)
        .element("td", "", Formats.count(count.prompts()))
        .element("td", "", count.rated() == 0 ? "–" : Formats.decimal(100 * count.mean(), 1) + " %")
        .element("td", "", Formats.share(count.bin(0), count.rated()))
        .element("td", "", Formats.share(count.bin(LAST), count.rated()))
        .close();
  }

  private void suspects(Html html) {
    if (tally.suspected() == 0) {
      return;
    }
    List<PassRateTally.Suspect> listed = tally.suspects();
    html.element("h3", "", "Check the reference")
        .element(
            "p",
            "lead",
            "All verified responses to these prompts give the same answer, and it is not the"
                + " reference: the reference may be wrong.");
    html.div("card")
        .div("wide")
        .open("table", "class", "all suspects")
        .head(List.of("prompt", "source", "reference", "all answered", "responses"));
    for (PassRateTally.Suspect suspect : listed) {
      html.open("tr")
          .element("td", "text", suspect.prompt())
          .name("td", "", suspect.source(), MAX_NAME_LENGTH)
          .element("td", "", suspect.reference())
          .element("td", "", suspect.answer())
          .element("td", "", Formats.count(suspect.responses()))
          .close();
    }
    html.close(2);
    if (listed.size() < tally.suspected()) {
      html.element(
          "p",
          "note",
          "The prompts with the most responses are listed; "
              + Formats.count(tally.suspected() - listed.size())
              + " more are in prompts-decided.jsonl.");
    }
    html.close();
  }
}
