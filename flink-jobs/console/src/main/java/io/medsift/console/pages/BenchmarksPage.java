package io.medsift.console.pages;

import io.medsift.console.index.Facet;
import io.medsift.console.index.TimeTable;
import io.medsift.console.pages.StatedSets.StatedSet;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.PagedRows;
import io.medsift.console.web.RefusedRequest;
import io.medsift.console.web.Reply;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.review.html.Html;
import io.medsift.review.report.ContaminationTables;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The evaluation sets: how well each is kept out, what repeats it, from which source, and when. */
public final class BenchmarksPage implements Page {
  static final String PATH = "/benchmarks";

  private static final String SETS = "sets";
  private static final String SOURCES = "sources";
  private static final String COLOUR = "gate-decontaminate";
  private static final int MAX_ROWS = 100;
  private static final int MAX_NAME = 44;
  private static final String NONE = "–";

  private final VerdictStream stream;
  private final StatedSets stated;
  private final RecentFigures<Leaks> recent;

  /**
   * Shows the leaks of a stream.
   *
   * @param probe what the rules find of the sets; null for what the results say themselves
   */
  public BenchmarksPage(VerdictStream stream, LeakMeasurement probe) {
    this.stream = stream;
    this.stated = StatedSets.of(stream, probe);
    this.recent = new RecentFigures<>(stream, Leaks::of);
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String title() {
    return "Benchmarks";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    TimeSpan span = TimeSpan.of(request);
    Leaks leaks = recent.of(span);
    String set = request.exact(Facet.BENCHMARK.wireName()).orElse(null);
    if (set == null) {
      return new Reply.Document("Benchmarks", html -> all(html, request, leaks));
    }
    if (!leaks.sets().containsKey(set) && !stated.sets().containsKey(set)) {
      throw RefusedRequest.notFound("There is no evaluation set " + set + " here.");
    }
    return new Reply.Document(set, html -> one(html, request, leaks, set));
  }

  private static Link here(PageRequest request) {
    return Link.to(PATH)
        .keeping(request, Facet.BENCHMARK.wireName())
        .with(TimeSpan.PARAMETER, TimeSpan.of(request).inLink())
        .keeping(request, SETS, SOURCES);
  }

  private static Link list(TimeSpan span) {
    return VerdictLinks.list(Facet.GATE, Gate.DECONTAMINATE.wireName())
        .with(TimeSpan.PARAMETER, span.inLink());
  }

  private static Link page(TimeSpan span, String set) {
    return Link.to(PATH)
        .with(Facet.BENCHMARK.wireName(), set)
        .with(TimeSpan.PARAMETER, span.inLink());
  }

  private void all(Html html, PageRequest request, Leaks leaks) {
    TimeSpan span = TimeSpan.of(request);
    html.div("title").element("h1", "", "Benchmarks");
    TimeSpan.links(html, Link.to(PATH), span);
    html.close();
    html.open("p", "class", "lead");
    html.open("a", "href", list(span).toString())
        .text(Plural.of(leaks.rejected(), "sample"))
        .close()
        .text(
            " of %s (%s) repeat an item of an evaluation set, and were rejected for it."
                .formatted(
                    Formats.count(leaks.samples()),
                    Formats.share(leaks.rejected(), leaks.samples())))
        .close();
    html.open("section", "id", SETS).element("h2", "", "Evaluation sets");
    sets(html, request, leaks);
    html.close();
    if (leaks.rejected() > 0) {
      html.open("section", "id", "times").element("h2", "", "Over time");
      times(html, leaks.times(), leaks.times().sums(TimeChart.SPANS));
      html.close().open("section", "id", SOURCES).element("h2", "", "Sources");
      sources(html, request, leaks);
      html.close();
    }
    if (stated.statement() != null) {
      html.open("section", "id", "statement")
          .open("details")
          .element("summary", "", "The whole statement of this run, as its report has it");
      new ContaminationTables(stated.statement()).write(html);
      html.close(2);
    }
  }

  private void sets(Html html, PageRequest request, Leaks leaks) {
    TimeSpan span = TimeSpan.of(request);
    Map<String, Long> hits = new LinkedHashMap<>(leaks.sets());
    stated.sets().keySet().forEach(name -> hits.putIfAbsent(name, 0L));
    if (!stated.problem().isEmpty()) {
      html.open("p", "class", "problem").text(stated.problem()).close();
    }
    html.open("p", "class", "note").text(known()).close();
    if (hits.isEmpty()) {
      html.element(
          "p", "empty", "No sample was rejected for an evaluation set, and no set is known here.");
      return;
    }
    long most = hits.values().stream().mapToLong(Long::longValue).max().orElse(0);
    html.div("card wide")
        .open("table", "class", "all")
        .head(
            List.of(
                "evaluation set",
                "",
                "rejected",
                "items",
                "items not found",
                "changed items found",
                "look-alikes flagged"));
    PagedRows<Map.Entry<String, Long>> part =
        PagedRows.of(request, SETS, List.copyOf(hits.entrySet()), MAX_ROWS);
    part.rows().forEach(each -> set(html, span, each.getKey(), each.getValue(), most));
    html.close(2);
    part.links(html, here(request), SETS, "evaluation sets");
  }

  private String known() {
    if (stated.sets().isEmpty()) {
      return "How many items a set has, and how many of them the rules find, is not known here:"
          + " to measure it, run 'medsift benchmarks probe --out FILE' and start the console with"
          + " --probe FILE.";
    }
    String source = "From " + stated.source() + ". ";
    if (!stated.anyMeasured()) {
      return source
          + "How many changed items the rules find was not measured. To measure it, run 'medsift"
          + " benchmarks probe --out FILE' and start the console with --probe FILE.";
    }
    return source
        + "Items not found: those that the rules do not see even as they were published, most of"
        + " them too short; nothing keeps these out. Changed items found: of items that were"
        + " changed on purpose and planted in a prompt. Look-alikes flagged: of questions that are"
        + " no items. A dash: not measured. A set opens the figures of each kind of change.";
  }

  private void set(Html html, TimeSpan span, String name, long rejected, long most) {
    StatedSet set = stated.sets().get(name);
    html.open("tr").open("th", "scope", "row");
    html.open("a", "href", page(span, name).toString())
        .name("span", "", name, MAX_NAME)
        .close(2)
        .open("td", "class", "chart");
    Bar.begin(html, most).part(COLOUR, rejected).end();
    html.close().open("td");
    rejected(html, list(span).with(Facet.BENCHMARK.wireName(), name), rejected);
    html.close()
        .element("td", "", set == null || set.items() == null ? NONE : Formats.count(set.items()))
        .element("td", "", notFound(set))
        .element(
            "td",
            "",
            set == null || set.figures() == null
                ? NONE
                : SetFigures.share(set.figures().allChanged()))
        .element(
            "td",
            "",
            set == null || set.figures() == null
                ? NONE
                : SetFigures.share(set.figures().allLookAlikes()))
        .close();
  }

  private static String notFound(StatedSet set) {
    if (set == null || set.figures() == null) {
      return NONE;
    }
    int missing = set.figures().notFound().items();
    return missing == 0 ? "none" : Formats.count(missing);
  }

  private static void rejected(Html html, Link link, long count) {
    if (count == 0) {
      html.text("none");
    } else {
      html.open("a", "href", link.toString()).text(Formats.count(count)).close();
    }
  }

  private void times(Html html, TimeTable table, long[] counts) {
    html.div("card");
    TimeChart.write(html, COLOUR, table, counts);
    html.close()
        .element(
            "p",
            "note",
            stream.topics().isPresent()
                ? "Rejected samples by the time at which the verdict was written."
                : "Rejected samples by the time of the sample: 'run' gives the lines of its input"
                    + " ascending times, so this is their order.");
  }

  private static void sources(Html html, PageRequest request, Leaks leaks) {
    TimeSpan span = TimeSpan.of(request);
    String gate = Gate.DECONTAMINATE.wireName();
    List<Map.Entry<String, Map<String, Long>>> leaking =
        leaks.sources().entrySet().stream()
            .filter(each -> each.getValue().containsKey(gate))
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, Map<String, Long>> each) -> -each.getValue().get(gate))
                    .thenComparing(Map.Entry::getKey))
            .toList();
    html.element(
        "p",
        "note",
        "The source with the most rejected samples first. The share is of all samples of the"
            + " source, so that a small one that leaks much stands out.");
    html.div("card wide")
        .open("table", "class", "all")
        .head(List.of("source", "", "rejected", "samples", "share"));
    PagedRows<Map.Entry<String, Map<String, Long>>> part =
        PagedRows.of(request, SOURCES, leaking, MAX_ROWS);
    for (Map.Entry<String, Map<String, Long>> each : part.rows()) {
      long samples = each.getValue().values().stream().mapToLong(Long::longValue).sum();
      source(html, list(span), each.getKey(), each.getValue().get(gate), samples);
    }
    html.close(2);
    part.links(html, here(request), SOURCES, "sources");
  }

  private static void source(Html html, Link list, String name, long rejected, long samples) {
    html.open("tr").open("th", "scope", "row");
    html.open("a", "href", list.with(Facet.SOURCE.wireName(), name).toString())
        .name("span", "", name, MAX_NAME)
        .close(2)
        .open("td", "class", "chart");
    Bar.begin(html, samples).part(COLOUR, rejected).end();
    html.close()
        .element("td", "", Formats.count(rejected))
        .element("td", "", Formats.count(samples))
        .element("td", "", Formats.share(rejected, samples))
        .close();
  }

  private void one(Html html, PageRequest request, Leaks leaks, String name) {
    TimeSpan span = TimeSpan.of(request);
    long rejected = leaks.sets().getOrDefault(name, 0L);
    Link list = list(span).with(Facet.BENCHMARK.wireName(), name);
    html.div("title").open("h1").name("span", "", name, MAX_NAME).close();
    TimeSpan.links(html, page(TimeSpan.ALL, name), span);
    html.close();
    html.open("p", "class", "lead");
    rejected(html, list, rejected);
    html.text(" of the samples rejected, of %s. ".formatted(Formats.count(leaks.samples())))
        .open("a", "href", Link.to(PATH).with(TimeSpan.PARAMETER, span.inLink()).toString())
        .text("All evaluation sets")
        .close(2);
    if (rejected > 0) {
      html.open("section", "id", "times").element("h2", "", "Over time");
      // Beside thousands of other sets it may not have been counted.
      long[] none = new long[TimeChart.SPANS];
      times(html, leaks.times(), leaks.times().counts().getOrDefault(name, none));
      html.close();
      parts(html, request, "Rules", Facet.REASON, list, leaks.reasonsOfSets().get(name));
      parts(html, request, "Sources", Facet.SOURCE, list, leaks.sourcesOfSets().get(name));
    }
    html.open("section", "id", "measured").element("h2", "", "What the rules find");
    SetFigures.write(html, stated.sets().get(name));
    html.close();
  }

  private static void parts(
      Html html,
      PageRequest request,
      String title,
      Facet dimension,
      Link list,
      Map<String, Long> counts) {
    if (counts == null) {
      return;
    }
    long whole = counts.values().stream().mapToLong(Long::longValue).sum();
    String what = title.toLowerCase(Locale.ROOT);
    List<Map.Entry<String, Long>> sorted =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    PagedRows<Map.Entry<String, Long>> part = PagedRows.of(request, what, sorted, MAX_ROWS);
    html.open("section", "id", what).element("h2", "", title);
    html.div("card wide")
        .open("table", "class", "all")
        .head(List.of(dimension.wireName(), "", "rejected", "share"));
    part.rows()
        .forEach(
            each -> {
              html.open("tr").open("th", "scope", "row");
              html.open("a", "href", list.with(dimension.wireName(), each.getKey()).toString())
                  .name("span", "", VerdictLinks.shown(dimension, each.getKey()), MAX_NAME)
                  .close(2)
                  .open("td", "class", "chart");
              Bar.begin(html, whole).part(COLOUR, each.getValue()).end();
              html.close()
                  .element("td", "", Formats.count(each.getValue()))
                  .element("td", "", Formats.share(each.getValue(), whole))
                  .close();
            });
    html.close(2);
    part.links(html, here(request), what, what);
    html.close();
  }
}
