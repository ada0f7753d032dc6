package io.medsift.console.pages;

import io.medsift.console.index.Facet;
import io.medsift.console.index.Facet.Outcome;
import io.medsift.console.index.Matches;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.stream.VerdictStream.Progress;
import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.PagedRows;
import io.medsift.console.web.Reply;
import io.medsift.review.html.Html;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The verdicts now: the funnel, rates, sources, lag. */
public final class NowPage implements Page {
  private static final int MAX_NAME = 44;
  private static final int MAX_ROWS = 15;

  private final VerdictStream stream;
  private final LatestFigures figures;

  /** Shows a stream. */
  public NowPage(VerdictStream stream) {
    this(stream, InstantSource.system());
  }

  NowPage(VerdictStream stream, InstantSource clock) {
    this.stream = stream;
    this.figures = new LatestFigures(stream, clock);
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public String title() {
    return "Now";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    TimeSpan span = TimeSpan.of(request);
    Figures now = figures.of(span);
    Progress progress = stream.progress();
    return new Reply.Document(
        "Now",
        html -> live(html, request, span, now, progress),
        html ->
            html.element(
                "p",
                "note after-live",
                progress.live()
                    ? "The figures refresh automatically. Without JavaScript, reload the page."
                    : "Results of a run do not change."));
  }

  private void live(Html html, PageRequest request, TimeSpan span, Figures now, Progress progress) {
    html.div("title").element("h1", "", "Now");
    TimeSpan.links(html, Link.to("/"), span);
    html.close();
    if (!progress.problem().isEmpty()) {
      html.open("p", "class", "problem", "role", "alert").text(progress.problem()).close();
    }
    if (now.broken() > 0) {
      html.open("p", "class", "problem", "role", "alert").text(broken(now)).close();
    }
    tiles(html, now, progress);
    if (now.total() == 0) {
      html.element(
          "p",
          "empty",
          span == TimeSpan.ALL ? "No verdict was written yet." : "No verdict was written in it.");
      return;
    }
    html.open("section", "id", "funnel").element("h2", "", "Gates");
    funnel(html, span, now);
    html.close().open("section", "id", "reasons").element("h2", "", "Reasons");
    reasons(html, span, now);
    html.close().open("section", "id", "tracks").element("h2", "", "Tracks");
    groups(html, request, span, Facet.TRACK, "tracks", now.tracks());
    html.close().open("section", "id", "sources").element("h2", "", "Sources");
    groups(html, request, span, Facet.SOURCE, "sources", now.sources());
    html.close();
  }

  private String broken(Figures now) {
    String first =
        now.firstBroken().entrySet().stream()
            .map(each -> place(each.getKey()) + ": " + each.getValue())
            .collect(Collectors.joining("; "));
    return "Left out: %s of Medsift: %s%s."
        .formatted(
            Plural.of(now.broken(), "record is not a row", "records are not rows"),
            first,
            now.firstBroken().size() < now.broken() ? "; …" : "");
  }

  private Position place(RowLocation row) {
    String topic = stream.topics().map(row.output()::of).orElse(row.output().name());
    return new Position(topic, row.partition(), row.offset());
  }

  private static void tiles(Html html, Figures now, Progress progress) {
    html.div("tiles");
    tile(html, "verdicts", Formats.count(now.total()), revised(now));
    tile(
        html,
        "accepted",
        Formats.share(now.outcome(Outcome.ACCEPTED), now.total()),
        Formats.count(now.outcome(Outcome.ACCEPTED)));
    tile(
        html,
        "rejected",
        Formats.share(now.outcome(Outcome.REJECTED), now.total()),
        Formats.count(now.outcome(Outcome.REJECTED)));
    tile(
        html, "dead letters", Formats.count(now.outcome(Outcome.DEAD_LETTER)), "not valid samples");
    if (progress.live()) {
      tile(
          html,
          "per minute",
          Formats.count(now.lastMinute()),
          progress.behind() == 0
              ? "this page is up to date"
              : Plural.of(progress.behind(), "row") + " not yet read");
      job(html, progress.job());
    }
    html.close();
  }

  private static void job(Html html, VerdictStream.Job job) {
    if (job == null) {
      tile(html, "job", "none", "no consumer group reads the samples");
      return;
    }
    String waiting =
        job.oldest() == 0
            ? "nothing waits"
            : "oldest waits "
                + Formats.duration(
                    Math.max(0, System.currentTimeMillis() - job.oldest()) / 1_000.0);
    tile(html, "job behind", Formats.count(job.behind()), waiting + ", " + job.group());
  }

  private static String revised(Figures now) {
    if (now.revised().isEmpty()) {
      return "one for each sample";
    }
    return Formats.count(now.revised().getOrDefault("revoked", 0L))
        + " revoked, "
        + Formats.count(now.revised().getOrDefault("reinstated", 0L))
        + " reinstated";
  }

  private static void tile(Html html, String name, String figure, String note) {
    html.div("tile")
        .element("span", "name", name)
        .element("span", "figure", figure)
        .element("span", "note", note)
        .close();
  }

  private static Link list(TimeSpan span, Facet dimension, String value) {
    return VerdictLinks.list(dimension, value).with(TimeSpan.PARAMETER, span.inLink());
  }

  private static void funnel(Html html, TimeSpan span, Figures now) {
    html.div("card wide")
        .open("table", "class", "all")
        .head(List.of("gate", "", "rejected", "left"));
    long left = now.total();
    left -=
        step(
            html,
            list(span, Facet.OUTCOME, Outcome.DEAD_LETTER.wireName()),
            "Parse",
            "dead",
            now.outcome(Outcome.DEAD_LETTER),
            left,
            now.total());
    for (Gate gate : Gate.values()) {
      long lost = now.gates().getOrDefault(gate.wireName(), 0L);
      if (lost > 0) {
        left -=
            step(
                html,
                list(span, Facet.GATE, gate.wireName()),
                Formats.name(gate),
                Formats.colour(gate),
                lost,
                left,
                now.total());
      }
    }
    html.close(2);
  }

  private static long step(
      Html html, Link link, String name, String colour, long lost, long before, long total) {
    html.open("tr").open("th", "scope", "row").open("a", "href", link.toString());
    html.text(name).close(2).open("td", "class", "chart");
    Bar.begin(html, total).part("left", before - lost).part(colour, lost).end();
    html.close()
        .element("td", "", Formats.count(lost))
        .element("td", "", Formats.count(before - lost))
        .close();
    return lost;
  }

  private static void reasons(Html html, TimeSpan span, Figures now) {
    if (now.reasons().isEmpty()) {
      html.element("p", "empty", "No sample was rejected.");
      return;
    }
    long most = now.reasons().values().iterator().next();
    html.div("card wide")
        .open("table", "class", "all")
        .head(List.of("reason", "", "samples", "share"));
    for (Reason reason : Reason.values()) {
      Long samples = now.reasons().get(reason.name());
      if (samples != null) {
        html.open("tr").open("th", "scope", "row", "title", reason.sentence());
        html.open("a", "href", list(span, Facet.REASON, reason.name()).toString())
            .text(Formats.name(reason))
            .close(2)
            .open("td", "class", "chart");
        Bar.begin(html, most).part(Formats.colour(reason.gate()), samples).end();
        html.close()
            .element("td", "", Formats.count(samples))
            .element("td", "", Formats.share(samples, now.total()))
            .close();
      }
    }
    html.close(2);
  }

  /** Outcomes by track or source: the largest first. */
  private static void groups(
      Html html,
      PageRequest request,
      TimeSpan span,
      Facet dimension,
      String what,
      Map<String, Map<String, Long>> groups) {
    List<Map.Entry<String, Map<String, Long>>> sorted =
        groups.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, Map<String, Long>> each) -> sum(each.getValue()))
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .toList();
    PagedRows<Map.Entry<String, Map<String, Long>>> part =
        PagedRows.of(request, what, sorted, MAX_ROWS);
    html.div("card wide")
        .open("table", "class", "all")
        .head(List.of(dimension.wireName(), "", "samples", "accepted"));
    part.rows().forEach(each -> group(html, span, dimension, each.getKey(), each.getValue()));
    html.close(2);
    Link here =
        Link.to("/").with(TimeSpan.PARAMETER, span.inLink()).keeping(request, "tracks", "sources");
    part.links(html, here, what, what);
    if (groups.size() >= Matches.MAX_VALUES) {
      html.element("p", "note", "There are more, which are not counted.");
    }
  }

  private static void group(
      Html html, TimeSpan span, Facet dimension, String name, Map<String, Long> gates) {
    long samples = sum(gates);
    long accepted = gates.getOrDefault("", 0L);
    html.open("tr").open("th", "scope", "row");
    html.open("a", "href", list(span, dimension, name).toString())
        .name("span", "", name, MAX_NAME)
        .close(2)
        .open("td", "class", "chart");
    Bar bar = Bar.begin(html, samples).part("accepted", accepted);
    for (Gate gate : Gate.values()) {
      bar.part(Formats.colour(gate), gates.getOrDefault(gate.wireName(), 0L));
    }
    bar.end();
    html.close()
        .element("td", "", Formats.count(samples))
        .element("td", "", Formats.share(accepted, samples))
        .close();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
