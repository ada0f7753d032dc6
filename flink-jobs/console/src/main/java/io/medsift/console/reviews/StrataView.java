package io.medsift.console.reviews;

import io.medsift.console.web.PageRequest;
import io.medsift.console.web.PagedRows;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.verdict.Position;
import io.medsift.verdict.Stratum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The samples to review, and how many of them a reviewer has reviewed.
 *
 * @param reviewer null where the name is not known
 */
record StrataView(ReviewBoard board, PageRequest request, ReviewDraw draw, String reviewer)
    implements Section {
  private static final int MAX_NAME_LENGTH = 48;
  private static final int ROWS_OF_PART = 100;
  private static final String GROUPS = "groups";

  private record Row(Stratum stratum, long verdicts, int drawn, int reviewed) {}

  @Override
  public void write(Html html) {
    html.element("h1", "", "Review verdicts")
        .element(
            "p",
            "lead",
            "Judge a random sample of each group of verdicts. Precision shows what the reviews say"
                + " about each gate.");
    reviewer(html);
    if (reviewer == null) {
      return;
    }
    settings(html);
    List<Row> rows = rows();
    if (rows.isEmpty()) {
      html.element("p", "empty", "There is no verdict yet.");
      return;
    }
    int drawn = rows.stream().mapToInt(Row::drawn).sum();
    int reviewed = rows.stream().mapToInt(Row::reviewed).sum();
    html.element(
        "p",
        "progress",
        "You have reviewed %s of %s drawn."
            .formatted(Formats.count(reviewed), Plural.of(drawn, "sample")));
    table(html, rows);
  }

  private void reviewer(Html html) {
    request.form(html.open("div", "class", "card reviewer"), ReviewPage.PATH);
    draw.fields(html);
    html.single("input", "type", "hidden", "name", "act", "value", ReviewPage.REVIEWER)
        .open("label", "for", "reviewer")
        .text(reviewer == null ? "Your name, for your reviews" : "You review as")
        .close()
        .single(
            "input",
            "id",
            "reviewer",
            "name",
            ReviewPage.REVIEWER,
            "value",
            reviewer == null ? "" : reviewer,
            "maxlength",
            "100",
            "required",
            "",
            "autocomplete",
            "name")
        .element("button", "", reviewer == null ? "Begin" : "Change")
        .close(2);
  }

  private void settings(Html html) {
    html.open("form", "method", "get", "action", ReviewPage.PATH, "class", "card settings")
        .open("label", "for", "size")
        .text("Samples of each group")
        .close()
        .single(
            "input",
            "id",
            "size",
            "name",
            ReviewDraw.SIZE,
            "type",
            "number",
            "min",
            "1",
            "max",
            Integer.toString(ReviewDraw.LARGEST),
            "value",
            Integer.toString(draw.draw().size()))
        .open("label", "for", "seed")
        .text("Seed")
        .close()
        .single(
            "input",
            "id",
            "seed",
            "name",
            ReviewDraw.SEED,
            "type",
            "number",
            "value",
            Long.toString(draw.draw().seed()))
        .element("button", "", "Draw")
        .element(
            "p",
            "note",
            "The same seed draws the same samples, for every reviewer. A larger number adds to"
                + " them.")
        .close();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    try {
      for (Map.Entry<Stratum, Long> each : board.strata().entrySet()) {
        List<Position> drawn = board.draw(each.getKey(), draw.draw());
        rows.add(
            new Row(each.getKey(), each.getValue(), drawn.size(), board.reviewed(drawn, reviewer)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the verdicts cannot be read", e);
    }
    return rows;
  }

  private void table(Html html, List<Row> rows) {
    PagedRows<Row> part = PagedRows.of(request, GROUPS, rows, ROWS_OF_PART);
    html.open("section", "id", GROUPS, "aria-label", "Groups of verdicts")
        .div("card wide")
        .open("table", "class", "all")
        .head(List.of("group", "verdicts", "drawn", "reviewed", ""));
    for (Row row : part.rows()) {
      Stratum stratum = row.stratum();
      String group =
          stratum.gate() == null
              ? "accepted: " + stratum.source()
              : stratum.gate().wireName() + ": " + Formats.name(stratum.reason());
      boolean done = row.reviewed() == row.drawn();
      html.open("tr")
          .rowHead("", group, MAX_NAME_LENGTH)
          .element("td", "", Formats.count(row.verdicts()))
          .element("td", "", Formats.count(row.drawn()))
          .element("td", "", Formats.count(row.reviewed()))
          .open("td");
      if (done) {
        html.text("done");
      } else {
        html.open("a", "href", draw.in(stratum).link().toString())
            .text("Review")
            .open("span", "class", "hidden")
            .text(" " + group)
            .close(2);
      }
      html.close(2);
    }
    html.close(2);
    part.links(html, new ReviewDraw(draw.draw(), null, null).link(), GROUPS, GROUPS);
    html.open("p").open("a", "href", "/precision").text("Precision of each gate").close(3);
  }
}
