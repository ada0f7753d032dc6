package io.medsift.console.pages;

import io.medsift.console.index.Facet;
import io.medsift.console.index.ListedVerdict;
import io.medsift.console.index.Matches;
import io.medsift.console.index.VerdictFilter;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.RefusedRequest;
import io.medsift.console.web.Reply;
import io.medsift.review.html.Html;
import io.medsift.review.text.Excerpt;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verdicts that filters and words let through, the latest first. */
public record VerdictsPage(VerdictStream stream) implements Page {
  private static final String AFTER = "after";
  private static final int ROWS = 50;
  private static final int MAX_NAME = 44;
  private static final int MAX_ACTIVE_NAME = 200;

  /** What the page shows. */
  private record Shown(
      VerdictFilter filter,
      long total,
      List<ListedVerdict> rows,
      boolean more,
      Map<Facet, Map<String, Long>> counts) {}

  @Override
  public String path() {
    return VerdictLinks.LIST;
  }

  @Override
  public String title() {
    return "Verdicts";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    VerdictFilter filter = VerdictLinks.filter(request);
    ListedVerdict.Mark after = after(request);
    Shown shown =
        stream
            .index()
            .look(
                view -> {
                  Matches matches = view.matches(filter);
                  List<ListedVerdict> rows = matches.latest(ROWS + 1, after);
                  Map<Facet, Map<String, Long>> counts = new EnumMap<>(Facet.class);
                  for (Facet dimension : Facet.values()) {
                    if (dimension != Facet.CLUSTER) {
                      counts.put(dimension, matches.counts(dimension));
                    }
                  }
                  boolean more = rows.size() > ROWS;
                  return new Shown(
                      filter, matches.total(), more ? rows.subList(0, ROWS) : rows, more, counts);
                });
    String problem = stream.progress().problem();
    return new Reply.Document("Verdicts", html -> write(html, request, shown, problem));
  }

  private static ListedVerdict.Mark after(PageRequest request) {
    try {
      return request.parameter(AFTER).map(ListedVerdict.Mark::parse).orElse(null);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.wrong("after must be a place in a list");
    }
  }

  private static void write(Html html, PageRequest request, Shown shown, String problem) {
    html.element("h1", "", "Verdicts");
    if (!problem.isEmpty()) {
      html.open("p", "class", "problem", "role", "alert").text(problem).close();
    }
    search(html, request, shown);
    active(html, request, shown.filter());
    html.div("listing").open("aside", "id", "filters", "aria-label", "Filters");
    shown
        .counts()
        .forEach((dimension, counts) -> FacetList.write(html, request, dimension, counts));
    html.close().open("section", "aria-label", "Verdicts", "class", "rows");
    html.open("p", "class", "lead", "role", "status")
        .element("b", "", Plural.of(shown.total(), "verdict"))
        .text(request.parameter(AFTER).isPresent() ? ", older ones" : ", the latest first")
        .close();
    // In a narrow window the filters are below the list.
    html.open("p", "class", "to-filters").open("a", "href", "#filters").text("Filters").close(2);
    if (shown.rows().isEmpty()) {
      html.element("p", "empty", "No verdict matches. Remove a filter or a word.");
    } else {
      html.open("ol", "class", "verdicts");
      shown.rows().forEach(row -> row(html, row));
      html.close();
    }
    pager(html, request, shown);
    html.close(2);
  }

