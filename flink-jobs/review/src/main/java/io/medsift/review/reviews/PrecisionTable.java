package io.medsift.review.reviews;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.reviews.Precision.Line;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Precision by reviews, as tables of a page or as lines of a terminal. */
public record PrecisionTable(Precision precision) implements Section {
  private static final List<String> REJECTED =
      List.of(
          "rejected by",
          "verdicts",
          "reviewed",
          "agree",
          "disagree",
          "unsure",
          "split",
          "precision (95 %)");
  private static final List<String> ACCEPTED =
      List.of(
          "accepted",
          "verdicts",
          "reviewed",
          "agree",
          "disagree",
          "unsure",
          "split",
          "wrongly accepted (95 %)");
  private static final List<String> AGREEMENT =
      List.of("reviewers", "both reviewed", "same answer", "kappa");
  private static final int MAX_NAME_LENGTH = 48;
  private static final String NONE = "–";

  private record Table(List<String> columns, List<List<String>> rows) {
    boolean isEmpty() {
      return rows.isEmpty();
    }
  }

  private Stream<Table> tables() {
    return Stream.of(
            new Table(REJECTED, precision.rejected().stream().map(PrecisionTable::cells).toList()),
            new Table(ACCEPTED, precision.accepted().stream().map(PrecisionTable::cells).toList()),
            new Table(
                AGREEMENT, precision.agreements().stream().map(PrecisionTable::cells).toList()))
        .filter(table -> !table.isEmpty());
  }

  private static List<String> cells(Line line) {
    Judged judged = line.judged();
    return List.of(
        name(line),
        line.verdicts() == 0 ? NONE : Formats.count(line.verdicts()),
        Formats.count(judged.samples()),
        Formats.count(judged.agree()),
        Formats.count(judged.disagree()),
        Formats.count(judged.unsure()),
        Formats.count(judged.split()),
        line.share().map(Estimate::toString).orElse(NONE));
  }

  private static String name(Line line) {
    if (line.stratum() == null) {
      return line.gate() == null ? "all sources" : line.gate().wireName();
    }
    return "  "
        + (line.gate() == null ? line.stratum().source() : Formats.name(line.stratum().reason()));
  }

  private static List<String> cells(Agreement agreement) {
    return List.of(
        agreement.first() + ", " + agreement.second(),
        Formats.count(agreement.samples()),
        Formats.share(agreement.same(), agreement.samples()),
        agreement.kappa().isPresent() ? Formats.decimal(agreement.kappa().getAsDouble(), 2) : NONE);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (precision.chosen() > 0) {
      notes.add(
          Plural.of(precision.chosen(), "reviewed sample was", "reviewed samples were")
              + " chosen, not drawn, and count only in the table of reviewers.");
    }
    List<Line> without =
        Stream.concat(precision.rejected().stream(), precision.accepted().stream())
            .filter(line -> line.share().isEmpty() && line.judged().decided() > 0)
            .toList();
    if (without.stream().anyMatch(line -> line.verdicts() > 0)) {
      notes.add(
          "A share of several groups is known once each of them has a sample that reviewers agree"
              + " or disagree with.");
    }
    if (without.stream().anyMatch(line -> line.verdicts() == 0)) {
      notes.add(
          "A share of several groups needs the number of verdicts of each: 'medsift console' counts"
              + " them.");
    }
    return notes;
  }

  @Override
  public void write(Html html) {
    if (precision.isEmpty()) {
      html.element("p", "empty", "Nothing is reviewed yet.");
      return;
    }
    tables().forEach(table -> write(html, table));
    notes().forEach(note -> html.element("p", "note", note));
  }

  private static void write(Html html, Table table) {
    html.div("card wide").open("table", "class", "all").head(table.columns());
    for (List<String> row : table.rows()) {
      String name = row.get(0);
      html.open("tr").rowHead(name.startsWith(" ") ? "part" : "", name.strip(), MAX_NAME_LENGTH);
      row.subList(1, row.size()).forEach(cell -> html.element("td", "", cell));
      html.close();
    }
    html.close(2);
  }

  /** The same for a terminal, in columns. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    tables().forEach(table -> add(table, lines));
    lines.addAll(notes());
    return lines;
  }

  private static void add(Table table, List<String> lines) {
    int[] widths = new int[table.columns().size()];
    List<List<String>> all = new ArrayList<>();
    all.add(table.columns());
    all.addAll(table.rows());
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String gap = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
  }
}
