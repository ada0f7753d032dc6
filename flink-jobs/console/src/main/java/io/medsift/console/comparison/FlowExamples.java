package io.medsift.console.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.console.comparison.Flows.Flow;
import io.medsift.console.index.Facet;
import io.medsift.console.index.ListedVerdict;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Link;
import io.medsift.review.comparison.ComparedOutcome;
import io.medsift.review.comparison.Differences.Example;
import io.medsift.review.html.Html;
import io.medsift.review.text.Excerpt;
import io.medsift.review.text.Plural;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Samples whose outcome changed, with what each run has decided on them, and why. */
final class FlowExamples {
  private static final int MAX_SHOWN = 50;
  private static final int MAX_NAME = 44;
  private static final int MAX_WHY = 400;

  private FlowExamples() {}

  /**
   * An example.
   *
   * @param listed the verdict of this run; null where it has none
   */
  record Shown(Flow flow, Example example, ListedVerdict listed) {}

  /** The examples of some changes, a few of each where there are many changes. */
  static List<Shown> of(VerdictStream stream, List<Flow> flows) throws IOException {
    List<Shown> shown = new ArrayList<>();
    int round = 0;
    boolean more = true;
    while (more && shown.size() < MAX_SHOWN) {
      more = false;
      for (Flow flow : flows) {
        if (round < flow.tally().examples().size() && shown.size() < MAX_SHOWN) {
          more = true;
          Example example = flow.tally().examples().get(round);
          shown.add(new Shown(flow, example, listed(stream, example.position())));
        }
      }
      round++;
    }
    shown.sort((one, two) -> Integer.compare(flows.indexOf(one.flow()), flows.indexOf(two.flow())));
    return shown;
  }

  private static ListedVerdict listed(VerdictStream stream, Position position) throws IOException {
    return stream.index().look(view -> view.at(position).stream().findFirst().orElse(null));
  }

  static void write(Html html, List<Flow> flows, List<Shown> examples) {
    html.open("p", "class", "pager").open("a", "href", ComparePage.PATH).text("All flows").close(2);
    if (flows.isEmpty()) {
      html.element("p", "empty", "No sample changed in this way.");
      return;
    }
    long all = flows.stream().mapToLong(flow -> flow.tally().count()).sum();
    html.element(
        "p",
        "lead",
        "%s%s"
            .formatted(
                Plural.of(all, "sample"),
                examples.size() < all
                    ? String.format(Locale.ROOT, ", %,d of them shown", examples.size())
                    : ""));
    Flow last = null;
    for (Shown each : examples) {
      if (!each.flow().equals(last)) {
        if (last != null) {
          html.close(2);
        }
        heading(html, each.flow());
        last = each.flow();
      }
      example(html, each);
    }
    if (last != null) {
      html.close(2);
    }
  }

  private static void heading(Html html, Flow flow) {
    html.open("section").element("h2", "", flow.title());
    html.open("p", "class", "note").text(Plural.of(flow.tally().count(), "sample") + ". ");
    flow.tally()
        .causes()
        .forEach(
            (cause, count) ->
                html.text(
                    String.format(Locale.ROOT, "%,d of them %s. ", count, cause.phrase(count))));
    html.close().open("ol", "class", "verdicts");
  }

  private static void example(Html html, Shown shown) {
    Example example = shown.example();
    html.open("li", "class", "card verdict " + OutcomeGroup.of(shown.flow().to()).colour())
        .div("meta");
    String name =
        shown.listed() == null || shown.listed().id().isEmpty()
            ? example.position().toString()
            : shown.listed().id();
    html.open("a", "href", link(example.position()).toString())
        .name("b", "", name, MAX_NAME)
        .close();
    if (shown.listed() != null) {
      for (Facet dimension : new Facet[] {Facet.SOURCE, Facet.TRACK}) {
        if (!shown.listed().value(dimension).isEmpty()) {
          html.name("span", "", shown.listed().value(dimension), MAX_NAME);
        }
      }
    }
    html.close().open("dl", "class", "runs");
    said(html, "This run", shown.flow().from(), example.first());
    said(html, "Other run", shown.flow().to(), example.second());
    html.close();
    if (shown.listed() != null && !shown.listed().prompt().isEmpty()) {
      html.open("p", "class", "prompt", "dir", "auto").text(shown.listed().prompt()).close();
    }
    html.close();
  }

  private static void said(Html html, String run, int code, ComparedOutcome outcome) {
    html.element("dt", "", run).open("dd", "dir", "auto");
    html.element("span", "chip " + OutcomeGroup.of(code).colour(), ComparedOutcome.name(code));
    if (outcome != null) {
      html.text(Excerpt.head(outcome.why(), MAX_WHY));
    } else if (code != ComparedOutcome.NONE) {
      html.text("its row was deleted");
    }
    html.close();
  }

  /** The page of a sample with what both runs say of it. */
  static Link link(Position position) {
    return Link.to(
        String.format(
            Locale.ROOT,
            "%s/%s/%d/%d",
            ComparePage.PATH,
            URLEncoder.encode(position.topic(), UTF_8).replace("+", "%20"),
            position.partition(),
            position.offset()));
  }
}
