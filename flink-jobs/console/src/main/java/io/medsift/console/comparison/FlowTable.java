package io.medsift.console.comparison;

import io.medsift.console.comparison.Flows.Cell;
import io.medsift.console.comparison.Flows.Flow;
import io.medsift.console.web.Link;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.PagedRows;
import io.medsift.review.comparison.Differences;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.util.List;
import java.util.Map;

/** The table of flows, and the changes by reason. */
record FlowTable(PageRequest request, Differences differences, Flows flows) implements Section {
  private static final String CHANGES = "changes";
  private static final int MAX_ROWS = 100;
  private static final int MAX_BROKEN = 3;

  @Override
  public void write(Html html) {
    html.open("p", "class", "lead")
        .text(
            "%s decided by both, %s alike by the same evidence."
                .formatted(
                    Plural.of(differences.compared(), "sample"),
                    Formats.share(differences.alikeCount(), differences.compared())))
        .close();
    warnings(html);
    versions(html);
    if (differences.none()) {
      html.element("p", "empty", "No sample has another outcome or other evidence.");
    }
    html.open("section", "id", "flows").element("h2", "", "Flows");
    matrix(html);
    html.close();
    List<Flow> changes = flows.between(null, null);
    if (!changes.isEmpty()) {
      html.open("section", "id", CHANGES).element("h2", "", "Changes");
      changes(html, changes);
      html.close();
    }
  }

  private void warnings(Html html) {
    if (differences.otherSampleCount() > 0) {
      html.open("p", "class", "problem", "role", "alert")
          .text(
              "At %s the runs have read different samples, which are not compared: compare runs"
                      .formatted(Plural.of(differences.otherSampleCount(), "position"))
                  + " of the same input, with the same --partitions.")
          .close();
    }
    if (differences.outsideCount() > 0) {
      html.element(
          "p",
          "note",
          "Not compared: %s of this run on samples before or after those of the other run."
              .formatted(Plural.of(differences.outsideCount(), "verdict")));
    }
    if (differences.reviewedCount() > 0) {
      html.element(
          "p",
          "note",
          "%s revised by reviewers, and compared as before the revision."
              .formatted(Plural.of(differences.reviewedCount(), "verdict was", "verdicts were")));
    }
    if (differences.strays().anyBroken()) {
      html.open("p", "class", "problem")
          .text("Not compared: " + differences.strays().brokenText(MAX_BROKEN) + ".")
          .close();
    }
  }

  private void versions(Html html) {
    if (differences.versions().isEmpty()) {
      html.element("p", "note", "Recipe and artifacts are the same.");
      return;
    }
    html.element("p", "note", "What differs between the runs, and so may cause the changes:")
        .open("ul", "class", "versions");
    for (String version : differences.versions()) {
      html.open("li", "dir", "auto").text(version).close();
    }
    html.close();
  }

  private void matrix(Html html) {
    html.element(
        "p",
        "note",
        "Rows: what this run decided. Columns: what the other run decided of the same samples. A"
            + " number with a link opens its examples.");
    html.div("card wide").open("table", "class", "all flows").open("tr");
    html.open("th", "scope", "col").text("this run ↓ other run →").close();
    for (OutcomeGroup column : flows.columns()) {
      html.open("th", "scope", "col").text(column.name()).close();
    }
    html.close();
    for (Map.Entry<OutcomeGroup, Map<OutcomeGroup, Cell>> row : flows.table().entrySet()) {
      html.open("tr")
          .open("th", "scope", "row")
          .element("span", "chip " + row.getKey().colour(), row.getKey().name())
          .close();
      for (OutcomeGroup column : flows.columns()) {
        cell(html, row.getKey(), column, row.getValue().get(column));
      }
      html.close();
    }
    html.close(2);
  }

  private static void cell(Html html, OutcomeGroup from, OutcomeGroup to, Cell cell) {
    if (cell == null) {
      html.element("td", "none", "–");
      return;
    }
    html.open("td", "class", from.equals(to) ? "same" : "changed");
    if (!from.equals(to)) {
      html.open("a", "href", ComparePage.between(from.key(), to.key()).toString())
          .text(Formats.count(cell.samples()))
          .close();
    } else {
      html.text(Formats.count(cell.samples()));
      if (cell.changed() > 0) {
        html.text(" ")
            .open("a", "href", ComparePage.between(from.key(), to.key()).toString())
            .text(Formats.count(cell.changed()) + " differ")
            .close();
      }
    }
    html.close();
  }

  private void changes(Html html, List<Flow> changes) {
    html.div("card wide")
        .open("table", "class", "all")
        .head(List.of("this run → other run", "samples", "share"));
    PagedRows<Flow> part = PagedRows.of(request, CHANGES, changes, MAX_ROWS);
    for (Flow flow : part.rows()) {
      Link link = ComparePage.between(OutcomeGroup.key(flow.from()), OutcomeGroup.key(flow.to()));
      html.open("tr").open("th", "scope", "row");
      html.open("a", "href", link.toString())
          .text(flow.title())
          .close(2)
          .element("td", "", Formats.count(flow.tally().count()))
          .element("td", "", Formats.share(flow.tally().count(), differences.compared()))
          .close();
    }
    html.close(2);
    part.links(html, Link.to(ComparePage.PATH), CHANGES, "kinds of change");
  }
}