  private static void search(Html html, PageRequest request, Shown shown) {
    html.open("form", "class", "search", "method", "get", "action", VerdictLinks.LIST);
    shown
        .filter()
        .values()
        .forEach(
            (dimension, value) ->
                html.single(
                    "input", "type", "hidden", "name", dimension.wireName(), "value", value));
    html.div("field wide-field").open("label", "for", "q").text("Words, id or position").close();
    html.single(
            "input",
            "id",
            "q",
            "name",
            VerdictLinks.WORDS,
            "type",
            "search",
            "value",
            shown.filter().text(),
            "aria-describedby",
            "q-help")
        .close();
    html.div("field").open("label", "for", "span").text("Written").close();
    html.open("select", "id", "span", "name", TimeSpan.PARAMETER);
    TimeSpan now = TimeSpan.of(request);
    for (TimeSpan span : TimeSpan.values()) {
      if (span == now) {
        html.open("option", "value", span.wireName(), "selected", "");
      } else {
        html.open("option", "value", span.wireName());
      }
      html.text(span.title()).close();
    }
    html.close(2);
    score(html, request, VerdictLinks.MIN_SCORE, "Score from");
    score(html, request, VerdictLinks.MAX_SCORE, "to");
    html.div("field").element("button", "", "Search").close();
    html.open("p", "class", "note", "id", "q-help")
        .text("All words must be in the text. \"Quotes\" keep words together, -word excludes one.")
        .close()
        .close();
  }

  private static void score(Html html, PageRequest request, String name, String title) {
    html.div("field").open("label", "for", name).text(title).close();
    html.single(
            "input",
            "id",
            name,
            "name",
            name,
            "type",
            "number",
            "step",
            "any",
            "class",
            "score",
            "value",
            request.parameter(name).orElse(""))
        .close();
  }

  /** The filters that are on, each with a link that removes it. */
  private static void active(Html html, PageRequest request, VerdictFilter filter) {
    if (filter.values().isEmpty()) {
      return;
    }
    html.open("ul", "class", "active", "aria-label", "Active filters");
    filter
        .values()
        .forEach(
            (dimension, value) -> {
              String name = VerdictLinks.shown(dimension, value);
              html.open("li")
                  .open(
                      "a",
                      "href",
                      VerdictLinks.list(request).with(dimension.wireName(), null).toString(),
                      "title",
                      "Remove this filter: " + name)
                  .text(FacetList.title(dimension) + ": " + Excerpt.middle(name, MAX_ACTIVE_NAME))
                  .element("span", "remove", " ×")
                  .close(2);
            });
    html.close();
  }

  /** Writes a verdict as an item of a list. */
  static void row(Html html, ListedVerdict row) {
    String outcome = row.value(Facet.OUTCOME);
    String reason = row.value(Facet.REASON);
    html.open("li", "class", "card verdict " + VerdictLinks.colour(row)).div("meta");
    html.element(
        "span",
        "chip",
        reason.isEmpty()
            ? VerdictLinks.shown(Facet.OUTCOME, outcome)
            : VerdictLinks.shown(Facet.REASON, reason).toLowerCase(Locale.ROOT));
    html.open("a", "href", VerdictLinks.verdict(row.position()).toString())
        .name("b", "", row.id().isEmpty() ? row.position() : row.id(), MAX_NAME)
        .close();
    if (!row.value(Facet.REVISED).isEmpty()) {
      html.element("b", "", row.value(Facet.REVISED) + " since");
    }
    for (Facet dimension : new Facet[] {Facet.SOURCE, Facet.TRACK}) {
      if (!row.value(dimension).isEmpty()) {
        html.name("span", "", row.value(dimension), MAX_NAME);
      }
    }
    Instant written = Instant.ofEpochMilli(row.written()).truncatedTo(ChronoUnit.SECONDS);
    html.open("time", "datetime", written.toString()).text(Formats.time(written)).close(2);
    if (!row.why().isEmpty()) {
      html.open("p", "class", "why", "dir", "auto").text(row.why()).close();
    }
    if (!row.prompt().isEmpty()) {
      html.open("p", "class", "prompt", "dir", "auto").text(row.prompt()).close();
    }
    html.close();
  }

  private static void pager(Html html, PageRequest request, Shown shown) {
    html.open("nav", "class", "pager", "aria-label", "Pages of the list");
    Link list = VerdictLinks.list(request);
    if (request.parameter(AFTER).isPresent()) {
      html.open("a", "href", list.toString()).text("Latest").close();
    }
    if (shown.more()) {
      ListedVerdict last = shown.rows().get(shown.rows().size() - 1);
      html.open("a", "rel", "next", "href", list.with(AFTER, last.mark().toString()).toString())
          .text("Older")
          .close();
    }
    html.close();
  }
}
