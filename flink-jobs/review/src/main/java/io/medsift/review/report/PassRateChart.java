package io.medsift.review.report;

import io.medsift.review.html.Column;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.PassRateTally;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Pass rates of prompts by source, the prompts whose reference may be wrong, and those with a wrong
 * answer that many give.
 *
 * @param links the address of a prompt's samples by its text; null for none
 */
public record PassRateChart(PassRateTally tally, UnaryOperator<String> links) implements Section {
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
    confusions(html);
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
          .element("span", "count", prompts == 0 ? "" : Formats.count(prompts));
      Column.write(html, "gate-pass_rate", Formats.percent(prompts, most));
      html.close().element("span", "edge", edge(bin)).close();
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
    rows(html, sources.subList(0, Math.min(MAX_ROWS, sources.size())));
    if (sources.size() > MAX_ROWS) {
      html.open("details")
          .element("summary", "", Plural.of(sources.size() - MAX_ROWS, "further source"));
      rows(html, sources.subList(MAX_ROWS, sources.size()));
      html.close();
    }
    long listed = sources.stream().mapToLong(source -> source.getValue().prompts()).sum();
    if (listed < tally.all().prompts()) {
      html.element(
          "p",
          "note",
          Plural.of(tally.all().prompts() - listed, "prompt")
              + " of other sources not in the table.");
    }
  }

  private static void rows(Html html, List<Map.Entry<String, PassRateTally.Count>> sources) {
    html.div("wide")
        .open("table", "class", "all")
        .head(List.of("source", "prompts", "mean pass rate", "none correct", "all correct"));
    sources.forEach(source -> row(html, source.getKey(), source.getValue()));
    html.close(2);
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
      html.open("tr").open("td", "class", "text");
      prompt(html, suspect.prompt());
      html.close()
          .name("td", "", suspect.source(), MAX_NAME_LENGTH)
          .element("td", "", suspect.reference())
          .element("td", "", suspect.answer())
          .element("td", "", Formats.count(suspect.responses()))
          .close();
    }
    html.close(2);
    if (listed.size() < tally.suspected()) {
      more(html, tally.suspected() - listed.size());
    }
    html.close();
  }

  private static void more(Html html, long further) {
    html.element(
        "p",
        "note",
        "The prompts with the most responses are listed; "
            + Formats.count(further)
            + " more are in prompts-decided.");
  }

  private void prompt(Html html, String text) {
    if (links == null || text.isBlank()) {
      html.text(text);
    } else {
      html.open("a", "href", links.apply(text)).text(text).close();
    }
  }

  private void confusions(Html html) {
    if (tally.confused() == 0) {
      return;
    }
    List<PassRateTally.Confusion> listed = tally.confusions();
    html.element("h3", "", "Most frequent wrong answers")
        .element(
            "p",
            "lead",
            "Several, but not all, responses to these prompts give the same wrong answer: the"
                + " prompt is hard, or has more than one right answer.");
    html.div("card")
        .div("wide")
        .open("table", "class", "all suspects")
        .head(List.of("prompt", "source", "reference", "often answered", "responses", "verified"));
    for (PassRateTally.Confusion confusion : listed) {
      html.open("tr").open("td", "class", "text");
      prompt(html, confusion.prompt());
      html.close()
          .name("td", "", confusion.source(), MAX_NAME_LENGTH)
          .element("td", "", confusion.reference())
          .element("td", "", confusion.answer())
          .element("td", "", Formats.count(confusion.responses()))
          .element("td", "", Formats.count(confusion.verified()))
          .close();
    }
    html.close(2);
    if (listed.size() < tally.confused()) {
      more(html, tally.confused() - listed.size());
    }
    html.close();
  }
}
